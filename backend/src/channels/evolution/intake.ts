// What the door does with a webhook before it is stored: which ones concern us, under which key it is known, and what must not be kept.
import { createHash } from 'node:crypto';
import { isRecord, wordOf } from './errors';
import { isElsewhere } from './translate';

export interface StoredForm {
  /** The event's name. */
  kind: string;
  /** Equal for copies of one webhook, different for everything else. */
  dedupeKey: string;
  payload: Record<string, unknown>;
}

const lineEvents = new Set([
  'qrcode.updated',
  'connection.update',
  'status.instance',
  'remove.instance',
  'instance.delete',
]);

const messageEvents = new Set([
  'messages.upsert',
  'send.message',
  'messages.update',
  'messages.edited',
  'messages.delete',
]);

/** @returns undefined for webhooks that concern nobody here: unknown events, groups, stories, channels */
export function toStoredForm(webhook: unknown): StoredForm | undefined {
  if (!isRecord(webhook) || typeof webhook.event !== 'string') return undefined;
  const kind = webhook.event;
  const subject = subjectOf(kind, webhook.data, webhook.date_time);
  if (subject === undefined) return undefined;
  // The instance's key comes along in clear; nobody needs it here.
  const { apikey: _, ...payload } = webhook;
  return { kind, dedupeKey: `${kind}:${subject}`.slice(0, 500), payload: storable(payload) };
}

function subjectOf(kind: string, data: unknown, toldAt: unknown): string | undefined {
  // Two equal QR or state reports at different times are two events.
  if (lineEvents.has(kind)) return digest([data, toldAt]);
  if (Array.isArray(data)) return messageEvents.has(kind) ? digest(data) : undefined;
  if (!isRecord(data)) return undefined;
  const key = isRecord(data.key) ? data.key : {};
  if (isElsewhere(key.remoteJid) || isElsewhere(data.remoteJid)) return undefined;
  switch (kind) {
    case 'messages.upsert':
    case 'send.message':
      return textOf(key.id);
    case 'messages.update': {
      const id = textOf(data.keyId) ?? textOf(key.id);
      return id && `${id}:${wordOf(data.status)}`;
    }
    case 'messages.edited':
      return (
        textOf(key.id) && `${wordOf(key.id)}:${wordOf(data.type)}:${digest(data.timestampMs ?? data.editedMessage)}`
      );
    case 'messages.delete':
      return textOf(key.id) ?? textOf(data.id);
    default:
      return undefined;
  }
}

/** Characters that PostgreSQL's jsonb refuses: NUL, and halves of surrogate pairs. */
const unstorable = /\0|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

function storable(payload: Record<string, unknown>): Record<string, unknown> {
  return /\\u(0000|d[89a-f])/i.test(JSON.stringify(payload)) ? cleanFields(payload) : payload;
}

function cleanFields(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [cleanText(key), clean(value)]));
}

function clean(value: unknown): unknown {
  if (typeof value === 'string') return cleanText(value);
  if (Array.isArray(value)) return value.map(clean);
  return isRecord(value) ? cleanFields(value) : value;
}

function cleanText(text: string): string {
  return text.replace(unstorable, '\ufffd');
}

function digest(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(value ?? null))
    .digest('base64url')
    .slice(0, 22);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
