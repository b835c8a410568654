// Keeps an expensive count for a moment. Cheap counts are always fresh; one that took long is kept for a time in proportion, so that
// however many screens ask, counting takes a few hundredths of one database connection. When its time is over, one caller counts anew while
// the others, and that one too, still get the old answer: nobody waits twice.
import type { Parts } from './parts';
import { redisKey } from './redis';

/** Faster counts than this are not kept. */
const cheapMs = 25;
/** 40 × the counting time: counting then takes at most 1/40 of the time. */
const keepFactor = 40;
const maxKeepMs = 30_000;
/** A kept answer is handed out this much longer while a new one is counted. */
const staleFactor = 2;

interface Kept<T> {
  value: T;
  /** Epoch ms. */
  freshUntil: number;
}

/** @returns what `count` answers, or what it answered a moment ago; the value must survive JSON */
export async function remember<T>(parts: Parts, key: readonly string[], count: () => Promise<T>): Promise<T> {
  const { redis } = parts;
  if (redis.status !== 'ready') return count();
  const place = redisKey(parts.config.redis, 'count', ...key);
  const text = await redis.get(place);
  if (text === null) return countAndKeep(parts, place, count);
  // Written below by the same code, from the same type.
  const kept = JSON.parse(text) as Kept<T>;
  if (kept.freshUntil <= Date.now() && (await redis.set(`${place}:counting`, '1', 'PX', maxKeepMs, 'NX')) === 'OK')
    countAndKeep(parts, place, count).catch((error: unknown) =>
      parts.logger.warn('a count could not be renewed', { place, error }),
    );
  return kept.value;
}

async function countAndKeep<T>({ redis }: Parts, place: string, count: () => Promise<T>): Promise<T> {
  const start = performance.now();
  try {
    const value = await count();
    const tookMs = performance.now() - start;
    const keepMs = Math.round(Math.min(tookMs * keepFactor, maxKeepMs));
    const kept: Kept<T> = { value, freshUntil: Date.now() + keepMs };
    if (tookMs > cheapMs) await redis.set(place, JSON.stringify(kept), 'PX', keepMs * staleFactor);
    else await redis.del(place);
    return value;
  } finally {
    await redis.del(`${place}:counting`);
  }
}
