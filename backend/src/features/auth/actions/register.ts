// Register: a person, a tenant they own, and its credit account, all or nothing.
import type { EndpointParsed, register as registerEndpoint, SignedIn } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import { AppError } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { BaseContext } from '../../../platform/http/context';
import { newId } from '../../../platform/ids';
import { openAccount } from '../../credits';
import { hashPassword } from '../passwords';
import { checkPlace } from '../places';
import { openSession, toSignedIn } from '../sessions';
import { createUser } from './create-user';

type Registration = EndpointParsed<typeof registerEndpoint>['body'];

/** @throws AppError email_taken, validation_failed, too_many_requests */
export async function register(context: BaseContext, body: Registration): Promise<SignedIn> {
  const { parts, requestId } = context;
  checkPlace(body);
  const passwordHash = await hashPassword(parts.config, body.password);
  return parts.db.withTenant(newId(), async (tx) => {
    const userId = await createUser(tx, { ...body, passwordHash });
    if (!userId)
      throw new AppError('email_taken', 'This e-mail address already has an account. Sign in, or reset the password.');
    await createTenant(tx, userId, body, parts.config.credits.onSignup);
    const session = await openSession(context, tx, userId);
    await recordEvent(tx, parts.publish, {
      type: 'tenant.created',
      actorId: userId,
      subjectId: tx.tenantId,
      requestId,
    });
    return toSignedIn(parts, tx, session);
  });
}

async function createTenant(tx: TenantTx, ownerId: string, body: Registration, credits: number): Promise<void> {
  await tx.query(
    `insert into tenants (id, name, locale, timezone, country)
     values ($1, $2, coalesce($3, 'en'), coalesce($4, 'UTC'), coalesce($5, 'US'))`,
    [tx.tenantId, body.tenantName ?? body.name, body.locale ?? null, body.timezone ?? null, body.country ?? null],
  );
  await tx.query("insert into memberships (tenant_id, user_id, role) values ($1, $2, 'owner')", [tx.tenantId, ownerId]);
  await openAccount(tx, credits);
}
