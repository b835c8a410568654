// Invitations: asking someone in by mail, and withdrawing it.
import type { createInvitation, EndpointOutput, EndpointParsed } from '@parley/contract';
import { hashToken, newToken } from '../../../platform/crypto';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { mayGive } from '../policy';
import { presentInvitation } from '../present';
import { findTenant, type InvitationRow, isMember } from '../queries';

const lifeDays = 7;

/**
 * Invites an address in a role. The link is mailed after commit and returned once, for handing over by other means; asking again for an
 * address that has not accepted replaces its link.
 * @throws AppError forbidden when the role stands above the caller's, conflict when the address is a member already
 */
export async function invite(
  context: TenantContext,
  { email, role }: EndpointParsed<typeof createInvitation>['body'],
): Promise<EndpointOutput<typeof createInvitation>> {
  const { tx, actor, parts } = context;
  if (!mayGive(actor.role, role))
    throw new AppError('forbidden', 'Only an owner can invite another owner. Choose a different role.');
  if (await isMember(tx, email))
    throw new AppError('conflict', 'This person is in your team already. Change their role there instead.');
  const token = newToken();
  const row = found(
    await tx.one<InvitationRow>(
      `insert into invitations (tenant_id, email, role, token_hash, invited_by, expires_at)
       values ($1, $2, $3, $4, $5, now() + interval '${lifeDays} days')
       on conflict (tenant_id, lower(email)) where accepted_at is null do update
         set role = excluded.role, token_hash = excluded.token_hash, invited_by = excluded.invited_by, expires_at = excluded.expires_at
       returning id, email, role, expires_at as "expiresAt", accepted_at as "acceptedAt", created_at as "createdAt"`,
      [tx.tenantId, email, role, hashToken(token), actor.userId],
    ),
    'invitation',
  );
  const tenant = found(await findTenant(tx), 'team');
  await context.record({ type: 'invitation.created', subjectId: row.id, data: { email, role } });
  const acceptUrl = `${parts.config.publicUrl}/invite/${token}`;
  tx.afterCommit(() =>
    parts.mail.send({
      to: email,
      subject: `${actor.name} invites you to ${tenant.name} on Parley`,
      text: `${actor.name} invites you to join ${tenant.name} on Parley.\n\nOpen this link within ${lifeDays} days:\n${acceptUrl}\n\nIf you did not expect this, ignore this mail.`,
    }),
  );
  return { ...presentInvitation(row), acceptUrl };
}

/** Withdraws an invitation; its link stops working. @throws AppError not_found when it is unknown or accepted */
export async function revokeInvitation(context: TenantContext, id: string): Promise<void> {
  const { tx } = context;
  const gone = await tx.one<{ email: string }>(
    'delete from invitations where tenant_id = $1 and id = $2 and accepted_at is null returning email',
    [tx.tenantId, id],
  );
  await context.record({ type: 'invitation.revoked', subjectId: id, data: { email: found(gone, 'invitation').email } });
}
