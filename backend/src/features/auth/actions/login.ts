// Sign in with e-mail and password.
import type { EndpointParsed, login as loginEndpoint, SignedIn } from '@parley/contract';
import { AppError } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { BaseContext } from '../../../platform/http/context';
import { guardAttempt } from '../lockout';
import { isPassword } from '../passwords';
import { findAccount, findHomeTenant } from '../queries';
import { openSession, toSignedIn } from '../sessions';

/** @throws AppError invalid_credentials, account_locked, too_many_requests, forbidden when the person belongs to no active tenant */
export async function login(
  context: BaseContext,
  { email, password }: EndpointParsed<typeof loginEndpoint>['body'],
): Promise<SignedIn> {
  const { parts, requestId } = context;
  const system = parts.db.system('sign-in: the tenant is known only after the person');
  const account = await findAccount(system, email);
  const right = await guardAttempt(parts, email, () => isPassword(parts.config, password, account?.password_hash));
  if (!right || !account) throw wrongCredentials();
  const tenantId = await findHomeTenant(system, account.id);
  if (!tenantId) throw new AppError('forbidden', 'You belong to no active team any more. Ask for a new invitation.');
  return parts.db.withTenant(tenantId, async (tx) => {
    const session = await openSession(context, tx, account.id);
    await recordEvent(tx, parts.publish, {
      type: 'user.signed_in',
      actorId: account.id,
      subjectId: account.id,
      requestId,
    });
    return toSignedIn(parts, tx, session);
  });
}

/** One answer for an unknown address and a wrong password. */
export function wrongCredentials(): AppError {
  return new AppError('invalid_credentials', 'The e-mail address or the password is not right.');
}
