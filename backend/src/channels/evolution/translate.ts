// From a webhook of an Evolution server to our own words. Pure, and patient with shapes: what cannot be read is left out, never thrown.
import type { ChannelEvent, ConnectionEvent, ReceivedMessage, ReportedStatus } from '../events';
import { isRecord, wordOf } from '../foreign';
import { integerOf, readContent, readEditedText } from './content';
import { phoneOfJid, readQr } from './gateway';
import { identifyPerson } from './jids';

type Fields = Record<string, unknown>;

/** @param receivedAt our clock; the envelope's own time is the gateway's local time with a false Z */
export function translate(payload: unknown, receivedAt: Date): ChannelEvent[] {
  if (!isRecord(payload) || typeof payload.event !== 'string') return [];
  const { data } = payload;
  switch (payload.event) {
    case 'messages.upsert':
      return each(data, (item) => readMessage(item, receivedAt));
    case 'send.message':
      return each(data, (item) => readAccepted(item, receivedAt));
    case 'messages.update':
      return each(data, (item) => readStatus(item, receivedAt));
    case 'messages.edited':
      return each(data, (item) => readEdit(item, receivedAt));
    case 'messages.delete':
      return each(data, (item) => readRevoke(item, receivedAt));
    default:
      return readConnectionEvent(payload, receivedAt);
  }
}

/** A gateway's clock may be off by its UTC offset and a webhook may be late; more than this is no clock. */
const clockErrorMs = 2 * 86_400_000;

/** Ties of the gateway's millisecond are broken by what outlasts what. */
const ranks = { connecting: 0, qr: 1, refused: 2, closed: 3, removed: 4, opened: 5 } as const;

function readConnectionEvent(payload: Fields, receivedAt: Date): ChannelEvent[] {
  const read = readLineChange(wordOf(payload.event), isRecord(payload.data) ? payload.data : {});
  if (!read) return [];
  const told = typeof payload.date_time === 'string' ? Date.parse(payload.date_time) : Number.NaN;
  const plausible = Math.abs(told - receivedAt.getTime()) < clockErrorMs;
  const atMs = plausible ? told : receivedAt.getTime();
  const instanceName = typeof payload.instance === 'string' ? payload.instance : null;
  return [{ type: 'connection', event: { ...read, order: atMs * 1000 + ranks[read.type], instanceName } }];
}

type LineChange = ConnectionEvent extends infer E
  ? E extends unknown
    ? Omit<E, 'order' | 'instanceName'>
    : never
  : never;

function readLineChange(event: string, data: Fields): LineChange | undefined {
  if (event === 'remove.instance' || event === 'instance.delete') return { type: 'removed' };
  if (event === 'status.instance')
    return data.status === 'closed'
      ? { type: 'closed', code: integerOf(data.disconnectionReasonCode) ?? null }
      : undefined;
  if (event === 'qrcode.updated') {
    const qr = readQr(data.qrcode);
    if (qr) return { type: 'qr', code: qr.code, image: qr.image, pairingCode: qr.pairingCode };
    return integerOf(data.statusCode) === 500 ? { type: 'refused' } : undefined;
  }
  if (event !== 'connection.update') return undefined;
  switch (data.state) {
    case 'open':
      return {
        type: 'opened',
        phone: phoneOfJid(data.wuid),
        profileName: typeof data.profileName === 'string' ? data.profileName : null,
      };
    case 'close':
      return { type: 'closed', code: integerOf(data.statusReason) ?? null };
    case 'connecting':
    case 'refused':
      return { type: data.state };
    default:
      return undefined;
  }
}

/** A message as the gateway keeps it, which is the shape it reports. Reactions are left out. */
export function readStoredMessage(record: unknown, receivedAt: Date): ReceivedMessage | undefined {
  const event = isRecord(record) ? readMessage(record, receivedAt) : undefined;
  return event?.type === 'message' ? event.message : undefined;
}

function readMessage(item: Fields, receivedAt: Date): ChannelEvent | undefined {
  const key = isRecord(item.key) ? item.key : {};
  const providerId = idOf(key.id);
  const from = identifyPerson([key.remoteJid, key.remoteJidAlt]);
  const read = readContent(typeof item.messageType === 'string' ? item.messageType : '', item.message);
  if (!providerId || !from || !read) return undefined;
  const fromMe = key.fromMe === true;
  // On messages of our own the name is ours, not the other side's.
  const name = !fromMe && typeof item.pushName === 'string' ? item.pushName.trim() : '';
  const at = timeOf(item.messageTimestamp, receivedAt);
  const named = name ? { name } : {};
  if (read.kind === 'reaction') {
    const targetProviderId = readReactionTarget(item.message);
    if (!targetProviderId) return undefined;
    const reaction = { providerId, targetProviderId, from, fromMe, emoji: read.text ?? '', at, ...named };
    return { type: 'reaction', reaction };
  }
  const { media, ...content } = read;
  const context = isRecord(item.contextInfo) ? item.contextInfo : {};
  const quoted = idOf(context.stanzaId);
  const message: ReceivedMessage = {
    providerId,
    from,
    fromMe,
    ...content,
    ...(context.isForwarded === true ? { content: { ...content.content, forwarded: true } } : {}),
    ...(media ? { media: { ...media, reference: { id: providerId } } } : {}),
    at,
    ...named,
    ...(quoted ? { quotedProviderId: quoted } : {}),
  };
  return { type: 'message', message };
}

function readReactionTarget(message: unknown): string | undefined {
  const reaction = isRecord(message) ? message.reactionMessage : undefined;
  return isRecord(reaction) && isRecord(reaction.key) ? idOf(reaction.key.id) : undefined;
}

function readAccepted(item: Fields, receivedAt: Date): ChannelEvent | undefined {
  const key = isRecord(item.key) ? item.key : {};
  const providerId = idOf(key.id);
  const to = identifyPerson([key.remoteJid, key.remoteJidAlt]);
  const read = readContent(typeof item.messageType === 'string' ? item.messageType : '', item.message);
  if (!providerId || !to || !read) return undefined;
  const { kind, text } = read;
  const at = timeOf(item.messageTimestamp, receivedAt);
  return { type: 'accepted', accepted: { providerId, ...to, kind, text: text ?? '', at } };
}

const states: Record<string, ReportedStatus['state']> = {
  ERROR: 'failed',
  '0': 'failed',
  SERVER_ACK: 'sent',
  '2': 'sent',
  DELIVERY_ACK: 'delivered',
  '3': 'delivered',
  READ: 'read',
  '4': 'read',
  PLAYED: 'read',
  '5': 'read',
};

function readStatus(item: Fields, receivedAt: Date): ChannelEvent | undefined {
  const key = isRecord(item.key) ? item.key : {};
  const providerId = idOf(item.keyId) ?? idOf(key.id);
  const word = wordOf(item.status);
  const state = Object.hasOwn(states, word) ? states[word] : undefined;
  // Of a customer's message it says that we read it, which we know.
  if (!providerId || !state || item.fromMe === false || isElsewhere(item.remoteJid)) return undefined;
  return { type: 'status', status: { providerId, state, at: receivedAt } };
}

function readEdit(item: Fields, receivedAt: Date): ChannelEvent | undefined {
  const key = isRecord(item.key) ? item.key : {};
  const providerId = idOf(key.id);
  if (!providerId || isElsewhere(key.remoteJid)) return undefined;
  if (item.type === 'REVOKE') return { type: 'change', change: { type: 'revoked', providerId, at: receivedAt } };
  const text = readEditedText(item.editedMessage);
  const editedMs = integerOf(item.timestampMs);
  const at = editedMs === undefined ? receivedAt : timeOf(Math.floor(editedMs / 1000), receivedAt, editedMs % 1000);
  return text === undefined ? undefined : { type: 'change', change: { type: 'edited', providerId, text, at } };
}

/** `{remoteJid, fromMe, id}`, or a whole row of the gateway's database with the key inside. */
function readRevoke(item: Fields, receivedAt: Date): ChannelEvent | undefined {
  const key = isRecord(item.key) ? item.key : item;
  const providerId = idOf(key.id);
  if (!providerId || isElsewhere(key.remoteJid)) return undefined;
  return { type: 'change', change: { type: 'revoked', providerId, at: receivedAt } };
}

function each(data: unknown, read: (item: Fields) => ChannelEvent | undefined): ChannelEvent[] {
  const items = Array.isArray(data) ? data : [data];
  return items.filter(isRecord).flatMap((item) => read(item) ?? []);
}

/** Groups, stories and channels. A missing jid says nothing either way. */
export function isElsewhere(jid: unknown): boolean {
  return typeof jid === 'string' && jid !== '' && identifyPerson([jid]) === undefined;
}

/** Ids of WhatsApp are short; anything longer is not one. */
function idOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 200 ? value : undefined;
}

/** Unix seconds to a date; a time from the future (a wrong clock) or none becomes the receipt time. */
function timeOf(unixSeconds: unknown, receivedAt: Date, extraMs = 0): Date {
  const read = integerOf(unixSeconds);
  if (read === undefined || read === 0) return receivedAt;
  const ms = read * 1000 + extraMs;
  return ms > receivedAt.getTime() + 60_000 ? receivedAt : new Date(ms);
}
