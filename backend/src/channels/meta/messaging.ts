// From stored webhooks of Messenger and Instagram to our own words. Pure.
import type { Address } from '../address';
import type { ChannelEvent, ReceivedMessage } from '../events';
import { type Fields, fieldsOf, idOf, isRecord, textOf } from '../foreign';
import { readParts, readReferral } from './messaging-content';
import { timeOf } from './times';

/** @param payload as `splitMeta` made it */
export function translateMessaging(
  channel: 'messenger' | 'instagram',
  payload: Fields,
  receivedAt: Date,
): ChannelEvent[] {
  const item = fieldsOf(payload.event);
  const [sender, recipient] = [idOf(fieldsOf(item.sender).id), idOf(fieldsOf(item.recipient).id)];
  if (!sender || !recipient) return [];
  const message = fieldsOf(item.message);
  // Instagram tells our own messages among the others; the account as sender is as sure a sign as the flag.
  const fromMe = message.is_echo === true || sender === payload.entryId;
  const said: Said = {
    from: { scopedId: fromMe ? recipient : sender },
    fromMe,
    at: timeOf(item.timestamp, receivedAt),
  };
  if (isRecord(item.message)) return readMessage(channel, item, message, said);
  if (isRecord(item.postback)) return readPostback(item.postback, item, said);
  if (isRecord(item.reaction)) return readReaction(item.reaction, sender, said);
  if (isRecord(item.message_edit)) return readEdit(item.message_edit, said);
  if (isRecord(item.delivery)) return readReached('delivered', item.delivery, said, receivedAt);
  if (isRecord(item.read)) return readReached('read', item.read, said, receivedAt);
  // A link or an advertisement was followed, but nothing was written yet.
  return [];
}

interface Said {
  from: Address;
  fromMe: boolean;
  at: Date;
}

function readMessage(channel: string, item: Fields, message: Fields, said: Said): ChannelEvent[] {
  const mid = idOf(message.mid);
  if (!mid) return [];
  if (message.is_deleted === true)
    return [{ type: 'change', change: { type: 'revoked', providerId: mid, at: said.at } }];
  const referral = readReferral(message.referral ?? item.referral, message.reply_to);
  const parts = readParts(channel, message);
  const [first] = parts;
  const metadata = said.fromMe ? textOf(message.metadata, 1000) : undefined;
  if (metadata && first && isOurs(metadata)) {
    const { scopedId } = said.from;
    const accepted = {
      providerId: mid,
      ...(scopedId ? { scopedId } : {}),
      kind: first.kind,
      text: first.text ?? '',
      at: said.at,
      messageId: metadata,
    };
    return [{ type: 'accepted', accepted }];
  }
  const quotedProviderId = idOf(fieldsOf(message.reply_to).mid);
  return parts.map((part, place) => {
    const received: ReceivedMessage = {
      providerId: place === 0 ? mid : `${mid}#${place + 1}`,
      ...said,
      ...part,
      content: place === 0 && referral ? { ...part.content, referral } : part.content,
      ...(quotedProviderId && place === 0 ? { quotedProviderId } : {}),
    };
    return { type: 'message', message: received };
  });
}

/** Our own ids are UUIDs; other apps put other things there. */
function isOurs(metadata: string): boolean {
  return /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(metadata);
}

function readPostback(postback: Fields, item: Fields, said: Said): ChannelEvent[] {
  const id = textOf(postback.payload, 1000) ?? '';
  const title = textOf(postback.title, 1000) ?? id;
  const referral = readReferral(postback.referral ?? item.referral, undefined);
  // Without an id of its own a click is known by who clicked what, and when.
  const providerId = idOf(postback.mid) ?? `postback:${said.from.scopedId}:${said.at.getTime()}:${id}`.slice(0, 200);
  const content = { choice: { id, title }, ...(referral ? { referral } : {}) };
  return [{ type: 'message', message: { providerId, ...said, kind: 'interactive', text: title || null, content } }];
}

function readReaction(reaction: Fields, sender: string, said: Said): ChannelEvent[] {
  const targetProviderId = idOf(reaction.mid);
  if (!targetProviderId) return [];
  const isGone = reaction.action === 'unreact';
  const emoji = isGone ? '' : (textOf(reaction.emoji, 40) ?? emojiOf.get(reaction.reaction) ?? '❤');
  // One person has one reaction to a message; the time tells the newer from the older.
  const providerId = `reaction:${sender}:${said.at.getTime()}:${targetProviderId}`.slice(0, 500);
  return [{ type: 'reaction', reaction: { providerId, targetProviderId, ...said, emoji } }];
}

const emojiOf = new Map<unknown, string>([
  ['love', '❤'],
  ['smile', '😆'],
  ['wow', '😮'],
  ['sad', '😢'],
  ['angry', '😠'],
  ['like', '👍'],
  ['dislike', '👎'],
]);

function readEdit(edit: Fields, { at }: Said): ChannelEvent[] {
  const providerId = idOf(edit.mid);
  return providerId
    ? [{ type: 'change', change: { type: 'edited', providerId, text: textOf(edit.text) ?? '', at } }]
    : [];
}

/** Up to a time (Messenger), or one message (Instagram). */
function readReached(state: 'delivered' | 'read', told: Fields, said: Said, receivedAt: Date): ChannelEvent[] {
  const mids = [told.mid, ...(Array.isArray(told.mids) ? told.mids : [])].flatMap((mid) => idOf(mid) ?? []);
  if (told.watermark !== undefined)
    return [{ type: 'watermark', watermark: { to: said.from, state, upTo: timeOf(told.watermark, receivedAt) } }];
  return mids.slice(0, 100).map((providerId) => ({ type: 'status', status: { providerId, state, at: said.at } }));
}
