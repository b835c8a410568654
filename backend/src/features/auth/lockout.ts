// Guessing one account's password is stopped after a few failures, whatever the addresses the guesses come from.
import { hashToken } from '../../platform/crypto';
import { AppError } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';

const maxFailures = 10;
const windowSeconds = 15 * 60;

const countAttempt = `
local n = redis.call('INCR', KEYS[1])
if n == 1 then redis.call('EXPIRE', KEYS[1], ARGV[1]) end
return {n, redis.call('TTL', KEYS[1])}
`;

/**
 * Runs one attempt at an account's password. Each is counted before it is judged, so that guesses side by side cannot slip through; a right
 * one clears the count. Unknown addresses lock the same way, so that the lock does not tell which exist. Without Redis nothing is counted:
 * signing in still works and the limit per IP still holds.
 * @param email in lower case
 * @throws AppError account_locked
 */
export async function guardAttempt(parts: Parts, email: string, attempt: () => Promise<boolean>): Promise<boolean> {
  const { redis } = parts;
  const key = keyOf(parts, email);
  if (redis.status !== 'ready') return attempt();
  // The script above answers two integers.
  const [count, ttlSeconds] = (await redis.eval(countAttempt, 1, key, windowSeconds)) as [number, number];
  if (count > maxFailures) {
    const minutes = Math.ceil(ttlSeconds / 60);
    throw new AppError(
      'account_locked',
      `Too many wrong passwords. Wait ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}, or reset the password by mail.`,
      { retryAfterSeconds: Math.max(1, ttlSeconds) },
    );
  }
  const right = await attempt().catch(async (error: unknown) => {
    // Not judged (the server was too busy), so not a failure.
    await redis.decr(key);
    throw error;
  });
  if (right) await redis.del(key);
  return right;
}

/** Forgets the failures of an account, whose password was chosen anew. @param email in lower case */
export async function clearAttempts(parts: Parts, email: string): Promise<void> {
  if (parts.redis.status === 'ready') await parts.redis.del(keyOf(parts, email));
}

function keyOf(parts: Parts, email: string): string {
  return redisKey(parts.config.redis, 'attempts', hashToken(email).toString('base64url'));
}
