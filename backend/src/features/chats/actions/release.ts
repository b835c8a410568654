// The chats of somebody who leaves the team go back among those that wait for somebody.
import type { TenantTx } from '../../../platform/db/database';
import { recordEvent } from '../../../platform/events';
import type { Parts } from '../../../platform/parts';

/**
 * Unassigns the chats of the member; one event for all of them. Call it in the transaction in which they stop answering.
 * @param of.keepOwn chats of their own contacts stay theirs: they become a coach
 */
export async function releaseChatsOf(
  tx: TenantTx,
  parts: Parts,
  userId: string,
  { keepOwn = false }: { keepOwn?: boolean } = {},
): Promise<void> {
  const released = await tx.query<{ id: string; status: string }>(
    `with locked as (
       select c.id from chats c where c.tenant_id = $1 and c.assignee_id = $2 and not ($3 and c.owner_id is not distinct from $2) order by c.id for no key update of c
     )
     update chats c set assignee_id = null, waiting_since = case when c.status = 'open' then now() end, updated_at = now()
     from locked l where c.tenant_id = $1 and c.id = l.id returning c.id, c.status`,
    [tx.tenantId, userId, keepOwn],
  );
  // Nobody looks at closed ones; their lists are read afresh when somebody does.
  const chatIds = released.filter(({ status }) => status !== 'closed').map(({ id }) => id);
  if (chatIds.length > 0)
    await recordEvent(tx, parts.publish, { type: 'chat.assigned', data: { chatIds, from: userId, to: null } });
}
