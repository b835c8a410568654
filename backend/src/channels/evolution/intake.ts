// What the door does with a webhook before it is stored: which ones concern us, under which key it is known, and what must not be kept.
import { isRecord, wordOf } from '../foreign';
import { digest, type StoredForm, storable } from '../storable';
import { isElsewhere } from './translate';

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

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
