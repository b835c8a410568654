// Sending what a person wrote: everything is asked first, then it is queued whole or not at all.
import type { Message, NewOutboundMessage } from '@parley/contract';
import { capabilitiesOf } from '../../../channels/capabilities';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { type ChatRow, lockVisibleChat, touchChats } from '../../chats';
import { enqueueMessage } from '../../outbox';
import { presentMessages } from '../present';
import { findByClientKey } from '../queries';
import { previewOf } from '../text';
import { channelNames, demandOpenWindow } from '../window';
import { demandQuotable, demandUnanswered, dueAtOf } from './checks';
import { readFiles } from './files';
import { demandTakes, type PlannedMessage, planMessages, type Target } from './plan';
import { planTemplate } from './template';

/**
 * Queues what a person wrote, one message for each part. A person may answer somebody who opted out: only campaigns and automations are
 * barred. The chat is held from the start, so that of two requests with the same `clientKey` the second finds the first one's message.
 * @returns the first message; all are told over the live feed
 * @throws AppError not_found, rule_broken when the number was removed, answered_meanwhile, window_closed, validation_failed, unsupported_type,
 * too_large, insufficient_credits
 */
export async function send(context: TenantContext, body: NewOutboundMessage): Promise<Message> {
  const { tx, actor, record } = context;
  const chat = found(await lockVisibleChat(tx, actor, body.chatId), 'chat');
  const earlier = body.clientKey === undefined ? undefined : await findByClientKey(tx, chat.id, body.clientKey);
  if (earlier) return present(context, earlier);
  if (chat.connection_removed) throw lineRemoved();
  const now = new Date();
  const dueAt = dueAtOf(body.sendAt, now);
  await demandUnanswered(tx, actor, body);
  await demandQuotable(tx, chat.id, body.replyToId);
  const planned = await plan(context, chat, body, dueAt ?? now);
  demandOpenWindow(
    windowOf(context, chat),
    planned.map(({ kind }) => kind),
    dueAt ?? now,
    now,
  );
  const messageIds = await enqueueAll(context, chat, body, planned, dueAt);
  // What waits for its time is not the chat's last message yet.
  if (!dueAt) await touch(context, chat, planned, messageIds);
  await record({ type: 'message.created', subjectId: messageIds[0] ?? null, data: { messageIds } });
  return present(context, found(messageIds[0], 'message'));
}

async function plan(
  context: TenantContext,
  chat: ChatRow,
  body: NewOutboundMessage,
  at: Date,
): Promise<PlannedMessage[]> {
  const target: Target = { channel: chat.channel, capabilities: capabilitiesOf[chat.channel] };
  const planned = body.template
    ? [await planTemplate(context, chat, body, at)]
    : planMessages(body, target, await readFiles(context, chat, body.assetIds ?? []));
  demandTakes(planned, target, channelNames[chat.channel]);
  return planned;
}

/** The sender's key and the quote belong to the first of them. */
async function enqueueAll(
  { tx, parts, actor }: TenantContext,
  chat: ChatRow,
  { clientKey, replyToId }: NewOutboundMessage,
  planned: readonly PlannedMessage[],
  dueAt: Date | undefined,
): Promise<string[]> {
  const ids: string[] = [];
  for (const message of planned) {
    const isFirst = ids.length === 0;
    const id = await enqueueMessage(tx, parts, {
      ...message,
      chatId: chat.id,
      contactId: chat.contact_id,
      connectionId: chat.connection_id,
      source: 'inbox',
      senderId: actor.userId,
      replyToId: isFirst ? (replyToId ?? null) : null,
      clientKey: isFirst ? (clientKey ?? null) : null,
      ...(dueAt ? { dueAt } : {}),
    });
    ids.push(id);
  }
  return ids;
}

async function touch(
  { tx, actor }: TenantContext,
  chat: ChatRow,
  planned: readonly PlannedMessage[],
  messageIds: readonly string[],
): Promise<void> {
  // Their place in the thread, which within the second of the customer's message is not the time of now.
  const rows = await tx.query<{ id: string; at: Date }>(
    'select id, at from messages where tenant_id = $1 and id = any($2::uuid[])',
    [tx.tenantId, messageIds],
  );
  const places = new Map(rows.map((row) => [row.id, row.at]));
  await touchChats(
    tx,
    planned.map(({ kind, text, content }, index) => ({
      chatId: chat.id,
      messageId: found(messageIds[index], 'message'),
      at: found(places.get(messageIds[index] ?? ''), 'message'),
      preview: previewOf(text, { ...content }),
      direction: 'out' as const,
      state: 'queued' as const,
      kind,
      human: true,
      answeredBy: actor.userId,
    })),
  );
}

async function present({ tx, parts, actor }: TenantContext, messageId: string): Promise<Message> {
  const [message] = await presentMessages(tx, parts, actor, [messageId]);
  return found(message, 'message');
}

/** What the window of a chat depends on. */
export function windowOf({ parts }: Pick<TenantContext, 'parts'>, chat: ChatRow) {
  return {
    channel: chat.channel,
    lastInboundAt: chat.last_inbound_at,
    createdAt: chat.created_at,
    humanAgent: parts.config.meta?.humanAgent ?? false,
  };
}

export function lineRemoved(): AppError {
  return new AppError('rule_broken', 'The number of this chat was removed. Write to this person from another number.');
}
