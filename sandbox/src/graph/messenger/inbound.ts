// A person writes to a Page or an Instagram account: the messaging item as the webhook carries it.
import { SAMPLES } from '../../samples';
import type { World } from '../../world';
import type { GraphInboundBody } from '../control/inbound-schema';
import { addMessage, createMessage, type GraphMessage } from '../conversations';
import { meet } from '../graph';
import { createInstagramMid, createPageMid } from '../ids';
import { bareType } from '../media/rules';
import { publishMessaging } from '../webhooks/publish';
import { touchTarget } from '../whatsapp/inbound';
import type { MessagingSender } from './errors';
import { addressOfFile } from './files';
import { fromPerson } from './receipts';

/** What the person did, under the name of its item, and the field an app subscribes to for it. */
interface Happening {
  field: string;
  item: Record<string, unknown>;
  fileIds?: string[];
  /** Says something of another message. */
  isSilent?: boolean;
}

export function receiveMessaging(world: World, sender: MessagingSender, inbound: GraphInboundBody): GraphMessage {
  const { graph } = world;
  const conversation = meet(graph, sender, inbound.from, {
    ...(inbound.name !== undefined && { name: inbound.name }),
    ...(inbound.username !== undefined && { username: inbound.username }),
  });
  const mid = sender.kind === 'page' ? createPageMid() : createInstagramMid();
  const { field, item, fileIds = [], isSilent = false } = describe(world, sender, mid, inbound);
  const message = createMessage({
    id: mid,
    at: inbound.at ?? Date.now(),
    conversation,
    fromBusiness: false,
    kind: inbound.kind,
    text: inbound.text ?? '',
    content: item,
    fileIds,
    replyTo: inbound.replyTo ?? null,
  });
  graph.messages.set(mid, message);
  if (!isSilent) addMessage(message);
  touchTarget(graph.messages, inbound);
  const told = { ...fromPerson(sender, conversation, message.at), ...item, ...inbound.extra };
  for (let copy = 0; copy < inbound.repeat; copy++) publishMessaging(world, sender, field, told);
  return message;
}

function describe(world: World, sender: MessagingSender, mid: string, inbound: GraphInboundBody): Happening {
  const { kind, text = '', payload = '', emoji, targetId, referral, content } = inbound;
  const isPage = sender.kind === 'page';
  switch (kind) {
    case 'reaction': {
      const action = emoji
        ? { action: 'react', reaction: emoji === '❤' ? 'love' : 'other', emoji }
        : { action: 'unreact' };
      return { field: 'message_reactions', item: { reaction: { mid: targetId, ...action, ...content } } };
    }
    case 'edit':
      return {
        field: isPage ? 'message_edits' : 'messages',
        item: { message_edit: { mid: targetId, text, num_edit: 1, ...content } },
        isSilent: true,
      };
    case 'revoke':
      return { field: 'messages', item: { message: { mid: targetId, is_deleted: true, ...content } }, isSilent: true };
    case 'postback':
    case 'button':
      return {
        field: 'messaging_postbacks',
        item: { postback: { mid, title: text, payload, ...(referral && { referral }), ...content } },
      };
    case 'referral':
      return {
        field: isPage ? 'messaging_referrals' : 'messaging_referral',
        item: {
          referral: { ref: payload || 'promo', source: 'SHORTLINK', type: 'OPEN_THREAD', ...referral, ...content },
        },
      };
    default: {
      const { fields, fileIds } = describeMessage(world, sender, inbound);
      const reply = describeReply(inbound);
      return {
        field: 'messages',
        item: { message: { mid, ...fields, ...reply, ...(referral && { referral }), ...content } },
        fileIds,
      };
    }
  }
}

function describeReply({ kind, replyTo, payload }: GraphInboundBody) {
  if (kind === 'story_reply')
    return { reply_to: { story: { id: payload || 'S1', url: 'https://lookaside.fbsbx.com/story.jpg' } } };
  return replyTo === undefined ? {} : { reply_to: { mid: replyTo } };
}

function describeMessage(
  world: World,
  sender: MessagingSender,
  inbound: GraphInboundBody,
): { fields: object; fileIds?: string[] } {
  const { kind, text = '', payload = '', latitude, longitude } = inbound;
  const attach = (type: string, fields: object) => ({
    fields: { ...(text && { text }), attachments: [{ type, ...fields }] },
  });
  switch (kind) {
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
    case 'story_mention':
      return describeFile(world, sender, inbound);
    case 'location':
      return attach('location', {
        title: text || 'Pinned location',
        payload: { coordinates: { lat: latitude, long: longitude } },
      });
    case 'share': {
      const url = payload || 'https://shop.example/p/1';
      return attach(sender.kind === 'page' ? 'fallback' : 'share', { title: text, url, payload: { url, title: text } });
    }
    case 'quick_reply':
    case 'button_reply':
    case 'list_reply':
      return { fields: { text, quick_reply: { payload } } };
    case 'unsupported':
      return { fields: { is_unsupported: true } };
    default:
      return { fields: { text } };
  }
}

function describeFile(world: World, sender: MessagingSender, inbound: GraphInboundBody) {
  const kind = inbound.kind === 'story_mention' ? 'image' : inbound.kind;
  const sample =
    SAMPLES[kind === 'video' || kind === 'audio' || kind === 'document' || kind === 'sticker' ? kind : 'image'];
  const bytes = inbound.base64 === undefined ? sample.bytes : Buffer.from(inbound.base64, 'base64');
  const mimeType = bareType(inbound.mimeType ?? sample.mimeType);
  const fileName = inbound.fileName ?? sample.fileName;
  const file = world.graph.files.add({
    senderId: sender.id,
    bytes,
    mimeType,
    fileName,
    isInbound: true,
    isHidden: true,
  });
  const payload = { url: addressOfFile(world, file.id), ...(kind === 'sticker' && { sticker_id: 369239263222822 }) };
  const type = inbound.kind === 'document' ? 'file' : inbound.kind;
  const fields = { ...(inbound.text && { text: inbound.text }), attachments: [{ type, payload }] };
  return { fields, fileIds: [file.id] };
}
