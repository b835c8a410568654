// From what a person sends to the messages that leave, for one channel. Pure.
import type {
  AssetKind,
  Channel,
  ChannelCapabilities,
  MessageContent,
  MessageKind,
  NewOutboundMessage,
} from '@parley/contract';
import { numberedText } from '../../../channels/numbered-text';
import { AppError } from '../../../platform/errors';
import { cleanText } from '../text';

export interface PlannedMessage {
  kind: MessageKind;
  /** The text, or a file's caption. */
  text: string | null;
  content: MessageContent & { components?: unknown[] };
  assetId?: string;
}

/** What is known of a file that is to leave. */
export interface PlannedFile {
  id: string;
  kind: AssetKind;
  mime: string;
  fileName: string;
  sizeBytes: number;
  durationSeconds: number | null;
}

/** WhatsApp's and Meta's limit for the text under a file; a longer one goes ahead as a message of its own. */
const longestCaption = 1024;
/** Meta's limit for the text above buttons and lists. */
const longestBody = 1024;

export interface Target {
  channel: Channel;
  capabilities: ChannelCapabilities;
}

/**
 * The messages in the order in which they leave. Each file is a message of its own; the text is the caption of the first file where the channel
 * and the file can have one, otherwise a message before it.
 * @param files of `assetIds`, in their order
 * @throws AppError validation_failed, unsupported_type
 */
export function planMessages(
  body: NewOutboundMessage,
  { capabilities }: Target,
  files: readonly PlannedFile[],
): PlannedMessage[] {
  const text = cleanText(body.text ?? null)?.trim() || null;
  const planned: PlannedMessage[] = [
    ...(body.interactive
      ? [planInteractive(text, body.interactive, capabilities)]
      : planTextAndFiles(body, text, capabilities, files)),
    ...(body.location ? [{ kind: 'location' as const, text: null, content: { location: body.location } }] : []),
    ...(body.contacts ? [{ kind: 'contact' as const, text: null, content: { contacts: body.contacts } }] : []),
  ];
  if (planned.length === 0) throw invalid('text', 'Write something first');
  demandOneThing(body, planned);
  return planned;
}

function planTextAndFiles(
  body: NewOutboundMessage,
  text: string | null,
  capabilities: ChannelCapabilities,
  files: readonly PlannedFile[],
): PlannedMessage[] {
  if (body.voice && (files.length !== 1 || files[0]?.kind !== 'audio'))
    throw invalid('voice', 'A voice message is one audio file');
  const messages = files.map((file) => planFile(file, body));
  const [first] = messages;
  if (text === null) return messages;
  if (first && mayCarry(first, text, capabilities)) return [{ ...first, text }, ...messages.slice(1)];
  return [{ kind: 'text', text, content: {} }, ...messages];
}

function planFile(file: PlannedFile, { kind: asked, voice = false }: NewOutboundMessage): PlannedMessage {
  const { id: assetId, kind, mime, fileName, sizeBytes, durationSeconds } = file;
  const media = { kind, mime, fileName, sizeBytes, durationSeconds, voice };
  // Any file may leave as a document; a sticker is a WebP image.
  if (asked === 'sticker' && mime !== 'image/webp') throw invalid('kind', 'A sticker is a WebP image');
  const as = asked === 'document' || asked === 'sticker' ? asked : kind;
  return { kind: as, text: null, content: { media }, assetId };
}

function mayCarry({ kind }: PlannedMessage, text: string, { captions }: ChannelCapabilities): boolean {
  return captions && kind !== 'audio' && kind !== 'sticker' && [...text].length <= longestCaption;
}

function planInteractive(
  text: string | null,
  interactive: NonNullable<NewOutboundMessage['interactive']>,
  capabilities: ChannelCapabilities,
): PlannedMessage {
  if (text === null) throw invalid('text', 'Buttons need a text above them');
  if (Boolean(interactive.buttons) === Boolean(interactive.list))
    throw invalid('interactive', 'Give either buttons or a list');
  if (!capabilities.interactive) return { kind: 'text', text: numberedText(text, interactive), content: {} };
  if ([...text].length > longestBody)
    throw invalid(
      'text',
      `The text above buttons may have ${longestBody} characters; this one has ${[...text].length}`,
    );
  return { kind: 'interactive', text, content: { interactive } };
}

/** What was asked for is what leaves: a kind that does not fit, or parts that exclude each other, are told. */
function demandOneThing(body: NewOutboundMessage, planned: readonly PlannedMessage[]): void {
  if (body.interactive && (body.assetIds?.length || body.location || body.contacts))
    throw invalid('interactive', 'Buttons are sent without files, places or contacts');
  if (body.kind === undefined || (body.kind === 'interactive' && body.interactive)) return;
  if (!planned.some(({ kind }) => kind === body.kind))
    throw invalid('kind', `There is no ${body.kind} in this message. Leave the kind out, or add what it needs`);
}

/**
 * Every message is one that the channel takes.
 * @throws AppError unsupported_type, validation_failed for a text that is too long
 */
export function demandTakes(planned: readonly PlannedMessage[], { capabilities }: Target, channelName: string): void {
  const { sends, maxTextLength, maxTextBytes } = capabilities;
  for (const { kind, text } of planned) {
    if (!sends.includes(kind))
      throw new AppError(
        'unsupported_type',
        `${channelName} does not take ${kindWords[kind] ?? 'this kind of message'}. Send it another way.`,
      );
    const length = [...(text ?? '')].length;
    if (length > maxTextLength)
      throw invalid('text', `${channelName} takes ${maxTextLength} characters; this text has ${length}`);
    const sizeBytes = Buffer.byteLength(text ?? '');
    if (maxTextBytes !== null && sizeBytes > maxTextBytes)
      throw invalid(
        'text',
        `${channelName} takes ${maxTextBytes} bytes of text; this one has ${sizeBytes}. Letters other than a–z count double or more`,
      );
  }
}

const kindWords: Partial<Record<MessageKind, string>> = {
  sticker: 'stickers',
  location: 'places',
  contact: 'contact cards',
  template: 'templates',
  document: 'documents',
  image: 'images',
  video: 'videos',
  audio: 'audio',
};

export function invalid(path: string, message: string): AppError {
  return new AppError('validation_failed', `${message}.`, { details: [{ path, message }] });
}
