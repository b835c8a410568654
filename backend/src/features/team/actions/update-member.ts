// A member's role and status.
import type { EndpointParsed, Member, updateUser } from '@parley/contract';
import { prisma } from '../../../platform/db/prisma';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { revokeSessions } from '../../auth';
import { mayBeGiven, releaseChatsOf } from '../../chats';
import { mayGive, mayTouch, type Standing, unmakesOwner } from '../policy';
import { presentMember } from '../present';
import { lockMember, lockOwners, type MemberRow } from '../queries';

type Changes = EndpointParsed<typeof updateUser>['body'];

/**
 * Changes a role, deactivates or reactivates. A deactivated member is signed out of this tenant.
 * @throws AppError not_found, forbidden, last_owner
 */
export async function updateMember(context: TenantContext, userId: string, changes: Changes): Promise<Member> {
  const { tx, actor } = context;
  const member = await lockTouchable(context, userId, {
    role: changes.role,
    after: (before) => ({ role: changes.role ?? before.role, status: changes.status ?? before.status }),
  });
  const after = { ...member, role: changes.role ?? member.role, status: changes.status ?? member.status };
  if (after.role !== member.role || after.status !== member.status) {
    await prisma.membership.updateMany({
      where: { tenantId: tx.tenantId, userId },
      data: { role: after.role, status: after.status },
    });
    if (after.status === 'deactivated') await revokeSessions({ userId, tenantId: tx.tenantId, reason: 'left_team' });
    if (after.status === 'deactivated') await releaseChatsOf(tx, context.parts, userId);
    else if (!mayBeGiven({ userId, role: after.role }, { ownerId: null }))
      await releaseChatsOf(tx, context.parts, userId, { keepOwn: true });
    await context.record({
      type: 'user.updated',
      subjectId: userId,
      data: { from: { role: member.role, status: member.status }, to: { role: after.role, status: after.status } },
    });
  }
  return presentMember(after, actor);
}

/**
 * The member, locked, if the caller may change them.
 * @param change the role they would get, and how they would stand afterwards (null: removed)
 * @throws AppError not_found, forbidden, last_owner
 */
export async function lockTouchable(
  { tx, actor }: TenantContext,
  userId: string,
  change: { role?: Standing['role'] | undefined; after: (before: Standing) => Standing | null },
): Promise<MemberRow> {
  // Owners first and in one order: whoever else wants to unmake an owner waits here.
  const owners = await lockOwners(tx);
  const member = found(await lockMember(tx, userId), 'person');
  if (!mayTouch(actor.role, member.role))
    throw new AppError('forbidden', 'Only an owner can change another owner. Ask one of them.');
  if (change.role && !mayGive(actor.role, change.role))
    throw new AppError('forbidden', 'Only an owner can make someone an owner. Choose a different role.');
  if (unmakesOwner(member, change.after(member)) && owners.every((id) => id === userId))
    throw new AppError('last_owner', 'This is the only owner. Make someone else an owner first.');
  return member;
}
