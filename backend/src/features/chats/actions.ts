// What people do with chats: open, assign, set the status, read.
import type { Chat, ChatStatus, Role } from '@parley/contract';
import { demand } from '../../platform/actor';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { visibleContactsSql } from '../contacts';
import { chatKey, ensureChats } from './ensure';
import { wakeChatJob } from './jobs';
import { mayBeGiven, maySeeChat } from './policy';
import { presentChat, readChats } from './present';
import { findVisibleChat, lockVisibleChat } from './queries';

async function presented({ tx, actor }: TenantContext, chatId: string): Promise<Chat> {
  const [row] = await readChats(tx, [chatId]);
  return presentChat(found(row, 'chat'), actor);
}

export async function getChat({ tx, actor }: TenantContext, chatId: string): Promise<Chat> {
  return presentChat(found(await findVisibleChat(tx, actor, chatId), 'chat'), actor);
}

/**
 * The chat of a contact on a connection, made when there is none.
 * @throws AppError not_found, rule_broken when the contact has no address or somebody else answers this chat
 */
export async function openChat(
  { tx, actor, record }: TenantContext,
  pair: { contactId: string; connectionId: string },
): Promise<Chat> {
  const params: unknown[] = [tx.tenantId, pair.contactId];
  const contact = found(
    await tx.one<{ reachable: boolean }>(
      `select exists (select from identities i where i.tenant_id = $1 and i.contact_id = k.id) or k.phone is not null as reachable
       from contacts k where k.tenant_id = $1 and k.id = $2 and ${visibleContactsSql(actor, 'k', params)}`,
      params,
    ),
    'contact',
  );
  found(
    await tx.one(
      `select 1 from connections n where n.tenant_id = $1 and n.id = $2 and n.removed_at is null
         and ($3 or n.owner_id is null or n.owner_id = $4)`,
      [tx.tenantId, pair.connectionId, actor.can('connections.viewAll'), actor.userId],
    ),
    'connection',
  );
  if (!contact.reachable)
    throw new AppError('rule_broken', 'This contact has no phone number. Add one, then write to them.');
  const before = await tx.one<{ id: string }>(
    'select id from chats where tenant_id = $1 and contact_id = $2 and connection_id = $3',
    [tx.tenantId, pair.contactId, pair.connectionId],
  );
  const chatId = before?.id ?? found((await ensureChats(tx, [pair])).get(chatKey(pair)), 'contact');
  const [row] = await readChats(tx, [chatId]);
  const chat = found(row, 'chat');
  if (!maySeeChat(actor, { ownerId: chat.owner_id, assigneeId: chat.assignee_id }))
    throw new AppError(
      'rule_broken',
      `${chat.assignee_name ?? 'Somebody else'} is answering this chat. Ask them to hand it over.`,
    );
  if (!before) await record({ type: 'chat.created', subjectId: chatId });
  return presentChat(chat, actor);
}

/** @throws AppError not_found for an unknown member, rule_broken for one who could not see the chat */
export async function assignChat(context: TenantContext, chatId: string, userId: string | null): Promise<Chat> {
  const { tx, actor, record } = context;
  const chat = found(await lockVisibleChat(tx, actor, chatId), 'chat');
  demand(actor, 'messages.send');
  if (userId !== null) {
    const member = found(
      await tx.one<{ role: Role }>(
        "select role from memberships where tenant_id = $1 and user_id = $2 and status = 'active'",
        [tx.tenantId, userId],
      ),
      'team member',
    );
    if (!mayBeGiven({ userId, role: member.role }, { ownerId: chat.owner_id }))
      throw new AppError(
        'rule_broken',
        'A coach works with their own contacts. Make them the coach of this contact first, or choose somebody else.',
      );
  }
  if (chat.assignee_id !== userId) {
    await tx.query('update chats set assignee_id = $3, updated_at = now() where tenant_id = $1 and id = $2', [
      tx.tenantId,
      chatId,
      userId,
    ]);
    await record({ type: 'chat.assigned', subjectId: chatId, data: { from: chat.assignee_id, to: userId } });
  }
  return presented(context, chatId);
}

/**
 * Opens, parks, snoozes or closes. Closing also marks everything read: whoever closes a chat is done with it.
 * @throws AppError validation_failed when a snooze has no end in the future
 */
export async function setStatus(
  context: TenantContext,
  chatId: string,
  { status, snoozedUntil }: { status: ChatStatus; snoozedUntil?: string | undefined },
): Promise<Chat> {
  const { tx, actor, parts, record } = context;
  const until = status === 'snoozed' ? endOfSnooze(snoozedUntil) : null;
  const chat = found(await lockVisibleChat(tx, actor, chatId), 'chat');
  demand(actor, 'messages.send');
  if (chat.status !== status || until) {
    await tx.query(
      `update chats set status = $3, snoozed_until = $4, unread_count = case when $3 = 'closed' then 0 else unread_count end, updated_at = now()
       where tenant_id = $1 and id = $2`,
      [tx.tenantId, chatId, status, until],
    );
    await record({ type: 'chat.updated', subjectId: chatId, data: { status } });
    if (until)
      tx.afterCommit(() =>
        parts.queues.ring(
          wakeChatJob,
          { tenantId: tx.tenantId, chatId },
          { key: chatId, delayMs: Math.max(0, until.getTime() - Date.now()) },
        ),
      );
  }
  return presented(context, chatId);
}

function endOfSnooze(given: string | undefined): Date {
  const until = given === undefined ? undefined : new Date(given);
  if (!until || until.getTime() <= Date.now())
    throw new AppError('validation_failed', 'Say until when to snooze: a time in the future.', {
      details: [{ path: 'snoozedUntil', message: 'Choose a time in the future' }],
    });
  return until;
}

/** Marks everything in the chat read. Repeating it changes nothing. */
export async function readChat({ tx, actor, record }: TenantContext, chatId: string): Promise<Record<string, never>> {
  const chat = found(await findVisibleChat(tx, actor, chatId), 'chat');
  if (chat.unread_count === 0) return {};
  const changed = await tx.one(
    'update chats set unread_count = 0, updated_at = now() where tenant_id = $1 and id = $2 and unread_count > 0 returning id',
    [tx.tenantId, chatId],
  );
  if (changed) await record({ type: 'chat.read', subjectId: chatId });
  return {};
}
