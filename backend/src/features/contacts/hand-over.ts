// A contact gets another coach: its chats follow, and a coach who can no longer see them stops answering them.
import { roleHas, roles } from '@parley/contract';
import type { TenantContext } from '../../platform/http/context';

/** Roles that see the chats of their own contacts alone. */
const ownChatsOnly = roles.filter((role) => !roleHas(role, 'chats.viewAll') && !roleHas(role, 'chats.viewUnassigned'));

/** Gives the chats of a contact, whose row the caller has locked and changed, to its new owner; one event for all of them. */
export async function handOverChats(
  { tx, record }: TenantContext,
  contactId: string,
  { from, to }: { from: string | null; to: string | null },
): Promise<void> {
  const chats = await tx.query<{ id: string }>(
    `with locked as (
       select c.id from chats c where c.tenant_id = $1 and c.contact_id = $2 order by c.id for no key update
     )
     update chats c set owner_id = $3, updated_at = now(),
       assignee_id = case when c.assignee_id is distinct from $3 and exists (
         select from memberships m where m.tenant_id = $1 and m.user_id = c.assignee_id and m.role = any($4::text[])) then null else c.assignee_id end
     from locked l where c.tenant_id = $1 and c.id = l.id returning c.id`,
    [tx.tenantId, contactId, to, ownChatsOnly],
  );
  if (chats.length === 0) return;
  const chatIds = chats.map(({ id }) => id);
  await record({ type: 'chat.updated', data: { chatIds, ownerBefore: from, owner: to } });
}
