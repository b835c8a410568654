// What the phone page shows of an instance, its conversations and their messages.
import { type Instance, STATUS_NAMES, type StoredMessage } from '../evolution/instances';
import { digitsOf } from '../evolution/numbers';

const CHATS_SHOWN = 200;

export function describePhone(instance: Instance) {
  const { name, state, ownerJid, profileName, qr, disconnection } = instance;
  return {
    name,
    state,
    number: ownerJid === null ? null : digitsOf(ownerJid),
    profileName,
    qr: qr && { base64: qr.base64, pairingCode: qr.pairingCode, count: qr.count },
    reasonCode: disconnection?.code ?? null,
  };
}

/** Conversations, newest first. */
export function describeChats(instance: Instance) {
  const chats = [...instance.chats.entries()].slice(-CHATS_SHOWN).reverse();
  return chats.map(([jid, last]) => ({
    jid,
    number: digitsOf(jid),
    isPhone: jid.endsWith('@s.whatsapp.net'),
    name: instance.people.get(jid)?.pushName ?? null,
    last: describeMessage(last),
  }));
}

export function describeMessages(messages: StoredMessage[]) {
  return messages.map(describeMessage);
}

function describeMessage(message: StoredMessage) {
  const { id, at, fromMe, kind, deleted } = message;
  const text = deleted ? '' : message.text;
  return { id, at, fromMe, kind, text, deleted, status: STATUS_NAMES[message.status] ?? 'ERROR' };
}
