// The pacer: how many messages may leave a connection now. It lives in Redis and runs on Redis' clock, so the limits hold across any
// number of workers.
//
// Each limit is a sliding window kept as about sixty counting buckets. A bucket that only partly lies in the window counts whole, so a
// limit is never exceeded in any window, at a cost of one bucket (1/60 of the rate). Windows that do not exist yet are not assumed to be
// empty: the caller refills them from PostgreSQL first, so that a flushed Redis cannot burst.
import type { Pacing } from '@parley/contract';
import type { Redis } from '../../platform/redis';

export interface Permits {
  /** How many may leave now; 0 with `waitMs` until it is worth asking again. */
  granted: number;
  waitMs: number;
}

/** Messages already sent, to refill windows: `ageMs` ago, how many. */
export interface Usage {
  ageMs: number;
  count: number;
}

export interface Pacer {
  /**
   * Asks for up to `wanted` permits. `bulk` permits obey every limit and the random gap; a person's reply is counted but not held up.
   * @returns 'cold' when the windows must be refilled first (see `refill`)
   */
  take(laneKey: string, pacing: Pacing, wanted: number, bulk: boolean): Promise<Permits | 'cold'>;
  /** Fills the windows of a lane that Redis does not know. */
  refill(laneKey: string, pacing: Pacing, usage: readonly Usage[]): Promise<void>;
  /** Gives unused permits back. */
  giveBack(laneKey: string, pacing: Pacing, unused: number): Promise<void>;
}

interface Window {
  name: string;
  windowMs: number;
  bucketMs: number;
  cap: number;
}

const lengths = [
  { name: 's', limit: 'perSecond', windowMs: 1000, bucketMs: 20 },
  { name: 'm', limit: 'perMinute', windowMs: 60_000, bucketMs: 1000 },
  { name: 'h', limit: 'perHour', windowMs: 3_600_000, bucketMs: 60_000 },
  { name: 'd', limit: 'perDay', windowMs: 86_400_000, bucketMs: 1_200_000 },
] as const;

function windowsOf(pacing: Pacing): Window[] {
  return lengths.flatMap(({ name, limit, windowMs, bucketMs }) => {
    const cap = pacing[limit];
    return cap === null ? [] : [{ name, windowMs, bucketMs, cap }];
  });
}

/** True when nothing limits the lane; the pacer need not be asked. */
export function isUnlimited(pacing: Pacing): boolean {
  return windowsOf(pacing).length === 0 && pacing.maxDelayMs === 0;
}

// KEYS: lane, then one per window. ARGV: wanted, bulk, minGap, maxGap, random, then windowMs, bucketMs, cap per window.
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next_at = redis.call('HGET', KEYS[1], 'next')
if not next_at then return {-1, 0} end
local granted, wait = tonumber(ARGV[1]), 0
local bulk, max_gap = ARGV[2] == '1', tonumber(ARGV[4])
if bulk and max_gap > 0 then
  if tonumber(next_at) > now then return {0, tonumber(next_at) - now} end
  granted = math.min(granted, 1)
end
if bulk then
  for i = 2, #KEYS do
    local window, bucket, cap = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
    local current, reach = math.floor(now / bucket), math.floor(window / bucket)
    local used, oldest, stale = 0, current, {}
    local all = redis.call('HGETALL', KEYS[i])
    for j = 1, #all, 2 do
      local at = tonumber(all[j])
      if at < current - reach then
        stale[#stale + 1] = all[j]
      else
        local count = tonumber(all[j + 1])
        used = used + count
        if count > 0 and at < oldest then oldest = at end
      end
    end
    if #stale > 0 then redis.call('HDEL', KEYS[i], unpack(stale)) end
    granted = math.min(granted, cap - used)
    if used >= cap then wait = math.max(wait, (oldest + reach + 1) * bucket - now) end
  end
end
if granted <= 0 then return {0, math.max(wait, 1)} end
for i = 2, #KEYS do
  local window, bucket = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  redis.call('HINCRBY', KEYS[i], math.floor(now / bucket), granted)
  redis.call('PEXPIRE', KEYS[i], window + 2 * bucket)
end
local gap = 0
if bulk and max_gap > 0 then
  local min_gap = tonumber(ARGV[3])
  gap = math.floor(min_gap + tonumber(ARGV[5]) * (max_gap - min_gap))
  redis.call('HSET', KEYS[1], 'next', now + gap)
end
redis.call('PEXPIRE', KEYS[1], 172800000)
return {granted, 0}
`;

// KEYS as above. ARGV: windowMs, bucketMs per window, then ageMs, count per past minute.
const refillScript = `
if redis.call('HSETNX', KEYS[1], 'next', 0) == 0 then return 0 end
redis.call('PEXPIRE', KEYS[1], 172800000)
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local windows = #KEYS - 1
for i = 2, #KEYS do
  local window, bucket = tonumber(ARGV[2 * (i - 1) - 1]), tonumber(ARGV[2 * (i - 1)])
  redis.call('DEL', KEYS[i])
  for j = 2 * windows + 1, #ARGV, 2 do
    local age = tonumber(ARGV[j])
    if age < window + bucket then redis.call('HINCRBY', KEYS[i], math.floor((now - age) / bucket), ARGV[j + 1]) end
  end
  redis.call('PEXPIRE', KEYS[i], window + 2 * bucket)
end
return 1
`;

const giveBackScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'next', 0)
for i = 2, #KEYS do
  local bucket = tonumber(ARGV[i])
  local at = math.floor(now / bucket)
  local count = tonumber(redis.call('HGET', KEYS[i], at) or '0')
  redis.call('HSET', KEYS[i], at, math.max(0, count - tonumber(ARGV[1])))
end
return 1
`;

export function createPacer(redis: Redis, random: () => number = Math.random): Pacer {
  const keysOf = (laneKey: string, windows: Window[]) => [
    laneKey,
    ...windows.map((window) => `${laneKey}:${window.name}`),
  ];
  return {
    async take(laneKey, pacing, wanted, bulk) {
      const windows = windowsOf(pacing);
      const keys = keysOf(laneKey, windows);
      const limits = windows.flatMap((window) => [window.windowMs, window.bucketMs, window.cap]);
      const answer = await redis.eval(
        takeScript,
        keys.length,
        ...keys,
        wanted,
        bulk ? 1 : 0,
        pacing.minDelayMs,
        pacing.maxDelayMs,
        random(),
        ...limits,
      );
      const [granted, waitMs] = answer as [number, number];
      return granted === -1 ? 'cold' : { granted, waitMs };
    },
    async refill(laneKey, pacing, usage) {
      const windows = windowsOf(pacing);
      const keys = keysOf(laneKey, windows);
      const lengthsOf = windows.flatMap((window) => [window.windowMs, window.bucketMs]);
      await redis.eval(
        refillScript,
        keys.length,
        ...keys,
        ...lengthsOf,
        ...usage.flatMap((past) => [Math.max(0, Math.round(past.ageMs)), past.count]),
      );
    },
    async giveBack(laneKey, pacing, unused) {
      const windows = windowsOf(pacing);
      const keys = keysOf(laneKey, windows);
      await redis.eval(giveBackScript, keys.length, ...keys, unused, ...windows.map((window) => window.bucketMs));
    },
  };
}
