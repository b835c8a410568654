// What a message looks like to POST /{phone number id}/messages. Pure.
import type { InteractiveContent } from '@parley/contract';
import type { Address } from '../address';
import type { OutboundBody, OutboundMessage } from '../channel';
import { numberedText } from '../numbered-text';
import { phoneOfDigits, userIdOf } from './person';

export type FileBody = Extract<OutboundBody, { file: unknown }>;
type PlainBody = Exclude<OutboundBody, FileBody>;

/** What every body begins with; undefined when the address can be nobody's. A phone number wins over a user id. */
export function envelopeOf({ to, messageId, quoted }: OutboundMessage): object | undefined {
  const recipient = recipientOf(to);
  if (!recipient) return undefined;
  return {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    ...(quoted ? { context: { message_id: quoted.providerId } } : {}),
    // Comes back with every status: it proves a send whose answer was lost.
    biz_opaque_callback_data: messageId,
  };
}

function recipientOf({ phone, scopedId }: Address): object | undefined {
  const digits = phoneOfDigits(phone)?.slice(1);
  if (digits) return { to: digits };
  const userId = userIdOf(scopedId);
  return userId ? { recipient: userId } : undefined;
}

export function plainBody(body: PlainBody): object {
  switch (body.kind) {
    case 'text':
      return { type: 'text', text: { body: body.text, preview_url: /https?:\/\//i.test(body.text) } };
    case 'location': {
      const { latitude, longitude, name, address } = body;
      const place = { latitude: String(latitude), longitude: String(longitude) };
      return { type: 'location', location: { ...place, ...(name ? { name } : {}), ...(address ? { address } : {}) } };
    }
    case 'contact':
      return { type: 'contacts', contacts: body.contacts.map(cardOf) };
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: body.targetProviderId, emoji: body.emoji } };
    case 'interactive':
      return interactiveBody(body.text, body.interactive);
    case 'template': {
      const { name, language, components } = body;
      const filled = components.length > 0 ? { components } : {};
      return { type: 'template', template: { name, language: { code: language }, ...filled } };
    }
  }
}

/** @param id of the upload */
export function fileBody({ kind, file, caption, voice }: FileBody, id: string): object {
  switch (kind) {
    case 'sticker':
      return { type: kind, sticker: { id } };
    case 'audio':
      // Only Opus plays as a voice note.
      return { type: kind, audio: { id, ...(voice && file.mime.startsWith('audio/ogg') ? { voice: true } : {}) } };
    case 'document':
      return { type: kind, document: { id, filename: file.fileName, ...(caption ? { caption } : {}) } };
    default:
      return { type: kind, [kind]: { id, ...(caption ? { caption } : {}) } };
  }
}

function cardOf({ name, phones, emails }: { name: string; phones: string[]; emails: string[] }): object {
  const [firstName = name, ...rest] = name.split(/\s+/);
  return {
    name: { formatted_name: name, first_name: firstName, ...(rest.length > 0 ? { last_name: rest.join(' ') } : {}) },
    phones: phones.map((phone) => ({ phone, type: 'CELL' })),
    ...(emails.length > 0 ? { emails: emails.map((email) => ({ email, type: 'WORK' })) } : {}),
  };
}

function interactiveBody(text: string, choices: InteractiveContent): object {
  const { header, footer, buttons, list } = choices;
  const frame = {
    ...(header ? { header: { type: 'text', text: header } } : {}),
    body: { text },
    ...(footer ? { footer: { text: footer } } : {}),
  };
  if (buttons) {
    const replies = buttons.map(({ id, title }) => ({ type: 'reply', reply: { id, title } }));
    return { type: 'interactive', interactive: { type: 'button', ...frame, action: { buttons: replies } } };
  }
  if (list) {
    const action = { button: list.button, sections: [{ title: list.button, rows: list.rows }] };
    return { type: 'interactive', interactive: { type: 'list', ...frame, action } };
  }
  return { type: 'text', text: { body: numberedText(text, choices) } };
}
