// Changing a chat: its status, who answers, its tags, and whether automations are silent. Each change that was one is told as its own event.
import type { Chat, ChatStatus, EndpointParsed, Role, updateChat } from '@parley/contract';
import { demand } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, found } from '../../../platform/errors';
import type { NewEvent } from '../../../platform/events';
import type { TenantContext } from '../../../platform/http/context';
import { wakeChatJob } from '../jobs';
import { mayBeGiven } from '../policy';
import { type ChatRow, presentChat, readChats } from '../present';
import { lockVisibleChat } from '../queries';

export type ChatChanges = EndpointParsed<typeof updateChat>['body'];

/**
 * What is left out stays. Closing also marks everything read: whoever closes a chat is done with it.
 * @throws AppError not_found for an unknown chat, member or tag; rule_broken for a member who could not see the chat; validation_failed when a
 * snooze has no end in the future
 */
export async function changeChat(context: TenantContext, chatId: string, changes: ChatChanges): Promise<Chat> {
  const { tx, parts, actor } = context;
  const until = changes.status === 'snoozed' ? endOfSnooze(changes.snoozedUntil) : null;
  const before = found(await lockVisibleChat(tx, actor, chatId), 'chat');
  demand(actor, 'messages.send');
  const events = [
    await giveTo(tx, before, changes.assigneeId),
    await setStatus(tx, before, changes.status, until),
    changes.tagIds && (await setTags(tx, before, changes.tagIds)),
    await setTakeover(tx, before, changes.takeover),
  ];
  for (const event of events) if (event) await context.record({ ...event, subjectId: chatId });
  if (until) tx.afterCommit(() => ringWake(context, chatId, until));
  const [after] = await readChats(tx, [chatId]);
  return presentChat(found(after, 'chat'), parts, actor);
}

type Change = Promise<Pick<NewEvent, 'type' | 'data'> | undefined>;

async function giveTo(tx: TenantTx, chat: ChatRow, userId: string | null | undefined): Change {
  if (userId === undefined) return undefined;
  if (userId !== null) await demandAnswerer(tx, chat, userId);
  if (userId === chat.assignee_id) return undefined;
  // Put back among the open ones, it waits for somebody.
  await tx.query(
    `update chats set assignee_id = $3, waiting_since = case when $3::uuid is null and status = 'open' then now() end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, chat.id, userId],
  );
  return { type: 'chat.assigned', data: { from: chat.assignee_id, to: userId } };
}

async function demandAnswerer(tx: TenantTx, chat: ChatRow, userId: string): Promise<void> {
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

async function setStatus(tx: TenantTx, chat: ChatRow, status: ChatStatus | undefined, until: Date | null): Change {
  if (status === undefined || (status === chat.status && !until)) return undefined;
  await tx.query(
    `update chats set status = $3, snoozed_until = $4, unread_count = case when $3 = 'closed' then 0 else unread_count end,
       waiting_since = case when assignee_id is null and $3 = 'open' then coalesce(waiting_since, now()) end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, chat.id, status, until],
  );
  return { type: 'chat.updated', data: { status } };
}

async function setTags(tx: TenantTx, chat: ChatRow, wanted: readonly string[]): Change {
  const tagIds = [...new Set(wanted)];
  // Held, so that none is removed before this commits.
  const known = await tx.query(
    'select id from tags where tenant_id = $1 and id = any($2::uuid[]) order by id for key share',
    [tx.tenantId, tagIds],
  );
  if (known.length < tagIds.length) found(undefined, 'tag');
  const had = new Set(chat.tags.map((tag) => tag.id));
  if (had.size === tagIds.length && tagIds.every((id) => had.has(id))) return undefined;
  await tx.query('delete from chat_tags where tenant_id = $1 and chat_id = $2 and tag_id <> all($3::uuid[])', [
    tx.tenantId,
    chat.id,
    tagIds,
  ]);
  await tx.query(
    'insert into chat_tags (tenant_id, chat_id, tag_id) select $1, $2, t from unnest($3::uuid[]) t on conflict do nothing',
    [tx.tenantId, chat.id, tagIds],
  );
  return { type: 'chat.tagged', data: { tagIds } };
}

/** Letting automations in again also ends the silence that a person's answer began. */
async function setTakeover(tx: TenantTx, chat: ChatRow, on: boolean | undefined): Change {
  const quiet = chat.taken_over || (chat.human_until?.getTime() ?? 0) > Date.now();
  if (on === undefined || on === (on ? chat.taken_over : quiet)) return undefined;
  await tx.query(
    'update chats set taken_over = $3, human_until = case when $3 then human_until end, updated_at = now() where tenant_id = $1 and id = $2',
    [tx.tenantId, chat.id, on],
  );
  return { type: 'chat.taken_over', data: { on } };
}

function ringWake({ parts, tx }: TenantContext, chatId: string, until: Date): Promise<void> {
  const delayMs = Math.max(0, until.getTime() - Date.now());
  return parts.queues.ring(wakeChatJob, { tenantId: tx.tenantId, chatId }, { key: chatId, delayMs });
}

function endOfSnooze(given: string | undefined): Date {
  const until = given === undefined ? undefined : new Date(given);
  if (!until || until.getTime() <= Date.now())
    throw new AppError('validation_failed', 'Say until when to snooze: a time in the future.', {
      details: [{ path: 'snoozedUntil', message: 'Choose a time in the future' }],
    });
  return until;
}
