// Keeps an expensive count for a moment. Cheap counts are always fresh; one that took long is kept for a time in proportion, so that
// however many screens ask, counting takes a few hundredths of one database connection.
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';

/** Faster counts than this are not kept. */
const cheapMs = 25;
/** 40 × the counting time: counting then takes at most 1/40 of the time. */
const keepFactor = 40;
const maxKeepMs = 60_000;

/** @returns what `count` answers, or what it answered a moment ago; the value must survive JSON */
export async function remember<T>(parts: Parts, key: readonly string[], count: () => Promise<T>): Promise<T> {
  const { redis } = parts;
  if (redis.status !== 'ready') return count();
  const place = redisKey(parts.config.redis, 'count', ...key);
  const kept = await redis.get(place);
  // Written below by the same code, from the same type.
  if (kept !== null) return JSON.parse(kept) as T;
  const start = performance.now();
  const value = await count();
  const tookMs = performance.now() - start;
  if (tookMs > cheapMs)
    await redis.set(place, JSON.stringify(value), 'PX', Math.round(Math.min(tookMs * keepFactor, maxKeepMs)));
  return value;
}
