// Chat helpers: who is on WhatsApp, read marks, presence, look-ups, media, deletion.
import type { Answer } from '../http/router';
import { emit } from './emit';
import { type EvolutionCall, type InstanceEndpoints, requireOpen } from './endpoint';
import { PRESENCES } from './endpoints-instance';
import { Refusal, refuse, refuseClosedLookup, refuseSchema, refuseSchemaFlat } from './errors';
import { isOnWhatsApp } from './faults';
import type { Instance, StoredMessage } from './instances';
import { describeMessage } from './messages';
import { toJid } from './numbers';
import { findFaults, isObject, readText, SEND_FIELDS } from './schema';

/** How long a phone shows somebody typing when nothing else comes. */
const TYPING_SHOWN_MS = 10_000;

export const chatEndpoints: InstanceEndpoints = {
  'POST /chat/whatsappNumbers': ({ world, body }, instance) => {
    const faults = findFaults(body, { numbers: { type: 'array', required: true } });
    if (faults.length > 0) throw refuseSchemaFlat(faults);
    if (!instance.hasSocket) throw new Refusal(400, {});
    if (instance.state !== 'open') throw refuseClosedLookup();
    const numbers = Array.isArray(body.numbers) ? body.numbers.map(String) : [];
    const found = numbers.map((number) => {
      const jid = toJid(number);
      const exists = isOnWhatsApp(world, jid);
      const person = instance.people.get(jid);
      return { jid, exists, number, ...(exists && person && { name: person.pushName, lid: person.lid }) };
    });
    return { status: 200, body: found };
  },

  'POST /chat/markMessageAsRead': ({ world, body }, instance) => {
    const faults = findFaults(body, { readMessages: { type: 'array', required: true } });
    if (faults.length > 0) throw refuseSchema(faults);
    requireOpen(instance, 'readMessages');
    for (const key of Array.isArray(body.readMessages) ? body.readMessages : []) {
      // Hidden identities are silently dropped, as 2.3 does.
      if (!isObject(key) || readText(key, 'remoteJid').endsWith('@lid')) continue;
      const message = instance.messages.get(readText(key, 'id'));
      if (message && !message.fromMe) message.status = 4;
    }
    world.version++;
    return { status: 201, body: { message: 'Read messages', read: 'success' } };
  },

  'POST /chat/sendPresence': async ({ world, body }, instance) => {
    const fields = { ...SEND_FIELDS, presence: { type: 'string', required: true, oneOf: PRESENCES } } as const;
    const faults = findFaults(body, { ...fields, delay: { ...SEND_FIELDS.delay, required: true } });
    if (faults.length > 0) throw refuseSchema(faults);
    requireOpen(instance);
    if (!isOnWhatsApp(world, toJid(readText(body, 'number')))) throw refuse(400, ['[object Object]']);
    const chatJid = toJid(readText(body, 'number'));
    const delayMs = typeof body.delay === 'number' ? Math.max(0, body.delay) : 0;
    const isTyping = body.presence === 'composing' || body.presence === 'recording';
    instance.typing.set(chatJid, isTyping ? Date.now() + Math.max(delayMs, TYPING_SHOWN_MS) : 0);
    world.version++;
    if (delayMs > 0) await world.timeline.wait(delayMs);
    return { status: 201, body: { presence: body.presence } };
  },

  'POST /chat/fetchProfilePictureUrl': ({ body }) => {
    const wuid = readJid(body);
    return { status: 200, body: { wuid, profilePictureUrl: null } };
  },

  'POST /chat/fetchProfile': ({ world, body }, instance) => {
    const wuid = readJid(body);
    const name = instance.people.get(wuid)?.pushName;
    const numberExists = isOnWhatsApp(world, wuid);
    return { status: 200, body: { wuid, name, numberExists, picture: null, status: null, isBusiness: false } };
  },

  'POST /chat/findMessages': ({ body }, instance) => {
    const found = findMessages(body, instance);
    const size = readCount(body.offset, 50);
    const page = readCount(body.page, 1);
    const records = found.slice((page - 1) * size, page * size).map((message) => ({
      id: `cm${message.id.toLowerCase()}`,
      ...describeMessage(message),
      MessageUpdate: describeUpdates(message),
    }));
    const pages = Math.ceil(found.length / size);
    return { status: 200, body: { messages: { total: found.length, pages, currentPage: page, records } } };
  },

  'POST /chat/findChats': (_call, instance) => {
    const chats = [...instance.chats].reverse().map(([jid, last]) => ({
      id: `cm${last.id.toLowerCase()}`,
      remoteJid: last.remoteJid,
      pushName: instance.people.get(jid)?.pushName ?? null,
      profilePicUrl: null,
      updatedAt: new Date(last.at).toISOString(),
      unreadCount: countUnread(last),
      lastMessage: describeMessage(last),
    }));
    return { status: 200, body: chats };
  },

  'POST /chat/findContacts': (_call, instance) => {
    const contacts = [...instance.people].map(([remoteJid, { pushName }]) => ({
      remoteJid,
      pushName,
      profilePicUrl: null,
      instanceId: instance.id,
    }));
    return { status: 200, body: contacts };
  },

  'POST /chat/getBase64FromMediaMessage': ({ body }, instance) => {
    const key = isObject(body.message) && isObject(body.message.key) ? body.message.key : {};
    const message = instance.messages.get(readText(key, 'id'));
    if (message === undefined) throw refuse(400, ['Message not found']);
    const { media, kind } = message;
    const content = message.content?.[kind];
    if (media === null || !isObject(content)) throw refuse(400, ['The message is not of the media type']);
    const { fileLength, height, width } = content;
    const { fileName, mimetype, base64 } = media;
    const size = { fileLength, height, width };
    return {
      status: 201,
      body: { mediaType: kind, fileName, caption: content.caption, size, mimetype, base64, buffer: null },
    };
  },

  'DELETE /chat/deleteMessageForEveryone': deleteForEveryone,
  'POST /chat/updateMessage': editText,
};

function deleteForEveryone({ world, body }: EvolutionCall, instance: Instance): Answer {
  const fields = { id: { type: 'string', required: true }, fromMe: { type: 'boolean', required: true } } as const;
  const faults = findFaults(body, { ...fields, remoteJid: { type: 'string', required: true } });
  if (faults.length > 0) throw refuseSchema(faults);
  requireOpen(instance, 'sendMessage');
  const id = readText(body, 'id');
  const key = { remoteJid: readText(body, 'remoteJid'), fromMe: body.fromMe === true, id };
  const message = instance.messages.get(id);
  if (message) {
    message.deleted = true;
    emit(world, instance, 'messages.delete', { ...describeMessage(message), status: 'DELETED' });
  }
  const protocolMessage = { key, type: 'REVOKE' };
  return {
    status: 201,
    body: { key, message: { protocolMessage }, messageTimestamp: nowSeconds(), status: 'PENDING' },
  };
}

function editText({ world, body }: EvolutionCall, instance: Instance): Answer {
  const fields = { number: SEND_FIELDS.number, key: { type: 'object', required: true } } as const;
  const faults = findFaults(body, { ...fields, text: { type: 'string', required: true } });
  if (faults.length > 0) throw refuseSchema(faults);
  requireOpen(instance, 'sendMessage');
  const message = instance.messages.get(isObject(body.key) ? readText(body.key, 'id') : '');
  if (message === undefined) throw refuse(400, ['Message not found']);
  if (!message.fromMe || message.content !== null) throw refuse(400, ['Message not compatible']);
  message.text = readText(body, 'text');
  message.edited = true;
  const { key } = describeMessage(message);
  const editedMessage = { conversation: message.text };
  emit(world, instance, 'messages.edited', {
    key,
    type: 'MESSAGE_EDIT',
    editedMessage,
    timestampMs: String(Date.now()),
  });
  return { status: 200, body: { key, message: { editedMessage }, messageTimestamp: nowSeconds(), status: 'PENDING' } };
}

/** Newest first. A time range counts only when both its ends are given, as in the real server. */
function findMessages(body: EvolutionCall['body'], instance: Instance): StoredMessage[] {
  const where = isObject(body.where) ? body.where : {};
  const key = isObject(where.key) ? where.key : {};
  const [id, remoteJid] = [readText(key, 'id'), readText(key, 'remoteJid')];
  const range = isObject(where.messageTimestamp) ? where.messageTimestamp : {};
  const [from, to] = [readSeconds(range.gte), readSeconds(range.lte)];
  const inRange = (seconds: number) => from === undefined || to === undefined || (seconds >= from && seconds <= to);
  return [...instance.messages.values()]
    .filter((message) => (!id || message.id === id) && (!remoteJid || message.remoteJid === remoteJid))
    .filter((message) => inRange(Math.floor(message.at / 1000)))
    .reverse();
}

function readSeconds(value: unknown): number | undefined {
  const ms = typeof value === 'string' ? Date.parse(value) : Number.NaN;
  return Number.isNaN(ms) ? undefined : Math.floor(ms / 1000);
}

/** What the customer wrote and the business has not marked as read. */
function countUnread(last: StoredMessage): number {
  let count = 0;
  for (let at: StoredMessage | null = last; at && !at.fromMe; at = at.previous) if (at.status < 4) count++;
  return count;
}

function readCount(value: unknown, otherwise: number): number {
  return typeof value === 'number' && Number.isInteger(value) && value > 0 ? value : otherwise;
}

function describeUpdates(message: StoredMessage) {
  if (!message.fromMe) return [];
  return ['SERVER_ACK', 'DELIVERY_ACK', 'READ'].slice(0, Math.max(0, message.status - 1)).map((status) => ({ status }));
}

function readJid(body: EvolutionCall['body']): string {
  const faults = findFaults(body, { number: SEND_FIELDS.number });
  if (faults.length > 0) throw refuseSchema(faults);
  return toJid(readText(body, 'number'));
}

function nowSeconds(): number {
  return Math.floor(Date.now() / 1_000);
}
