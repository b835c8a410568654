// What a message of the Cloud API says: its kind, its text, and the few facts worth keeping. A file itself is fetched afterwards.
import type { AssetKind, MessageContent, MessageKind } from '@parley/contract';
import type { ReceivedMedia } from '../events';
import { countOf, type Fields, fieldsOf, idOf, isRecord, recordsOf, textOf, wordOf } from '../foreign';

export interface Content {
  kind: MessageKind;
  text: string | null;
  content: MessageContent;
  media?: ReceivedMedia;
}

/** How the part of a message that bears its type's name reads. */
const readers: Record<string, (part: Fields) => Content | undefined> = {
  text: (part) => ({ kind: 'text', text: textOf(part.body) ?? '', content: {} }),
  image: (part) => readFile('image', 'image', part),
  video: (part) => readFile('video', 'video', part),
  audio: (part) => readFile('audio', 'audio', part),
  document: (part) => readFile('document', 'document', part),
  sticker: (part) => readFile('sticker', 'image', part),
  location: readLocation,
  // The customer's answer to a template's button.
  button: (part) => readChoice(part.payload, part.text),
  interactive: readAnswer,
  order: readOrder,
};

/** @param message one of `messages`, of a type that says something (not a reaction, edit, withdrawal or system note) */
export function readContent(message: Fields): Content {
  const type = textOf(message.type, 40) ?? 'unknown';
  const part = message[type];
  const told =
    type === 'contacts'
      ? readCards(part)
      : Object.hasOwn(readers, type) && isRecord(part)
        ? readers[type]?.(part)
        : undefined;
  const read = told ?? readUnsupported(type, message);
  return { ...read, content: { ...read.content, ...readOrigin(message) } };
}

function readUnsupported(type: string, message: Fields): Content {
  const named = textOf(fieldsOf(message.unsupported).type, 100);
  return { kind: 'unsupported', text: null, content: { type: named ?? type } };
}

/** A file without an id could not be taken over by Meta (error 131052). */
function readFile(kind: MessageKind, as: AssetKind, part: Fields): Content | undefined {
  const id = idOf(part.id);
  if (!id) return undefined;
  return {
    kind,
    text: textOf(part.caption) ?? null,
    content: {},
    media: {
      kind: as,
      mime: textOf(part.mime_type, 120) ?? 'application/octet-stream',
      fileName: textOf(part.filename, 240) ?? null,
      sizeBytes: countOf(part.file_size) ?? null,
      durationSeconds: null,
      voice: part.voice === true,
      reference: { id },
    },
  };
}

function readLocation(part: Fields): Content {
  const [name, address] = [textOf(part.name, 200), textOf(part.address, 500)];
  const location = {
    ...within(part.latitude, 90, 'latitude'),
    ...within(part.longitude, 180, 'longitude'),
    ...(name ? { name } : {}),
    ...(address ? { address } : {}),
  };
  return { kind: 'location', text: name ?? null, content: { location } };
}

function within(value: unknown, most: number, name: 'latitude' | 'longitude'): object {
  const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof read === 'number' && Math.abs(read) <= most ? { [name]: read } : {};
}

function readCards(part: unknown): Content {
  const contacts = recordsOf(part)
    .slice(0, 50)
    .map((card) => {
      const name = fieldsOf(card.name);
      const phones = recordsOf(card.phones).flatMap(
        ({ phone, wa_id: digits }) => textOf(phone, 40) ?? textOf(digits, 40) ?? [],
      );
      const emails = recordsOf(card.emails).flatMap(({ email }) => textOf(email, 200) ?? []);
      const called = textOf(name.formatted_name, 200) ?? textOf(name.first_name, 200) ?? phones[0] ?? '?';
      return {
        name: called,
        phones: phones.filter((phone) => phone.length >= 3).slice(0, 10),
        emails: emails.slice(0, 10),
      };
    });
  return { kind: 'contact', text: contacts.map(({ name }) => name).join(', ') || null, content: { contacts } };
}

function readAnswer(part: Fields): Content | undefined {
  const reply = [part.button_reply, part.list_reply].find(isRecord);
  if (reply) return readChoice(reply.id, reply.title, reply.description);
  return isRecord(part.nfm_reply) ? readForm(part.nfm_reply) : undefined;
}

function readChoice(id: unknown, title: unknown, description?: unknown): Content {
  const [chosen, words, more] = [textOf(id, 1000), textOf(title, 1000), textOf(description, 1000)];
  const shown = words ?? chosen ?? '';
  const choice = { id: chosen ?? '', title: shown, ...(more ? { description: more } : {}) };
  return { kind: 'interactive', text: shown || null, content: { choice } };
}

/** A form that the customer filled in: its name and one line per answer. */
function readForm(reply: Fields): Content {
  const lines = Object.entries(parseAnswers(reply.response_json))
    // The token ties the answers to the form at Meta; nobody wants to read it.
    .filter(([key]) => key !== 'flow_token')
    .map(([key, value]) => `${key}: ${wordOf(value)}`);
  const text = [textOf(reply.body) ?? textOf(reply.name), ...lines].filter(Boolean).join('\n').slice(0, 4096);
  return { kind: 'text', text, content: { type: 'nfm_reply' } };
}

function parseAnswers(json: unknown): Fields {
  try {
    return fieldsOf(JSON.parse(textOf(json) ?? '{}'));
  } catch {
    return {};
  }
}

/** An order from the catalogue as lines of text. */
function readOrder(part: Fields): Content {
  const lines = recordsOf(part.product_items).map((item) => {
    const price =
      item.item_price === undefined ? '' : ` – ${wordOf(item.item_price)} ${textOf(item.currency, 10) ?? ''}`;
    return `${wordOf(item.quantity ?? 1)} × ${textOf(item.product_retailer_id, 200) ?? '?'}${price}`.trim();
  });
  return {
    kind: 'text',
    text: [textOf(part.text), ...lines].filter(Boolean).join('\n').slice(0, 4096),
    content: { type: 'order' },
  };
}

/** The advertisement it answers, and whether it was passed on. */
function readOrigin(message: Fields): MessageContent {
  const context = fieldsOf(message.context);
  const forwarded = context.forwarded === true || context.frequently_forwarded === true;
  const { referral } = message;
  if (!isRecord(referral)) return forwarded ? { forwarded } : {};
  const [headline, body, url] = [
    textOf(referral.headline, 500),
    textOf(referral.body, 1000),
    textOf(referral.source_url, 1000),
  ];
  return {
    ...(forwarded ? { forwarded } : {}),
    referral: {
      source: textOf(referral.source_type, 100) ?? 'ad',
      ...(headline ? { headline } : {}),
      ...(body ? { body } : {}),
      ...(url ? { url } : {}),
    },
  };
}
