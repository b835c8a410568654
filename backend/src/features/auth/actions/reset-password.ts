// A forgotten password: a link by mail, and a new password with it.
import { hashToken, newToken } from '../../../platform/crypto';
import type { Sql } from '../../../platform/db/database';
import { AppError } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { BaseContext } from '../../../platform/http/context';
import type { Parts } from '../../../platform/parts';
import { clearAttempts } from '../lockout';
import { hashPassword } from '../passwords';
import { findAccount, findHomeTenant } from '../queries';

const lifeMinutes = 30;

/**
 * Mails a reset link if the address has an account. The work happens after the answer, so that its time does not tell which addresses
 * exist. A newer link replaces the older ones.
 */
export function askForReset({ parts, log }: BaseContext, email: string): void {
  mailResetLink(parts, email).catch((error: unknown) => log.error('a password reset mail failed', { error }));
}

async function mailResetLink(parts: Parts, email: string): Promise<void> {
  const system = parts.db.system('password reset: people are global');
  const account = await findAccount(system, email);
  if (!account) return;
  const token = newToken();
  await system.query(
    `with older as (delete from mail_tokens where user_id = $2 and purpose = 'password_reset')
     insert into mail_tokens (token_hash, user_id, purpose, expires_at)
     values ($1, $2, 'password_reset', now() + interval '${lifeMinutes} minutes')`,
    [hashToken(token), account.id],
  );
  await parts.mail.send({
    to: account.email,
    subject: 'Choose a new Parley password',
    text: `Hello ${account.name},\n\nopen this link within ${lifeMinutes} minutes to choose a new password:\n${parts.config.publicUrl}/reset?token=${token}\n\nIf you did not ask for this, ignore this mail: your password stays as it is.`,
  });
}

/**
 * Sets a new password and signs the person out everywhere.
 * @throws AppError invitation_invalid when the link was used or has run out
 */
export async function resetPassword({ parts, requestId }: BaseContext, token: string, password: string): Promise<void> {
  const tokenHash = hashToken(token);
  const system = parts.db.system('password reset: people are global');
  const [owner] = await system.query<{ user_id: string; email: string }>(
    `select t.user_id, lower(u.email) as email from mail_tokens t join users u on u.id = t.user_id
     where t.token_hash = $1 and t.purpose = 'password_reset' and t.used_at is null and t.expires_at > now()`,
    [tokenHash],
  );
  if (!owner) throw staleLink();
  const passwordHash = await hashPassword(parts.config, password);
  const tenantId = await findHomeTenant(system, owner.user_id);
  if (!tenantId) await useToken(system, tokenHash, passwordHash);
  else
    await parts.db.withTenant(tenantId, async (tx) => {
      await useToken(tx, tokenHash, passwordHash);
      await recordEvent(tx, parts.publish, {
        type: 'password.reset',
        actorId: owner.user_id,
        subjectId: owner.user_id,
        requestId,
      });
    });
  await clearAttempts(parts, owner.email);
}

/** One statement, so that a link works once and never by halves. */
async function useToken(sql: Sql, tokenHash: Buffer, passwordHash: string): Promise<void> {
  const used = await sql.query(
    `with used as (
       update mail_tokens set used_at = now() where token_hash = $1 and used_at is null and expires_at > now() returning user_id
     ), ended as (
       update sessions s set revoked_at = now(), revoked_reason = 'password_reset'
       from used where s.user_id = used.user_id and s.revoked_at is null
     )
     update users u set password_hash = $2, updated_at = now() from used where u.id = used.user_id returning u.id`,
    [tokenHash, passwordHash],
  );
  if (used.length === 0) throw staleLink();
}

function staleLink(): AppError {
  return new AppError('invitation_invalid', 'This link was used or has run out. Ask for a new one.');
}
