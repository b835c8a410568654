// Sends without a file: text, reaction, location, contact cards.
import { type EvolutionCall, type InstanceEndpoints, requireOpen } from './endpoint';
import { refuse, refuseSchema } from './errors';
import type { Instance } from './instances';
import { findFaults, isObject, readText } from './schema';
import { makeSend, settleSend } from './send';

const EMOJI = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20E3/u;
const graphemes = new Intl.Segmenter();

export const sendEndpoints: InstanceEndpoints = {
  'POST /message/sendText': makeSend(
    { text: { type: 'string', required: true }, linkPreview: { type: 'boolean' } },
    ({ body }) => {
      const text = readText(body, 'text');
      if (text === '') throw refuse(400, ['Text is required']);
      return { kind: 'conversation', text };
    },
  ),

  'POST /message/sendLocation': makeSend(
    {
      latitude: { type: 'number', required: true },
      longitude: { type: 'number', required: true },
      name: { type: 'string' },
      address: { type: 'string' },
    },
    ({ body }) => {
      const [name, address] = [readText(body, 'name'), readText(body, 'address')];
      const place = { degreesLatitude: body.latitude, degreesLongitude: body.longitude, name, address };
      return { kind: 'locationMessage', text: name || address, content: { locationMessage: place } };
    },
  ),

  'POST /message/sendContact': makeSend({ contact: { type: 'array', required: true } }, ({ body }) => {
    const cards = (Array.isArray(body.contact) ? body.contact : []).filter(isObject).map(writeCard);
    const first = cards[0];
    if (first === undefined) throw refuseSchema(['contact does not meet minimum length of 1']);
    if (cards.length === 1)
      return { kind: 'contactMessage', text: first.displayName, content: { contactMessage: first } };
    const displayName = `${cards.length} contacts`;
    const content = { contactsArrayMessage: { displayName, contacts: cards } };
    return { kind: 'contactsArrayMessage', text: displayName, content };
  }),

  'POST /message/sendReaction': sendReaction,

  'POST /message/sendTemplate': () => {
    throw refuse(500, 'Method not available in the Baileys service');
  },
};

/** A reaction is addressed by the message it belongs to, not by a number. */
function sendReaction(call: EvolutionCall, instance: Instance) {
  const { body } = call;
  const faults = findFaults(body, {
    key: { type: 'object', required: true },
    reaction: { type: 'string', required: true },
  });
  if (faults.length > 0) throw refuseSchema(faults);
  const reaction = readText(body, 'reaction');
  if (reaction !== '' && !isOneEmoji(reaction)) {
    throw refuse(400, ['Reaction must be a single emoji or empty string']);
  }
  requireOpen(instance);
  const key = isObject(body.key) ? body.key : {};
  const content = { reactionMessage: { key, text: reaction, senderTimestampMs: String(Date.now()) } };
  return settleSend(call, instance, readText(key, 'remoteJid'), { kind: 'reactionMessage', text: reaction, content });
}

function isOneEmoji(text: string): boolean {
  return EMOJI.test(text) && [...graphemes.segment(text)].length === 1;
}

function writeCard(contact: Record<string, unknown>): { displayName: string; vcard: string } {
  const displayName = readText(contact, 'fullName');
  const phone = readText(contact, 'phoneNumber');
  const waid = readText(contact, 'wuid') || phone.replace(/\D/g, '');
  const lines = ['BEGIN:VCARD', 'VERSION:3.0', `N:${displayName}`, `FN:${displayName}`];
  lines.push(`item1.TEL;waid=${waid}:${phone}`, 'item1.X-ABLabel:Celular', 'END:VCARD');
  return { displayName, vcard: lines.join('\n') };
}
