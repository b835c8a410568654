// Reacting to a message. A reaction leaves like any message, costs nothing, and stands under the one it is about.
import type { Message } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { lockVisibleChat } from '../chats';
import { cancelQueued, enqueueMessage } from '../outbox';
import { presentMessage } from './present';
import { findVisibleMessage } from './queries';
import { invalid } from './send/plan';
import { windowOf } from './send/send';
import { demandOpenWindow } from './window';

/**
 * @param emoji one emoji; empty takes the reaction back
 * @returns the message that was reacted to
 * @throws AppError not_found, validation_failed, rule_broken where it cannot be reacted to, window_closed
 */
export async function react(context: TenantContext, messageId: string, emoji: string): Promise<Message> {
  const { tx, parts, actor, record } = context;
  if (!isEmoji(emoji)) throw invalid('emoji', 'Choose one emoji');
  const target = found(await findVisibleMessage(tx, actor, messageId), 'message');
  const chat = found(await lockVisibleChat(tx, actor, found(target.chat_id, 'chat')), 'chat');
  if (!presentMessage(target, parts, actor).abilities.react)
    throw new AppError(
      'rule_broken',
      'This message cannot be reacted to: it has not left, was deleted, or its number is gone.',
    );
  const now = new Date();
  demandOpenWindow(windowOf(context, chat), ['reaction'], now, now);
  await cancelWaiting(tx, messageId);
  if (emoji !== (await readOurs(tx, messageId))) {
    await enqueueMessage(tx, parts, {
      chatId: chat.id,
      contactId: chat.contact_id,
      connectionId: chat.connection_id,
      kind: 'reaction',
      text: emoji,
      source: 'inbox',
      senderId: actor.userId,
      replyToId: messageId,
      free: true,
    });
    await record({ type: 'message.status', subjectId: messageId, data: { messageIds: [messageId] } });
  }
  return presentMessage(found(await findVisibleMessage(tx, actor, messageId), 'message'), parts, actor);
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });

function isEmoji(text: string): boolean {
  if (text === '') return true;
  const [first, second] = segmenter.segment(text);
  return (
    first !== undefined && second === undefined && /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(text)
  );
}

/** A reaction that has not left is forgotten: the last word counts. */
async function cancelWaiting(tx: TenantTx, messageId: string): Promise<void> {
  const waiting = await tx.query<{ id: string }>(
    `select id from messages where tenant_id = $1 and reply_to_id = $2 and kind = 'reaction' and direction = 'out' and state = 'queued'`,
    [tx.tenantId, messageId],
  );
  for (const { id } of waiting) await cancelQueued(tx, id);
}

/** Our reaction as the customer sees it or is about to; empty when there is none. */
async function readOurs(tx: TenantTx, messageId: string): Promise<string> {
  const latest = await tx.one<{ text: string | null }>(
    `select text from messages where tenant_id = $1 and reply_to_id = $2 and kind = 'reaction' and direction = 'out' and state not in ('failed', 'skipped')
       and deleted_at is null
     order by at desc, id desc limit 1`,
    [tx.tenantId, messageId],
  );
  return latest?.text ?? '';
}
