// Messages on their way to the server: shown at once, sent one after another, kept with their reason when refused.
import { type Chat, type Message, sendMessage } from '@parley/contract';
import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { call } from '../../lib/api-client';
import { chatKey, chatQuery } from './api';
import { showChats, showMessage } from './live';

export interface Outgoing {
  /** Our own key; the server echoes it, and repeats of the same try carry it as idempotency key. */
  clientKey: string;
  text: string;
  at: string;
  /** Why the server did not take it; null while it is on its way. */
  error: unknown;
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

function setError(queryClient: QueryClient, chatId: string, clientKey: string, error: unknown): void {
  change(queryClient, chatId, (all) => all.map((one) => (one.clientKey === clientKey ? { ...one, error } : one)));
}

/** The row follows at once: the list should not wait for the server to know what was just said, or that it was refused. */
function showInRow(queryClient: QueryClient, chat: Chat, outgoing: Outgoing): void {
  const known = queryClient.getQueryData<Chat>(chatKey(chat.id)) ?? chat;
  const state = outgoing.error ? 'failed' : 'queued';
  const lastMessage = { preview: outgoing.text, direction: 'out', state, kind: 'text', at: outgoing.at } as const;
  showChats(queryClient, new Map([[chat.id, { ...known, lastMessage }]]));
}

/** After something was given up, the row says again what the server knows. */
async function showAsServerKnows(queryClient: QueryClient, chatId: string): Promise<void> {
  const chat = await queryClient.fetchQuery({ ...chatQuery(chatId), staleTime: 0 });
  showChats(queryClient, new Map([[chatId, chat]]));
}

const lines = new WeakMap<QueryClient, Map<string, Promise<void>>>();

/** One after another per chat: two quick messages must not overtake each other on the way. */
function standInLine(queryClient: QueryClient, chatId: string, post: () => Promise<void>): void {
  const line = lines.get(queryClient) ?? new Map<string, Promise<void>>();
  lines.set(queryClient, line);
  const mine = (line.get(chatId) ?? Promise.resolve()).then(post);
  line.set(chatId, mine);
}

async function post(queryClient: QueryClient, chat: Chat, outgoing: Outgoing): Promise<void> {
  const { clientKey, text } = outgoing;
  const chatId = chat.id;
  try {
    const message: Message = await call(
      sendMessage,
      { body: { chatId, kind: 'text', text, clientKey } },
      { idempotencyKey: clientKey },
    );
    showMessage(queryClient, message, true);
    change(queryClient, chatId, (all) => all.filter((one) => one.clientKey !== clientKey));
  } catch (error) {
    setError(queryClient, chatId, clientKey, error);
    showInRow(queryClient, chat, { ...outgoing, error });
  }
}

/** Sending, trying again and giving up, for one chat. */
export function useSending(chat: Chat) {
  const queryClient = useQueryClient();
  return {
    send: (text: string) => {
      const outgoing: Outgoing = { clientKey: crypto.randomUUID(), text, at: new Date().toISOString(), error: null };
      change(queryClient, chat.id, (all) => [...all, outgoing]);
      showInRow(queryClient, chat, outgoing);
      standInLine(queryClient, chat.id, () => post(queryClient, chat, outgoing));
    },
    sendAgain: (outgoing: Outgoing) => {
      setError(queryClient, chat.id, outgoing.clientKey, null);
      standInLine(queryClient, chat.id, () => post(queryClient, chat, outgoing));
    },
    discard: ({ clientKey }: Outgoing) => {
      change(queryClient, chat.id, (all) => all.filter((one) => one.clientKey !== clientKey));
      // The row is only a summary: when the server cannot be asked now, the next frame or visit puts it right.
      showAsServerKnows(queryClient, chat.id).catch(() => undefined);
    },
  };
}
