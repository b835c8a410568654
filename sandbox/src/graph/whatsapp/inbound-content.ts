// The kinds of message a person may send on WhatsApp, in the words of the webhook: `type` and the field of that name.
import { SAMPLES } from '../../samples';
import type { World } from '../../world';
import type { PhoneNumber } from '../assets';
import type { GraphInboundBody } from '../control/inbound-schema';
import { bareType } from '../media/rules';
import { describeCode } from './codes';

export interface InboundContent {
  content: Record<string, unknown>;
  fileIds: string[];
}

export function buildContent(world: World, number: PhoneNumber, inbound: GraphInboundBody): InboundContent {
  const { kind } = inbound;
  if (kind === 'image' || kind === 'video' || kind === 'audio' || kind === 'document' || kind === 'sticker') {
    return buildFile(world, number, inbound, kind);
  }
  return { content: buildPlain(inbound), fileIds: [] };
}

function buildFile(
  world: World,
  number: PhoneNumber,
  inbound: GraphInboundBody,
  kind: keyof typeof SAMPLES,
): InboundContent {
  const sample = SAMPLES[kind];
  const mimeType = inbound.mimeType ?? sample.mimeType;
  const fileName = inbound.fileName ?? sample.fileName;
  const bytes = inbound.base64 === undefined ? sample.bytes : Buffer.from(inbound.base64, 'base64');
  const file = world.graph.files.add({ senderId: number.id, mimeType, fileName, bytes, isInbound: true });
  const described = {
    id: file.id,
    mime_type: kind === 'audio' ? mimeType : bareType(mimeType),
    sha256: file.sha256.toString('base64'),
    ...(inbound.text && kind !== 'audio' && kind !== 'sticker' && { caption: inbound.text }),
    ...(kind === 'document' && { filename: fileName }),
    ...(kind === 'audio' && { voice: inbound.isVoice }),
    ...(kind === 'sticker' && { animated: inbound.isAnimated }),
    ...inbound.content,
  };
  return { content: { type: kind, [kind]: described }, fileIds: [file.id] };
}

function buildPlain(inbound: GraphInboundBody): Record<string, unknown> {
  const { kind, text = '', payload = '', description, content } = inbound;
  const make = (type: string, fields: object) => ({ type, [type]: { ...fields, ...content } });
  switch (kind) {
    case 'location': {
      const { latitude, longitude, address } = inbound;
      return make('location', { latitude, longitude, ...(text && { name: text }), ...(address && { address }) });
    }
    case 'contacts':
      return { type: 'contacts', contacts: buildCards(inbound) };
    case 'button':
      return make('button', { payload: payload || text, text });
    case 'button_reply':
      return make('interactive', { type: kind, [kind]: { id: payload, title: text } });
    case 'list_reply':
      return make('interactive', {
        type: kind,
        [kind]: { id: payload, title: text, ...(description && { description }) },
      });
    case 'flow_reply': {
      const reply = { name: 'flow', body: text || 'Sent', response_json: payload || '{}' };
      return make('interactive', { type: 'nfm_reply', nfm_reply: reply });
    }
    case 'reaction':
      return make('reaction', { message_id: inbound.targetId, ...(inbound.emoji && { emoji: inbound.emoji }) });
    case 'order': {
      const item = { product_retailer_id: 'SKU1', quantity: 2, item_price: 30, currency: 'USD' };
      return make('order', { catalog_id: 'C1', text, product_items: [item] });
    }
    case 'system':
      return make('system', { type: 'user_changed_number', body: text || 'The user changed their number' });
    case 'edit':
      return make('edit', { original_message_id: inbound.targetId, message: { type: 'text', text: { body: text } } });
    case 'revoke':
      return make('revoke', { original_message_id: inbound.targetId });
    case 'unsupported': {
      const errors = [describeCode(131051, 'Message type is currently not supported.')];
      return { ...make('unsupported', { type: payload || 'poll' }), errors };
    }
    case 'failed_media':
      return { type: 'unsupported', errors: [describeCode(131052, 'The media could not be downloaded.')] };
    default:
      // A click on an ad, a share or a story arrives as text with its referral beside it.
      return make('text', { body: text });
  }
}

function buildCards({ contacts = [{ name: 'Bob Roe', phone: '+1 555 000 2222' }] }: GraphInboundBody) {
  return contacts.map(({ name, phone }) => ({
    name: { formatted_name: name, first_name: name.split(' ')[0] },
    phones: [{ phone, wa_id: phone.replace(/\D/g, ''), type: 'CELL' }],
  }));
}
