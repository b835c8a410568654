// Sending a failed or uncertain message again, because a person decided that it should be.
import type { Message } from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { findVisibleChat, touchChats } from '../chats';
import { requeueMessage } from '../outbox';
import { presentMessages } from './present';
import { findVisibleMessage, lockForRetry } from './queries';
import { lineRemoved, windowOf } from './send/send';
import { previewOf } from './text';
import { demandOpenWindow } from './window';

/** @throws AppError not_found, wrong_state, window_closed, insufficient_credits */
export async function retry(context: TenantContext, messageId: string): Promise<Message> {
  const { tx, parts, actor, record } = context;
  const before = found(await findVisibleMessage(tx, actor, messageId), 'message');
  if (before.deleted_at !== null) throw new AppError('wrong_state', 'This message was deleted. Write a new one.');
  if (!(await lockForRetry(tx, messageId))) throw new AppError('wrong_state', lineRemoved().message);
  const chat = before.chat_id ? await findVisibleChat(tx, actor, before.chat_id) : undefined;
  const now = new Date();
  // Without a chat the customer has never written.
  const { channel, at: createdAt } = before;
  demandOpenWindow(
    chat ? windowOf(context, chat) : { channel, lastInboundAt: null, createdAt, humanAgent: false },
    [before.kind],
    now,
    now,
  );
  await requeueMessage(tx, parts, messageId);
  const [again] = await presentMessages(tx, parts, actor, [messageId]);
  const message = found(again, 'message');
  if (message.chatId)
    await touchChats(tx, [
      {
        chatId: message.chatId,
        messageId,
        at: before.at,
        preview: previewOf(message.text, message.content),
        direction: 'out',
        state: message.state,
        kind: message.kind,
        human: true,
        answeredBy: actor.userId,
      },
    ]);
  await record({ type: 'message.status', subjectId: messageId, data: { messageIds: [messageId] } });
  return message;
}
