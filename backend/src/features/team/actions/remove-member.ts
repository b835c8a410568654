// Removing a member. What they owned stays with the tenant: contacts, chats and campaigns without a coach, connections for everybody.
import type { TenantTx } from '../../../platform/db/database';
import { prisma } from '../../../platform/db/prisma';
import type { TenantContext } from '../../../platform/http/context';
import { revokeSessions } from '../../auth';
import { releaseChatsOf } from '../../chats';
import { lockTouchable } from './update-member';

/** @throws AppError not_found, forbidden, last_owner */
export async function removeMember(context: TenantContext, userId: string): Promise<void> {
  const { tx } = context;
  const member = await lockTouchable(context, userId, { after: () => null });
  await revokeSessions({ userId, tenantId: tx.tenantId, reason: 'left_team' });
  await releaseChatsOf(tx, context.parts, userId);
  await markTemplates(tx, userId, member.name);
  await prisma.membership.deleteMany({ where: { tenantId: tx.tenantId, userId } });
  await context.record({ type: 'user.removed', subjectId: userId, data: { name: member.name, role: member.role } });
}

/**
 * Personal templates lose their owner with the membership, and ownerless ones share one set of names: a name that is taken there already
 * gets its writer's name behind it.
 */
async function markTemplates(tx: TenantTx, userId: string, name: string): Promise<void> {
  await tx.query(
    `update templates t set name = left(t.name, 60) || ' (' || left($3, 40) || ', ' || right(t.id::text, 6) || ')'
     where t.tenant_id = $1 and t.owner_id = $2 and exists (
       select from templates o where o.tenant_id = $1 and o.owner_id is null and o.scope = t.scope and lower(o.name) = lower(t.name))`,
    [tx.tenantId, userId, name],
  );
}
