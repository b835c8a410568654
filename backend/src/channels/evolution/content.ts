// What a WhatsApp message says: its kind, its text, and the few facts worth keeping. A file itself is fetched afterwards.
import type { AssetKind, MessageContent, MessageKind } from '@parley/contract';
import type { ReceivedMedia } from '../events';
import { isRecord } from '../foreign';
import { readVcard } from '../vcard';

export interface Content {
  kind: MessageKind;
  /** The text, a file's caption, a reaction's emoji. */
  text: string | null;
  content: MessageContent;
  /** Without its reference, which is the message's id. */
  media?: Omit<ReceivedMedia, 'reference'>;
}

type Fields = Record<string, unknown>;

/** Envelopes around the real content; the gateway does not open them. */
const envelopes = [
  'ephemeralMessage',
  'viewOnceMessage',
  'viewOnceMessageV2',
  'viewOnceMessageV2Extension',
  'documentWithCaptionMessage',
  'deviceSentMessage',
];

/** Traffic between devices; nobody wrote it. */
const silent = new Set([
  'protocolMessage',
  'senderKeyDistributionMessage',
  'messageContextInfo',
  'pollUpdateMessage',
  'keepInChatMessage',
  'pinInChatMessage',
  'encReactionMessage',
]);

/** How each known key of `message` reads. */
const readers: Record<string, (fields: Fields) => Content> = {
  extendedTextMessage: (f) => ({ kind: 'text', text: textOf(f.text), content: {} }),
  imageMessage: (f) => media('image', 'image', f),
  videoMessage: (f) => media('video', 'video', f),
  ptvMessage: (f) => media('video', 'video', f),
  audioMessage: (f) => media('audio', 'audio', f),
  documentMessage: (f) => media('document', 'document', f),
  stickerMessage: (f) => media('sticker', 'image', f),
  lottieStickerMessage: (f) => media('sticker', 'image', isRecord(f.message) ? (firstRecord(f.message) ?? {}) : f),
  locationMessage: location,
  liveLocationMessage: location,
  contactMessage: (f) => ({ kind: 'contact', text: textOf(f.displayName), content: { contacts: [card(f)] } }),
  contactsArrayMessage: (f) => ({
    kind: 'contact',
    text: textOf(f.displayName),
    content: { contacts: Array.isArray(f.contacts) ? f.contacts.filter(isRecord).slice(0, 50).map(card) : [] },
  }),
  reactionMessage: (f) => ({
    kind: 'reaction',
    // An empty emoji takes the reaction back.
    text: textOf(f.text),
    content: {},
  }),
  buttonsResponseMessage: (f) => choice(f.selectedDisplayText, f.selectedButtonId),
  templateButtonReplyMessage: (f) => choice(f.selectedDisplayText, f.selectedId),
  listResponseMessage: (f) =>
    choice(f.title, isRecord(f.singleSelectReply) ? f.singleSelectReply.selectedRowId : undefined),
};

/**
 * Reads `data.message`. `messageType` decides; where it names nothing known, the first known key does.
 * @returns undefined when nobody wrote anything (protocol traffic)
 */
export function readContent(messageType: string, message: unknown, depth = 0): Content | undefined {
  if (!isRecord(message)) return silent.has(messageType) ? undefined : unsupported(messageType);
  const envelope = envelopes.map((key) => message[key]).find(isRecord);
  if (envelope && depth < 5) return readContent('', envelope.message, depth + 1);
  if (typeof message.conversation === 'string') return { kind: 'text', text: message.conversation, content: {} };
  const keys = [messageType, ...Object.keys(message)];
  for (const key of keys) {
    const read = Object.hasOwn(readers, key) ? readers[key] : undefined;
    const fields = message[key];
    if (read && isRecord(fields)) return read(fields);
  }
  const named = keys.filter((key) => key !== '' && key !== 'messageContextInfo');
  if (named.length > 0 && named.every((key) => silent.has(key))) return undefined;
  return unsupported(named[0] ?? 'unknown', poll(message));
}

/** The text of an edited message; undefined when the edit is of something else. */
export function readEditedText(edited: unknown): string | undefined {
  const inner = isRecord(edited) && isRecord(edited.editedMessage) ? edited.editedMessage.message : edited;
  const content = readContent('', inner);
  return content && content.kind !== 'unsupported' ? (content.text ?? undefined) : undefined;
}

function media(kind: MessageKind, as: AssetKind, fields: Fields): Content {
  return {
    kind,
    text: textOf(fields.caption),
    content: {},
    media: {
      kind: as,
      mime: textOf(fields.mimetype)?.slice(0, 120) ?? 'application/octet-stream',
      fileName: (textOf(fields.fileName) ?? textOf(fields.title))?.slice(0, 240) ?? null,
      sizeBytes: integerOf(fields.fileLength) ?? null,
      durationSeconds: integerOf(fields.seconds) ?? null,
      voice: fields.ptt === true,
    },
  };
}

function location(fields: Fields): Content {
  const name = textOf(fields.name)?.slice(0, 200);
  const address = textOf(fields.address)?.slice(0, 500);
  const place = {
    ...within(fields.degreesLatitude, 90, 'latitude'),
    ...within(fields.degreesLongitude, 180, 'longitude'),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
  };
  return { kind: 'location', text: name ?? textOf(fields.caption), content: { location: place } };
}

function within(value: unknown, most: number, name: 'latitude' | 'longitude'): object {
  return typeof value === 'number' && Math.abs(value) <= most ? { [name]: value } : {};
}

function card(fields: Fields) {
  const read = readVcard(textOf(fields.vcard) ?? '');
  return { ...read, name: (textOf(fields.displayName) ?? read.name).slice(0, 200) };
}

function choice(label: unknown, id: unknown): Content {
  const title = textOf(label) ?? textOf(id);
  return { kind: 'interactive', text: title, content: { choice: { id: textOf(id) ?? '', title: title ?? '' } } };
}

/** A poll cannot be answered here, but its question can be read. */
function poll(message: Fields): string | null {
  const key = Object.keys(message).find((name) => name.startsWith('pollCreationMessage'));
  const fields = key ? message[key] : undefined;
  if (!isRecord(fields)) return null;
  const options = Array.isArray(fields.options) ? fields.options.filter(isRecord).slice(0, 20) : [];
  const lines = [textOf(fields.name), ...options.map((option) => textOf(option.optionName))];
  return lines.filter((line) => line !== null).join('\n') || null;
}

function unsupported(type: string, text: string | null = null): Content {
  return { kind: 'unsupported', text, content: { type: type.slice(0, 60) } };
}

function firstRecord(fields: Fields): Fields | undefined {
  return Object.values(fields).find(isRecord);
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** Whole numbers come as numbers, as text, or as `{low, high, unsigned}` (64 bits). */
export function integerOf(value: unknown): number | undefined {
  if (isRecord(value) && typeof value.low === 'number' && typeof value.high === 'number')
    return (value.high >>> 0) * 2 ** 32 + (value.low >>> 0);
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return typeof number === 'number' && Number.isSafeInteger(number) && number >= 0 ? number : undefined;
}
