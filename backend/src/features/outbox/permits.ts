// What the pacer lets a lane send now: the lane's limits as they are lowered, and the limit that its account's lines share.
import { messagingTiers, type Pacing } from '@parley/contract';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';
import { lowerPacing, toLowering } from './pace';
import { isUnlimited, type Pacer, type SharedLimit, type Usage } from './pacer';
import { accountUsageSql, type LaneRow, pacingOf, usageSql } from './queries';

export interface LanePermits {
  /** How many campaign messages may leave. */
  bulk: number;
  waitMs: number;
  /** For permits that were not used. */
  giveBack(unused: number): Promise<void>;
}

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
  if (isUnlimited(pacing) && !shared)
    return { bulk: lane.campaigns.length > 0 ? most : 0, waitMs: 0, giveBack: async () => {} };
  const key = laneKey(parts, connectionId, lane);
  const readUsage = async (sql: string, of: string, name: string): Promise<Usage[]> => {
    const rows = await parts.db.read<{ age_ms: number; count: number }>(tenantId, sql, [tenantId, of], name);
    return rows.map((row) => ({ ageMs: row.age_ms, count: row.count }));
  };
  const take = async (wanted: number, bulk: boolean) => {
    // Asked again after each refill; flushed between two of these calls, it is asked again soon.
    for (let refills = 0; refills < 3; refills += 1) {
      const permits = await pacer.take(key, pacing, wanted, bulk, shared);
      if (permits === 'cold') await pacer.refill(key, pacing, await readUsage(usageSql, connectionId, 'lane-usage'));
      else if (permits === 'cold_shared' && shared)
        await pacer.refillShared(shared, await readUsage(accountUsageSql, lane.account_id ?? '', 'account-usage'));
      else if (typeof permits === 'object') return permits;
    }
    return { granted: 0, waitMs: 100 };
  };
  const giveBack = (unused: number) => pacer.giveBack(key, pacing, unused, shared);
  // A reply by a person is not held up, but it counts, so that campaigns make room for it.
  if (lane.replies_due) await take(1, false);
  if (lane.campaigns.length === 0) return { bulk: 0, waitMs: 0, giveBack };
  const { granted, waitMs } = await take(most, true);
  return { bulk: granted, waitMs, giveBack };
}

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
