// What the pacer lets a lane send now: the lane's limits as they are lowered, and the limit that its account's lines share.
import { messagingTiers, type Pacing } from '@parley/contract';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';
import { lowerPacing, toLowering } from './pace';
import { isUnlimited, type Pacer, type Permits, type SharedLimit, type Usage } from './pacer';
import { accountUsageSql, type LaneRow, pacingOf, usageSql } from './queries';

export interface LanePermits {
  /** How many campaign messages may leave, from `startAt` (epoch ms) on. */
  bulk: number;
  startAt: number;
  /** Without any: until it is worth asking again. */
  waitMs: number;
  /** Once the answers are in: how many of them were tried. */
  finish(used: number): Promise<void>;
}

/** A lane comes this much before its windows open, to have its messages in hand by then: waking, asking and claiming take time of their own. */
const leadMs = 180;

/** The lane's limits as they hold now. */
export function paceOf(lane: LaneRow): Pacing {
  return lowerPacing(pacingOf(lane), lane.channel, toLowering(lane));
}

/** @param most permits that are of use at once */
export async function askPacer(
  { parts, pacer }: { parts: Parts; pacer: Pacer },
  tenantId: string,
  connectionId: string,
  lane: LaneRow,
  most: number,
): Promise<LanePermits> {
  const pacing = paceOf(lane);
  const shared = sharedLimit(parts, lane);
  if (isUnlimited(pacing) && !shared) return { ...nothing, bulk: lane.campaigns.length > 0 ? most : 0 };
  const key = laneKey(parts, connectionId, lane);
  const readUsage = async (sql: string, of: string, name: string): Promise<Usage[]> => {
    const rows = await parts.db.read<{ age_ms: number; count: number }>(tenantId, sql, [tenantId, of], name);
    return rows.map((row) => ({ ageMs: row.age_ms, count: row.count }));
  };
  const take = async (wanted: number, bulk: boolean, lead = 0): Promise<Permits | undefined> => {
    // Asked again after each refill; flushed between two of these calls, it is asked again soon.
    for (let refills = 0; refills < 3; refills += 1) {
      const permits = await pacer.take(key, pacing, wanted, bulk, shared, lead);
      if (permits === 'cold') await pacer.refill(key, pacing, await readUsage(usageSql, connectionId, 'lane-usage'));
      else if (permits === 'cold_shared' && shared)
        await pacer.refillShared(shared, await readUsage(accountUsageSql, lane.account_id ?? '', 'account-usage'));
      else if (typeof permits === 'object') return permits;
    }
    return undefined;
  };
  // A reply by a person is not held up, but it counts, so that campaigns make room for it.
  if (lane.replies_due) await take(1, false);
  if (lane.campaigns.length === 0) return nothing;
  // Whoever answered a customer does not wait for the campaign's window.
  const permits = await take(most, true, lane.replies_due ? 0 : leadMs);
  if (!permits) return { ...nothing, waitMs: refillAgainMs };
  const { granted, startInMs, waitMs } = permits;
  if (granted === 0) return { ...nothing, waitMs: Math.max(1, waitMs - leadMs * 0.75) };
  return {
    bulk: granted,
    startAt: Date.now() + startInMs,
    waitMs: 0,
    finish: (used) => pacer.finish(key, pacing, permits, used, shared),
  };
}

const nothing: LanePermits = { bulk: 0, startAt: 0, waitMs: 0, finish: async () => {} };
/** Redis forgot the windows between two calls, again and again. */
const refillAgainMs = 100;

/** Meta counts people a day for a whole account; each campaign message is to another person. */
function sharedLimit(parts: Parts, { tier, account_id: accountId }: LaneRow): SharedLimit | undefined {
  const perDay = tier === null ? null : (messagingTiers[tier] ?? null);
  if (perDay === null || accountId === null) return undefined;
  return { key: redisKey(parts.config.redis, 'pacer', 'account', accountId), perDay };
}

/**
 * The limits that were set are part of the key: changed limits start from the recorded usage, not from half-filled windows. A line that is
 * slowed down keeps its windows.
 */
function laneKey(parts: Parts, connectionId: string, lane: LaneRow): string {
  const limits = [lane.per_second, lane.per_minute, lane.per_hour, lane.per_day].map((limit) => limit ?? '').join('-');
  return redisKey(parts.config.redis, 'pacer', connectionId, lane.warm_up_age_ms === null ? limits : `${limits}-warm`);
}
