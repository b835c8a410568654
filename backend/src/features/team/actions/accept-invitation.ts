// Accepting an invitation: the token names the tenant; a new person makes an account, a known one proves theirs.
import type { acceptInvitation as acceptEndpoint, EndpointParsed, SignedIn } from '@parley/contract';
import { hashToken } from '../../../platform/crypto';
import type { TenantTx } from '../../../platform/db/database';
import { AppError } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { BaseContext } from '../../../platform/http/context';
import {
  createUser,
  findAccount,
  guardAttempt,
  hashPassword,
  isPassword,
  openSession,
  toSignedIn,
  wrongCredentials,
} from '../../auth';

type Acceptance = EndpointParsed<typeof acceptEndpoint>['body'];

/** @throws AppError invitation_invalid, invalid_credentials, account_locked, validation_failed when a new person gives no name */
export async function acceptInvitation(context: BaseContext, token: string, body: Acceptance): Promise<SignedIn> {
  const { parts, requestId } = context;
  const tokenHash = hashToken(token);
  const system = parts.db.system('an invitation names its tenant');
  const [invitation] = await system.query<{ tenant_id: string; email: string }>('select * from find_invitation($1)', [
    tokenHash,
  ]);
  if (!invitation) throw invalidInvitation();
  const account = await findAccount(system, invitation.email.toLowerCase());
  const passwordHash = account ? undefined : await prepareNewPerson(context, body);
  if (account) await proveAccount(context, account, body.password);
  return parts.db.withTenant(invitation.tenant_id, async (tx) => {
    const { role } = await takeInvitation(tx, tokenHash);
    const userId =
      account?.id ??
      (await createUser(tx, { email: invitation.email, name: body.name ?? '', passwordHash: passwordHash ?? '' }));
    // Someone registered this address in the meantime: their password decides, so they come again.
    if (!userId) throw wrongCredentials();
    const joined = await tx.one(
      'insert into memberships (tenant_id, user_id, role) values ($1, $2, $3) on conflict do nothing returning user_id',
      [tx.tenantId, userId, role],
    );
    if (!joined) throw invalidInvitation();
    const session = await openSession(context, tx, userId);
    await recordEvent(tx, parts.publish, {
      type: 'user.joined',
      actorId: userId,
      subjectId: userId,
      data: { role },
      requestId,
    });
    return toSignedIn(parts, tx, session);
  });
}

async function prepareNewPerson({ parts }: BaseContext, { name, password }: Acceptance): Promise<string> {
  if (!name)
    throw new AppError('validation_failed', 'Enter your name.', {
      details: [{ path: 'name', message: 'Enter your name' }],
    });
  return hashPassword(parts.config, password);
}

async function proveAccount(
  { parts }: BaseContext,
  account: { email: string; password_hash: string },
  password: string,
): Promise<void> {
  const right = await guardAttempt(parts, account.email, () =>
    isPassword(parts.config, password, account.password_hash),
  );
  if (!right)
    throw new AppError(
      'invalid_credentials',
      'This e-mail address already has an account. Enter the password of that account.',
    );
}

/** Uses the invitation up; of two acceptances at the same moment one waits and then finds nothing. */
async function takeInvitation(tx: TenantTx, tokenHash: Buffer): Promise<{ role: string }> {
  const taken = await tx.one<{ role: string }>(
    `update invitations set accepted_at = now()
     where tenant_id = $1 and token_hash = $2 and accepted_at is null and expires_at > now() returning role`,
    [tx.tenantId, tokenHash],
  );
  if (!taken) throw invalidInvitation();
  return taken;
}

function invalidInvitation(): AppError {
  return new AppError('invitation_invalid', 'This invitation was used, withdrawn or has run out. Ask for a new one.');
}
