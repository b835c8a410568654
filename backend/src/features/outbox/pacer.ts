// The pacer: how many messages may leave a connection now. It lives in Redis and runs on Redis' clock, so the limits hold across any
// number of workers.
//
// Each limit is a sliding window kept as counting buckets. A bucket that only partly lies in the window counts whole, so a limit is never
// exceeded in any window, at a cost of one bucket of the rate. What was let go counts from the moment at which it is known to have arrived
// (`finish`), because that is what the provider counts. Windows that do not exist yet are not assumed to be empty: the caller refills them
// from PostgreSQL first, so that a flushed Redis cannot burst.
import type { Pacing } from '@parley/contract';
import type { Redis } from '../../platform/redis';

export interface Permits {
  /** How many may leave; 0 with `waitMs` until the windows have room. */
  granted: number;
  waitMs: number;
  /** They may leave this long from now at the earliest. */
  startInMs: number;
  /** Where they are counted until they are finished, by Redis' clock (epoch ms). */
  at: number;
  /** Until the next one may leave after these. */
  gapMs: number;
}

/** Messages already sent, to refill windows: `ageMs` ago, how many. */
export interface Usage {
  ageMs: number;
  count: number;
}

export interface Pacer {
  /**
   * Asks for up to `wanted` permits. `bulk` permits obey every limit and the random gap; a person's reply is counted but not held up.
   * @param leadMs permits that come into being so soon are given now, to be used then
   * @returns 'cold' when the windows must be refilled first (see `refill`)
   */
  take(
    laneKey: string,
    pacing: Pacing,
    wanted: number,
    bulk: boolean,
    shared?: SharedLimit,
    leadMs?: number,
  ): Promise<Permits | 'cold' | 'cold_shared'>;
  /** Fills the windows of a lane that Redis does not know. */
  refill(laneKey: string, pacing: Pacing, usage: readonly Usage[]): Promise<void>;
  /** Fills a shared window that Redis does not know, from what all its lanes sent. */
  refillShared(shared: SharedLimit, usage: readonly Usage[]): Promise<void>;
  /** Says that `used` of the permits have arrived by now: these count from now on, the others not at all. */
  finish(laneKey: string, pacing: Pacing, permits: Permits, used: number, shared?: SharedLimit): Promise<void>;
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
  { name: 's', limit: 'perSecond', windowMs: 1000, bucketMs: 5 },
  { name: 'm', limit: 'perMinute', windowMs: 60_000, bucketMs: 250 },
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
// window is a shared one, then the lead. Bucket 0 marks a shared window as filled.
const takeScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
local next_at = tonumber(redis.call('HGET', KEYS[1], 'next') or '-1')
if next_at < 0 then return {-1, 0, 0, 0, 0} end
local shared, lead = ARGV[#ARGV - 1] == '1', tonumber(ARGV[#ARGV])
if shared and redis.call('HEXISTS', KEYS[#KEYS], '0') == 0 then return {-2, 0, 0, 0, 0} end
local bulk, max_gap = ARGV[2] == '1', tonumber(ARGV[4])
local gapped = bulk and max_gap > 0
local function room(at)
  local granted, wait = tonumber(ARGV[1]), 0
  if gapped then
    if next_at > at then return 0, next_at - at end
    granted = math.min(granted, 1)
  end
  if not bulk then return granted, 0 end
  for i = 2, #KEYS do
    local window, bucket, cap = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1]), tonumber(ARGV[3 * i + 2])
    local current, reach = math.floor(at / bucket), math.floor(window / bucket)
    local used, oldest, stale = 0, current, {}
    local all = redis.call('HGETALL', KEYS[i])
    for j = 1, #all, 2 do
      local slot = tonumber(all[j])
      if slot < current - reach then
        if slot > 0 and at == now then stale[#stale + 1] = all[j] end
      else
        local count = tonumber(all[j + 1])
        used = used + count
        if count > 0 and slot < oldest then oldest = slot end
      end
    end
    if #stale > 0 then redis.call('HDEL', KEYS[i], unpack(stale)) end
    granted = math.min(granted, cap - used)
    if used >= cap then wait = math.max(wait, (oldest + reach + 1) * bucket - at) end
  end
  return granted, math.max(wait, 1)
end
local at = now
local granted, wait = room(at)
-- Each round empties a bucket or passes the gap; two of them are what a lane meets in practice.
for _ = 1, 2 do
  if granted > 0 or at + wait - now > lead then break end
  at = at + wait
  granted, wait = room(at)
end
if granted <= 0 then return {0, at + wait - now, 0, 0, 0} end
local counted = #KEYS
if shared and not bulk then counted = counted - 1 end
for i = 2, counted do
  local window, bucket = tonumber(ARGV[3 * i]), tonumber(ARGV[3 * i + 1])
  redis.call('HINCRBY', KEYS[i], math.floor(at / bucket), granted)
  redis.call('PEXPIRE', KEYS[i], window + 2 * bucket + lead)
end
local gap = 0
if gapped then
  local min_gap = tonumber(ARGV[3])
  gap = math.floor(min_gap + tonumber(ARGV[5]) * (max_gap - min_gap))
  redis.call('HSET', KEYS[1], 'next', at + gap)
end
redis.call('PEXPIRE', KEYS[1], 172800000)
return {granted, 0, at - now, at, gap}
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

// KEYS as above. ARGV: granted, used, at, gap, then windowMs, bucketMs per window.
const finishScript = `
local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
local granted, used, at, gap = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3]), tonumber(ARGV[4])
if used == 0 then redis.call('HSET', KEYS[1], 'next', 0)
elseif gap > 0 then redis.call('HSET', KEYS[1], 'next', now + gap) end
for i = 2, #KEYS do
  local window, bucket = tonumber(ARGV[2 * i + 1]), tonumber(ARGV[2 * i + 2])
  local slot = math.floor(at / bucket)
  local count = tonumber(redis.call('HGET', KEYS[i], slot) or '0')
  redis.call('HSET', KEYS[i], slot, math.max(0, count - granted))
  if used > 0 then redis.call('HINCRBY', KEYS[i], math.floor(now / bucket), used) end
  redis.call('PEXPIRE', KEYS[i], window + 2 * bucket)
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
    async take(laneKey, pacing, wanted, bulk, shared, leadMs = 0) {
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
        leadMs,
      );
      const [granted, waitMs, startInMs, at, gapMs] = answer as [number, number, number, number, number];
      if (granted < 0) return granted === -1 ? 'cold' : 'cold_shared';
      return { granted, waitMs, startInMs, at, gapMs };
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
    async finish(laneKey, pacing, { granted, at, gapMs }, used, shared) {
      const windows = all(laneKey, pacing, shared);
      const keys = [laneKey, ...windows.map((window) => window.key)];
      const sizes = windows.flatMap((window) => [window.windowMs, window.bucketMs]);
      await redis.eval(finishScript, keys.length, ...keys, granted, used, at, gapMs, ...sizes);
    },
  };
}
