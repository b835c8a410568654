// What a WhatsApp message says: its kind, its text, and the few fields worth keeping. Media itself is not fetched here.
import type { MessageKind } from '@parley/contract';
import { isRecord } from './errors';

export interface Content {
  kind: MessageKind;
  text: string | null;
  content: Record<string, unknown>;
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
  imageMessage: (f) => media('image', f, ['width', 'height']),
  videoMessage: (f) => media('video', f, ['seconds', 'gifPlayback', 'width', 'height']),
  ptvMessage: (f) => media('video', f, ['seconds']),
  audioMessage: (f) => media('audio', f, ['seconds', 'ptt']),
  documentMessage: (f) => media('document', f, ['fileName', 'title', 'pageCount']),
  stickerMessage: (f) => media('sticker', f, ['isAnimated']),
  lottieStickerMessage: (f) => media('sticker', isRecord(f.message) ? (firstRecord(f.message) ?? {}) : f, []),
  locationMessage: location,
  liveLocationMessage: (f) => ({ ...location(f), content: { ...location(f).content, live: true } }),
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
    content: { emoji: textOf(f.text) ?? '', targetProviderId: isRecord(f.key) ? (textOf(f.key.id) ?? '') : '' },
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

function media(kind: MessageKind, fields: Fields, names: readonly string[]): Content {
  const caption = textOf(fields.caption);
  const kept = names.flatMap((name) => {
    const value = fields[name];
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : [];
  });
  const sizeBytes = integerOf(fields.fileLength);
  return {
    kind,
    text: caption,
    content: {
      ...(typeof fields.mimetype === 'string' ? { mime: fields.mimetype } : {}),
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      ...Object.fromEntries(kept),
      ...(caption === null ? {} : { caption }),
    },
  };
}

function location(fields: Fields): Content {
  return {
    kind: 'location',
    text: textOf(fields.name) ?? textOf(fields.caption),
    content: {
      latitude: fields.degreesLatitude ?? null,
      longitude: fields.degreesLongitude ?? null,
      ...(textOf(fields.name) === null ? {} : { name: fields.name }),
      ...(textOf(fields.address) === null ? {} : { address: fields.address }),
    },
  };
}

function card(fields: Fields): Fields {
  return { name: textOf(fields.displayName) ?? '', vcard: (textOf(fields.vcard) ?? '').slice(0, 4000) };
}

function choice(label: unknown, id: unknown): Content {
  return { kind: 'text', text: textOf(label) ?? textOf(id), content: { choiceId: textOf(id) } };
}

function poll(message: Fields): Fields {
  const key = Object.keys(message).find((name) => name.startsWith('pollCreationMessage'));
  const fields = key ? message[key] : undefined;
  if (!isRecord(fields)) return {};
  const options = Array.isArray(fields.options) ? fields.options.filter(isRecord) : [];
  return { question: textOf(fields.name), options: options.slice(0, 20).map((option) => textOf(option.optionName)) };
}

function unsupported(type: string, details: Fields = {}): Content {
  return { kind: 'unsupported', text: null, content: { type: type.slice(0, 60), ...details } };
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
