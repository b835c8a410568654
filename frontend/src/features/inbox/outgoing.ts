// Messages on their way to the server: shown at once, sent one after another, kept with their reason when refused.
import {
  type ChannelCapabilities,
  type Chat,
  type Message,
  type NewOutboundMessage,
  sendMessage,
} from '@parley/contract';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/api-client';
import { chatKey, chatQuery, type MessagePages, threadKey } from './api';
import type { Quoted } from './drafts';
import { showChats, showMessage, showPrediction } from './live';
import { readUpload, type Upload, uploadedAsset } from './media/uploads';

/** A provider's approved template, with what the customer will see of it. */
export interface OutgoingTemplate {
  id: string;
  params: Record<string, string>;
  shown: NonNullable<Message['content']['template']>;
}

export interface Outgoing {
  /** Our own key; the server echoes it, and repeats of the same try carry it as idempotency key. */
  clientKey: string;
  text: string;
  at: string;
  /** Why the server did not take it; null while it is on its way. */
  error: unknown;
  /** The file, still being uploaded or already there. */
  uploadKey?: string;
  voice?: boolean;
  replyTo?: Quoted | null;
  /** When it is to leave; at once when absent. */
  sendAt?: string;
  template?: OutgoingTemplate;
  /** The newest message that was on screen. */
  lastSeenMessageId?: string;
  /** Sent although a colleague has answered meanwhile. */
  force?: boolean;
}

/** What one press of Send holds. */
export interface Parcel {
  text: string;
  uploads?: readonly Upload[];
  replyTo?: Quoted | null;
  sendAt?: string;
  template?: OutgoingTemplate;
  lastSeenMessageId?: string;
  force?: boolean;
}

/** WhatsApp's and Meta's limit for the text under a file; a longer one goes ahead as a message of its own. */
const longestCaption = 1024;

type Part = Pick<Outgoing, 'text' | 'uploadKey' | 'voice'>;

/** One message for each file; the text stands under the first where channel and file can have one, otherwise before it. */
export function planParts(
  text: string,
  uploads: readonly Upload[],
  capabilities: Pick<ChannelCapabilities, 'captions'> | undefined,
): Part[] {
  const [first] = uploads;
  if (!first) return [{ text }];
  const captioned =
    text !== '' && capabilities?.captions !== false && first.kind !== 'audio' && [...text].length <= longestCaption;
  const files = uploads.map(
    (one, index): Part => ({
      text: captioned && index === 0 ? text : '',
      uploadKey: one.key,
      ...(one.voice ? { voice: true } : {}),
    }),
  );
  return text === '' || captioned ? files : [{ text }, ...files];
}

/** Lives in the query cache only, so that it ends with the session, like all else that is known of a tenant. */
const outgoingQuery = (chatId: string) =>
  queryOptions<Outgoing[]>({
    queryKey: ['outgoing', chatId],
    queryFn: () => [],
    enabled: false,
    initialData: [],
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  });

/** What was written in this chat and is not yet the server's. */
export function useOutgoing(chatId: string): Outgoing[] {
  return useQuery(outgoingQuery(chatId)).data;
}

function change(queryClient: QueryClient, chatId: string, next: (old: Outgoing[]) => Outgoing[]): void {
  queryClient.setQueryData(outgoingQuery(chatId).queryKey, (old) => next(old ?? []));
}

function renew(queryClient: QueryClient, chatId: string, changed: Outgoing): void {
  change(queryClient, chatId, (all) => all.map((one) => (one.clientKey === changed.clientKey ? changed : one)));
}

/** The row follows at once: the list should not wait for the server to know what was just said, or that it was refused. */
function showInRow(queryClient: QueryClient, chat: Chat, outgoing: Outgoing): void {
  // What waits for its time is not the chat's last message yet.
  if (outgoing.sendAt) return;
  const known = queryClient.getQueryData<Chat>(chatKey(chat.id)) ?? chat;
  const file = outgoing.uploadKey ? readUpload(queryClient, outgoing.uploadKey) : null;
  const lastMessage = {
    preview: outgoing.text,
    direction: 'out',
    state: outgoing.error ? 'failed' : 'queued',
    kind: outgoing.template ? 'template' : (file?.kind ?? 'text'),
    at: outgoing.at,
  } as const;
  showPrediction(queryClient, { ...known, lastMessage });
}

/** After something was given up, the row says again what the server knows. */
async function showAsServerKnows(queryClient: QueryClient, chatId: string): Promise<void> {
  const chat = await queryClient.fetchQuery({ ...chatQuery(chatId), staleTime: 0 });
  showChats(queryClient, new Map([[chatId, chat]]));
}

const lines = new WeakMap<QueryClient, Map<string, Promise<void>>>();

/** One after another per chat: two quick messages must not overtake each other on the way, nor a text the large file before it. */
function standInLine(queryClient: QueryClient, chatId: string, post: () => Promise<void>): void {
  const line = lines.get(queryClient) ?? new Map<string, Promise<void>>();
  lines.set(queryClient, line);
  const mine = (line.get(chatId) ?? Promise.resolve()).then(post);
  line.set(chatId, mine);
}

/** The request body of an outgoing message. */
export function toBody(chatId: string, outgoing: Outgoing, assetId: string | undefined): NewOutboundMessage {
  const { clientKey, text, voice, replyTo, sendAt, template, lastSeenMessageId, force } = outgoing;
  return {
    chatId,
    clientKey,
    // A template's words are the provider's; what is shown of them is not sent.
    ...(text !== '' && !template ? { text } : {}),
    ...(assetId ? { assetIds: [assetId] } : {}),
    ...(voice ? { voice } : {}),
    ...(replyTo ? { replyToId: replyTo.id } : {}),
    ...(sendAt ? { sendAt } : {}),
    ...(template ? { template: { id: template.id, params: template.params } } : {}),
    ...(force ? { force } : { lastSeenMessageId }),
  };
}

async function post(queryClient: QueryClient, chat: Chat, outgoing: Outgoing): Promise<void> {
  const { clientKey, uploadKey } = outgoing;
  try {
    const asset = uploadKey ? await uploadedAsset(queryClient, uploadKey) : undefined;
    // Another try after "a colleague has answered" is another request: the first one's refusal must not be replayed.
    const idempotencyKey = outgoing.force ? `${clientKey}-force` : clientKey;
    const message: Message = await call(
      sendMessage,
      { body: toBody(chat.id, outgoing, asset?.id) },
      { idempotencyKey },
    );
    showMessage(queryClient, message, true);
    change(queryClient, chat.id, (all) => all.filter((one) => one.clientKey !== clientKey));
    if (outgoing.sendAt) void queryClient.invalidateQueries({ queryKey: scheduledKey(chat.id) });
  } catch (error) {
    renew(queryClient, chat.id, { ...outgoing, error });
    showInRow(queryClient, chat, { ...outgoing, error });
  }
}

/** The messages of a chat that wait for their time. */
export const scheduledKey = (chatId: string) => ['messages', 'scheduled', chatId] as const;

function newestSeen(queryClient: QueryClient, chatId: string): string | undefined {
  return queryClient.getQueryData<MessagePages>(threadKey(chatId))?.pages[0]?.items.find((one) => !one.scheduledAt)?.id;
}

/** Sending, trying again and giving up, for one chat. */
export function useSending(chat: Chat, capabilities?: Pick<ChannelCapabilities, 'captions'>) {
  const queryClient = useQueryClient();
  function begin(all: readonly Outgoing[]) {
    change(queryClient, chat.id, (old) => [...old, ...all]);
    for (const outgoing of all) {
      showInRow(queryClient, chat, outgoing);
      standInLine(queryClient, chat.id, () => post(queryClient, chat, outgoing));
    }
  }
  return {
    send: ({ text, uploads = [], replyTo = null, sendAt, template, force }: Parcel) => {
      const common = { at: new Date().toISOString(), error: null, lastSeenMessageId: newestSeen(queryClient, chat.id) };
      begin(
        planParts(text, uploads, capabilities).map((part, index) => ({
          ...part,
          ...common,
          clientKey: crypto.randomUUID(),
          // The quote belongs to the first of them.
          replyTo: index === 0 ? replyTo : null,
          ...(sendAt ? { sendAt } : {}),
          ...(template ? { template } : {}),
          ...(force ? { force } : {}),
        })),
      );
    },
    sendAgain: (outgoing: Outgoing, force = false) => {
      const again = { ...outgoing, error: null, ...(force ? { force } : {}) };
      renew(queryClient, chat.id, again);
      showInRow(queryClient, chat, again);
      standInLine(queryClient, chat.id, () => post(queryClient, chat, again));
    },
    discard: ({ clientKey }: Outgoing) => {
      change(queryClient, chat.id, (all) => all.filter((one) => one.clientKey !== clientKey));
      // The row is only a summary: when the server cannot be asked now, the next frame or visit puts it right.
      showAsServerKnows(queryClient, chat.id).catch(() => undefined);
    },
  };
}
