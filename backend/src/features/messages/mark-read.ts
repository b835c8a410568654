// Marking chats read, whole or up to a message, and telling the customer where the tenant wants it.
import type { TenantTx } from '../../platform/db/database';
import { notFound } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { chatVisibleSql, readChat } from '../chats';
import { ringReceipts } from './read-receipts';

type Nothing = Record<string, never>;

/** @throws AppError not_found */
export async function markChatRead(context: TenantContext, chatId: string): Promise<Nothing> {
  if (await readChat(context, chatId)) ringReceipts(context, [chatId]);
  return {};
}

/**
 * Marks the chats of these messages read up to the newest of them; what arrived later stays unread.
 * @throws AppError not_found when one of them is not there or may not be seen; nothing is changed then
 */
export async function markReadUpTo(context: TenantContext, messageIds: readonly string[]): Promise<Nothing> {
  const { tx, actor, record } = context;
  const ids = [...new Set(messageIds)];
  const params: unknown[] = [tx.tenantId, ids];
  const visible = await tx.query<{ chat_id: string }>(
    `select m.chat_id from messages m join chats c on c.tenant_id = m.tenant_id and c.id = m.chat_id
     where m.tenant_id = $1 and m.id = any($2::uuid[]) and ${chatVisibleSql(actor, 'c', params)}`,
    params,
  );
  if (visible.length < ids.length) throw notFound('message');
  const chatIds = await lowerUnread(tx, ids);
  if (chatIds.length > 0) {
    await record({ type: 'chat.read', data: { chatIds } });
    ringReceipts(context, chatIds);
  }
  return {};
}

/** @returns chats whose count changed */
async function lowerUnread(tx: TenantTx, ids: readonly string[]): Promise<string[]> {
  const changed = await tx.query<{ id: string }>(
    `with newest as (
       select distinct on (m.chat_id) m.chat_id, m.at, m.id from messages m
       where m.tenant_id = $1 and m.id = any($2::uuid[]) order by m.chat_id, m.at desc, m.id desc
     ), locked as (
       select c.id, c.unread_count, n.at, n.id as message_id from chats c join newest n on n.chat_id = c.id
       where c.tenant_id = $1 order by c.id for no key update of c
     ), left_over as (
       select l.id, l.unread_count, (
         select count(*)::int from (
           select 1 from messages x where x.tenant_id = $1 and x.chat_id = l.id and x.direction = 'in' and x.kind <> 'reaction'
             and (x.at, x.id) > (l.at, l.message_id) limit l.unread_count) y) as unread
       from locked l
     )
     update chats c set unread_count = l.unread, updated_at = now()
     from left_over l where c.tenant_id = $1 and c.id = l.id and l.unread < l.unread_count returning c.id`,
    [tx.tenantId, ids],
  );
  return changed.map(({ id }) => id);
}
