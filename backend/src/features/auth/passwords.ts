// Password hashing: bcrypt, with few hashes at work at once so that a flood of sign-ins cannot take the processor from everything else.
import bcrypt from 'bcrypt';
import type { Config } from '../../platform/config';
import { AppError } from '../../platform/errors';
import { createGate } from './gate';

/** OWASP asks for at least 10; 12 costs about a quarter of a second here. Tests hash often and protect nothing. */
const cost = (config: Config) => (config.nodeEnv === 'test' ? 4 : 12);
/** bcrypt reads no further; a longer password is never right, because none longer can be chosen. */
const maxBytes = 72;

const gate = createGate(2, 100, () => {
  throw new AppError('too_many_requests', 'Too many people are signing in right now. Try again in a few seconds.', {
    retryAfterSeconds: 5,
  });
});

const decoys = new Map<number, Promise<string>>();

/** @throws AppError too_many_requests when too many hashes wait already */
export function hashPassword(config: Config, password: string): Promise<string> {
  return gate(() => bcrypt.hash(password, cost(config)));
}

/**
 * Compares; without a hash (nobody has that address) the same work is done and the answer is false, so that the time taken tells nothing.
 * @throws AppError too_many_requests when too many hashes wait already
 */
export async function isPassword(config: Config, password: string, hash: string | undefined): Promise<boolean> {
  const same = await gate(async () => bcrypt.compare(password, hash ?? (await decoyHash(cost(config)))));
  return same && hash !== undefined && Buffer.byteLength(password) <= maxBytes;
}

function decoyHash(rounds: number): Promise<string> {
  const known = decoys.get(rounds) ?? bcrypt.hash('nobody has this password', rounds);
  decoys.set(rounds, known);
  return known;
}
