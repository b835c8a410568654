// What people do with messages: write one, send one again.
import type { EndpointParsed, Message, sendMessage } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found, notFound } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { lockVisibleChat, touchChats } from '../chats';
import { enqueueMessage, requeueMessage } from '../outbox';
import { presentMessages, type Viewer } from './present';
import { findByClientKey, findVisibleMessage, isInChat, lockForRetry } from './queries';
import { cleanText, previewOf } from './text';

type NewText = EndpointParsed<typeof sendMessage>['body'];

async function presented(tx: TenantTx, actor: Viewer, messageId: string): Promise<Message> {
  const [message] = await presentMessages(tx, actor, [messageId]);
  return found(message, 'message');
}

/**
 * Queues a text in a chat. A person may answer somebody who opted out: only campaigns and automations are barred. The chat is held from the
 * start, so that of two requests with the same `clientKey` the second finds the first one's message.
 * @throws AppError not_found, rule_broken when the number was removed, validation_failed, insufficient_credits
 */
export async function send({ tx, parts, actor, record }: TenantContext, body: NewText): Promise<Message> {
  const chat = found(await lockVisibleChat(tx, actor, body.chatId), 'chat');
  const earlier = body.clientKey === undefined ? undefined : await findByClientKey(tx, chat.id, body.clientKey);
  if (earlier) return presented(tx, actor, earlier);
  if (chat.connection_removed) throw lineRemoved();
  const text = textOf(body.text);
  if (body.replyToId !== undefined && !(await isInChat(tx, chat.id, body.replyToId))) throw notFound('message');
  const messageId = await enqueueMessage(tx, parts, {
    chatId: chat.id,
    contactId: chat.contact_id,
    connectionId: chat.connection_id,
    text,
    source: 'inbox',
    senderId: actor.userId,
    replyToId: body.replyToId ?? null,
    clientKey: body.clientKey ?? null,
  });
  const message = await presented(tx, actor, messageId);
  await touchChats(tx, [
    {
      chatId: chat.id,
      messageId,
      at: new Date(message.at),
      preview: previewOf(text, {}),
      direction: 'out',
      state: message.state,
      kind: message.kind,
      human: true,
    },
  ]);
  await record({ type: 'message.created', subjectId: messageId, data: { messageIds: [messageId] } });
  return message;
}

function textOf(given: string): string {
  const text = cleanText(given)?.trim();
  if (!text)
    throw new AppError('validation_failed', 'Write something first.', {
      details: [{ path: 'text', message: 'Write something first' }],
    });
  return text;
}

function lineRemoved(): AppError {
  return new AppError('rule_broken', 'The number of this chat was removed. Write to this person from another number.');
}

/**
 * Sends a failed or uncertain message again, because a person decided that it should be.
 * @throws AppError not_found, wrong_state, insufficient_credits
 */
export async function retry({ tx, parts, actor, record }: TenantContext, messageId: string): Promise<Message> {
  const before = found(await findVisibleMessage(tx, actor, messageId), 'message');
  if (!(await lockForRetry(tx, messageId))) throw new AppError('wrong_state', lineRemoved().message);
  await requeueMessage(tx, parts, messageId);
  const message = await presented(tx, actor, messageId);
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
      },
    ]);
  await record({ type: 'message.status', subjectId: messageId, data: { messageIds: [messageId] } });
  return message;
}
