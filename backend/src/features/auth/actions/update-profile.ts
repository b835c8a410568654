// My own name, language, coach answers and password.
import type { EndpointParsed, Session, updateProfile as updateEndpoint } from '@parley/contract';
import { prisma } from '../../../platform/db/prisma';
import { AppError, found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { ActorContext } from '../../../platform/http/context';
import { guardAttempt } from '../lockout';
import { hashPassword, isPassword } from '../passwords';
import { describeSession } from '../sessions';
import { revokeSessions } from './revoke-sessions';

type Changes = EndpointParsed<typeof updateEndpoint>['body'];

/**
 * Changing the password takes the current one and ends the person's other sessions.
 * @throws AppError invalid_credentials, validation_failed, account_locked
 */
export async function updateProfile(context: ActorContext, changes: Changes): Promise<Session> {
  const { parts, actor, requestId } = context;
  const passwordHash =
    changes.newPassword === undefined ? undefined : await replacePassword(context, changes.newPassword, changes);
  return parts.db.withTenant(actor.tenantId, async (tx) => {
    const { name, locale, coachProfile } = changes;
    await prisma.user.update({
      where: { id: actor.userId },
      data: { name, locale, coachProfile, passwordHash, updatedAt: new Date() },
      select: { id: true },
    });
    if (passwordHash)
      await revokeSessions({ userId: actor.userId, exceptId: actor.sessionId, reason: 'password_changed' });
    await recordEvent(tx, parts.publish, {
      type: 'user.updated',
      actorId: actor.userId,
      subjectId: actor.userId,
      data: { fields: changedFields(changes) },
      requestId,
    });
    return describeSession(parts, tx, actor.userId);
  });
}

async function replacePassword(
  { parts, actor }: ActorContext,
  newPassword: string,
  { currentPassword }: Changes,
): Promise<string> {
  if (!currentPassword) throw wrongField('validation_failed', 'Enter your current password');
  const [account] = await parts.db
    .system('users are global')
    .query<{ email: string; password_hash: string }>(
      'select lower(email) as email, password_hash from users where id = $1',
      [actor.userId],
    );
  const { email, password_hash } = found(account, 'account');
  const right = await guardAttempt(parts, email, () => isPassword(parts.config, currentPassword, password_hash));
  if (!right) throw wrongField('invalid_credentials', 'Your current password is not right');
  return hashPassword(parts.config, newPassword);
}

function wrongField(code: 'validation_failed' | 'invalid_credentials', message: string): AppError {
  return new AppError(code, `${message}.`, { details: [{ path: 'currentPassword', message }] });
}

/** Names for the audit log; a password is named, never shown. */
function changedFields({ name, locale, coachProfile, newPassword }: Changes): string[] {
  return Object.entries({ name, locale, coachProfile, password: newPassword })
    .filter(([, value]) => value !== undefined)
    .map(([field]) => field);
}
