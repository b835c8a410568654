// Counters of the inbox: sums of what changes of chats added (see the migration of chat_tallies), so that they cost the same however many
// chats there are.
import type { ChatCounts } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { chatVisibleSql, type Viewer } from './policy';

/** Open chats per tab, and chats with unread messages, of those that the actor sees. */
export async function countChats(tx: TenantTx, actor: Viewer): Promise<ChatCounts> {
  const params: unknown[] = [tx.tenantId, actor.userId];
  const counts = await tx.one<ChatCounts>(
    `select coalesce(sum(t.open) filter (where t.assignee_id = $2), 0)::int as mine,
       coalesce(sum(t.open) filter (where t.assignee_id is null), 0)::int as unassigned,
       coalesce(sum(t.open), 0)::int as "all", coalesce(sum(t.unread_chats), 0)::int as unread
     from chat_tallies t where t.tenant_id = $1 and ${chatVisibleSql(actor, 't', params)}`,
    params,
  );
  return counts ?? { mine: 0, unassigned: 0, all: 0, unread: 0 };
}

/** Unread messages that the actor can see, and in how many chats. */
export async function countUnread(tx: TenantTx, actor: Viewer): Promise<{ unread: number; chats: number }> {
  const params: unknown[] = [tx.tenantId];
  const counts = await tx.one<{ unread: number; chats: number }>(
    `select coalesce(sum(t.unread_messages), 0)::int as unread, coalesce(sum(t.unread_chats), 0)::int as chats from chat_tallies t
     where t.tenant_id = $1 and ${chatVisibleSql(actor, 't', params)}`,
    params,
  );
  return counts ?? { unread: 0, chats: 0 };
}

/** Adds the rows of a tenant up to one per answerer and coach. The sums stay what they are at every instant. */
export async function foldTallies(tx: TenantTx): Promise<void> {
  await tx.query(
    `with taken as (delete from chat_tallies where tenant_id = $1 returning *)
     insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages, folded)
     select tenant_id, assignee_id, owner_id, sum(open), sum(unread_chats), sum(unread_messages), true from taken
     group by tenant_id, assignee_id, owner_id having sum(open) <> 0 or sum(unread_chats) <> 0 or sum(unread_messages) <> 0`,
    [tx.tenantId],
  );
}
