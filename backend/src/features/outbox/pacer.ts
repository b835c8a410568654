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
  take(
    laneKey: string,
    pacing: Pacing,
    wanted: number,
    bulk: boolean,
    shared?: SharedLimit,
  ): Promise<Permits | 'cold' | 'cold_shared'>;
  /** Fills the windows of a lane that Redis does not know. */
  refill(laneKey: string, pacing: Pacing, usage: readonly Usage[]): Promise<void>;
  /** Fills a shared window that Redis does not know, from what all its lanes sent. */
  refillShared(shared: SharedLimit, usage: readonly Usage[]): Promise<void>;
  /** Gives unused permits back. */
  giveBack(laneKey: string, pacing: Pacing, unused: number, shared?: SharedLimit): Promise<void>;
}

/** A day's limit that several lanes draw from: Meta's messaging limit of an account. People's replies do not count. */
export interface SharedLimit {
  key: string;
  perDay: number;
}

interface Window {
  key: string;
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

const day = lengths[3];

function windowsOf(laneKey: string, pacing: Pacing): Window[] {
  return lengths.flatMap(({ name, limit, windowMs, bucketMs }) => {
    const cap = pacing[limit];
    return cap === null ? [] : [{ key: `${laneKey}:${name}`, windowMs, bucketMs, cap }];
  });
}

function sharedWindow({ key, perDay }: SharedLimit): Window {
  return { key, windowMs: day.windowMs, bucketMs: day.bucketMs, cap: perDay };
}

/** True when nothing limits the lane; the pacer need not be asked. */
export function isUnlimited(pacing: Pacing): boolean {
  return windowsOf('', pacing).length === 0 && pacing.maxDelayMs === 0;
}

// KEYS: lane, then one per window. ARGV: wanted, bulk, minGap, maxGap, random, then windowMs, bucketMs, cap per window, then 1 when the last
// window is a shared one. Bucket 0 marks a shared window as filled.
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next_at = redis.call('HGET', KEYS[1], 'next')
if not next_at then return {-1, 0} end
local shared = ARGV[#ARGV] == '1'
if shared and redis.call('HEXISTS', KEYS[#KEYS], '0') == 0 then return {-2, 0} end
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
        if at > 0 then stale[#stale + 1] = all[j] end
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
local counted = #KEYS
if shared and not bulk then counted = counted - 1 end
for i = 2, counted do
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

const refillSharedScript = `
if redis.call('HEXISTS', KEYS[1], '0') == 1 then return 0 end
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local window, bucket = tonumber(ARGV[1]), tonumber(ARGV[2])
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], '0', 0)
for j = 3, #ARGV, 2 do
  local age = tonumber(ARGV[j])
  if age < window + bucket then redis.call('HINCRBY', KEYS[1], math.floor((now - age) / bucket), ARGV[j + 1]) end
end
redis.call('PEXPIRE', KEYS[1], window + 2 * bucket)
return 1
`;

const flatten = (usage: readonly Usage[]) => usage.flatMap((past) => [Math.max(0, Math.round(past.ageMs)), past.count]);

export function createPacer(redis: Redis, random: () => number = Math.random): Pacer {
  const all = (laneKey: string, pacing: Pacing, shared?: SharedLimit) => [
    ...windowsOf(laneKey, pacing),
    ...(shared ? [sharedWindow(shared)] : []),
  ];
  return {
    async take(laneKey, pacing, wanted, bulk, shared) {
      const windows = all(laneKey, pacing, shared);
      const keys = [laneKey, ...windows.map((window) => window.key)];
      const answer = await redis.eval(
        takeScript,
        keys.length,
        ...keys,
        wanted,
        bulk ? 1 : 0,
        pacing.minDelayMs,
        pacing.maxDelayMs,
        random(),
        ...windows.flatMap((window) => [window.windowMs, window.bucketMs, window.cap]),
        shared ? 1 : 0,
      );
      const [granted, waitMs] = answer as [number, number];
      if (granted < 0) return granted === -1 ? 'cold' : 'cold_shared';
      return { granted, waitMs };
    },
    async refill(laneKey, pacing, usage) {
      const windows = windowsOf(laneKey, pacing);
      const keys = [laneKey, ...windows.map((window) => window.key)];
      const sizes = windows.flatMap((window) => [window.windowMs, window.bucketMs]);
      await redis.eval(refillScript, keys.length, ...keys, ...sizes, ...flatten(usage));
    },
    async refillShared({ key }, usage) {
      await redis.eval(refillSharedScript, 1, key, day.windowMs, day.bucketMs, ...flatten(usage));
    },
    async giveBack(laneKey, pacing, unused, shared) {
      const windows = all(laneKey, pacing, shared);
      const keys = [laneKey, ...windows.map((window) => window.key)];
      await redis.eval(giveBackScript, keys.length, ...keys, unused, ...windows.map((window) => window.bucketMs));
    },
  };
}
