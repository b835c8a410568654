// Messages as Evolution tells them: accepting a send, receiving from a customer, and their JSON.
import { pickBetween } from '../random';
import type { World } from '../world';
import { emit } from './emit';
import { type Instance, type Media, STATUS_NAMES, type StoredMessage, storeMessage } from './instances';
import { createPhoneId, createSentId } from './message-ids';
import { digitsOf, isPhoneJid, lidOf } from './numbers';
import { isObject, readText } from './schema';
import { scheduleStatuses } from './statuses';

/** Evolution's name for the owner on messages it sent itself. */
const OWN_PUSH_NAME = 'Você';

export interface Draft {
  kind: string;
  text: string;
  content?: Record<string, unknown> | null;
  contextInfo?: Record<string, unknown> | null;
  media?: Media | null;
}

/** Accepts a message for sending: counted, told as `send.message`, and on its way to the customer. */
export function acceptSend(world: World, instance: Instance, remoteJid: string, draft: Draft): StoredMessage {
  const message = createMessage(instance, remoteJid, draft, true);
  message.seq = world.accepted.push(message);
  storeMessage(message);
  instance.typing.delete(message.chatJid);
  react(instance, message);
  emit(world, instance, 'send.message', describeMessage(message));
  scheduleStatuses(world, message);
  return message;
}

/** The owner wrote on the phone itself: told as an upsert from me. */
export function typeOnPhone(world: World, instance: Instance, remoteJid: string, text: string): StoredMessage {
  const message = createMessage(instance, remoteJid, { kind: 'conversation', text }, true);
  message.id = createPhoneId();
  message.status = 2;
  message.pushName = instance.profileName ?? instance.name;
  storeMessage(message);
  emit(world, instance, 'messages.upsert', { ...describeMessage(message), contextInfo: null, source: 'android' });
  scheduleStatuses(world, message);
  return message;
}

export interface Inbound extends Draft {
  /** Digits or jid of the customer. */
  from: string;
  pushName: string;
  /** How the customer is addressed: by phone, by hidden identity with the phone beside it, or by hidden identity alone. */
  addressing: 'pn' | 'lid' | 'lid-only';
  groupJid?: string;
  /** How many times the same webhook is sent. */
  repeat: number;
}

/** A customer wrote. The sender's name and identities are remembered, as WhatsApp does. */
export function receiveInbound(world: World, instance: Instance, inbound: Inbound): StoredMessage {
  const { from, addressing, groupJid } = inbound;
  const phoneJid = from.includes('@') ? from : `${digitsOf(from).replace(/\D/g, '')}@s.whatsapp.net`;
  const lid = lidOf(phoneJid);
  const sender = addressing === 'pn' ? phoneJid : lid;
  const alternative = addressing === 'lid-only' ? undefined : addressing === 'pn' ? lid : phoneJid;
  const message = createMessage(instance, groupJid ?? phoneJid, inbound, false);
  message.id = createPhoneId();
  message.remoteJid = groupJid ?? sender;
  message.status = 3;
  message.pushName = inbound.pushName;
  storeMessage(message);
  react(instance, message);
  meetPerson(world, instance, phoneJid, inbound.pushName);
  const key = groupJid
    ? { remoteJid: groupJid, fromMe: false, id: message.id, participant: sender, participantAlt: alternative }
    : { remoteJid: sender, fromMe: false, id: message.id, remoteJidAlt: alternative };
  const told = { ...describeMessage(message), key: { ...key, addressingMode: addressing === 'pn' ? 'pn' : 'lid' } };
  if (instance.base64InForce && message.media) Object.assign(told.message, { base64: message.media.base64 });
  const { contextInfo } = message;
  emit(world, instance, 'messages.upsert', { ...told, contextInfo, source: 'android' }, inbound.repeat);
  return message;
}

/** A customer corrects a text. */
export function editByCustomer(world: World, message: StoredMessage, text: string, repeat = 1): void {
  message.text = text;
  message.edited = true;
  const { key } = describeMessage(message);
  const told = { key, type: 'MESSAGE_EDIT', editedMessage: { conversation: text }, timestampMs: String(Date.now()) };
  emit(world, message.instance, 'messages.edited', told, repeat);
}

/** A customer takes a message back. */
export function revokeByCustomer(world: World, message: StoredMessage, repeat = 1): void {
  message.deleted = true;
  emit(world, message.instance, 'messages.edited', { key: { id: message.id }, type: 'REVOKE' }, repeat);
}

/** The message as the send answer, the webhooks and the look-ups give it. */
export function describeMessage(message: StoredMessage) {
  return {
    key: { remoteJid: message.remoteJid, fromMe: message.fromMe, id: message.id },
    pushName: message.pushName,
    status: STATUS_NAMES[message.status] ?? 'ERROR',
    message: { ...(message.content ?? { conversation: message.text }) },
    contextInfo: message.contextInfo ?? NO_CONTEXT,
    messageType: message.kind,
    messageTimestamp: Math.floor(message.at / 1_000),
    instanceId: message.instance.id,
    source: message.fromMe ? 'web' : 'android',
  };
}

const NO_CONTEXT = { mentionedJid: [], groupMentions: [] };

/** `contextInfo` of a reply; null when the quoted message is not known. */
export function quoteMessage(instance: Instance, id: string): Record<string, unknown> | null {
  const quoted = instance.messages.get(id);
  if (quoted === undefined) return null;
  const participant = quoted.fromMe ? instance.ownerJid : quoted.chatJid;
  return { stanzaId: id, participant, quotedMessage: quoted.content ?? { conversation: quoted.text } };
}

/** A reaction shows on the message it belongs to. */
function react(instance: Instance, message: StoredMessage): void {
  const reaction = message.content?.reactionMessage;
  if (!isObject(reaction) || !isObject(reaction.key)) return;
  const target = instance.messages.get(readText(reaction.key, 'id'));
  if (target) target.reactions = { ...target.reactions, [message.fromMe ? 'business' : 'person']: message.text };
}

function createMessage(instance: Instance, remoteJid: string, draft: Draft, fromMe: boolean): StoredMessage {
  return {
    id: fromMe ? createSentId() : '',
    seq: 0,
    at: Date.now(),
    instance,
    remoteJid,
    chatJid: instance.phoneByLid.get(remoteJid) ?? remoteJid,
    fromMe,
    kind: draft.kind,
    text: draft.text,
    content: draft.content ?? null,
    contextInfo: draft.contextInfo ?? null,
    media: draft.media ?? null,
    status: 1,
    deleted: false,
    edited: false,
    reactions: null,
    pushName: fromMe ? OWN_PUSH_NAME : '',
    previous: null,
  };
}

function meetPerson(world: World, instance: Instance, phoneJid: string, pushName: string): void {
  if (!isPhoneJid(phoneJid)) return;
  const known = instance.people.get(phoneJid);
  if (known?.pushName === pushName) return;
  const lid = lidOf(phoneJid);
  instance.people.set(phoneJid, { pushName, lid });
  instance.phoneByLid.set(lid, phoneJid);
  if (known) return;
  const told = { remoteJid: phoneJid, pushName, profilePicUrl: null, instanceId: instance.id };
  // The real server may tell of the contact before or after its first message.
  world.timeline.after(pickBetween(world.random, [0, 30]), () => emit(world, instance, 'contacts.upsert', told));
}
