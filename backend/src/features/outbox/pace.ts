// The pace of a line as it is now: its own limits, lowered while it is warmed up or while its provider asks for less. Pure.
import { type Channel, type Pacing, rampPerDay, type SlowDown, type WarmUp } from '@parley/contract';

const dayMs = 86_400_000;

/** What lowers a line's limits, read with it. Ages are counted by the database's clock. */
export interface Lowering {
  /** With its age in milliseconds. */
  warmUp: (WarmUp & { ageMs: number }) | null;
  /** `speed`: share of full speed left when it was last refused, `ageMs` ago. */
  slow: { speed: number; ageMs: number } | null;
}

/** Recovery: a quarter of full speed is given back for each half minute without a refusal. */
export const recovery = { step: 0.25, everyMs: 30_000 };
/**
 * However often it is refused, a line keeps this share of its speed. Whoever is refused at a quarter of its rate is not refused for its rate; what is
 * refused is tried again later in any case.
 */
export const slowestShare = 0.25;
/** Refusals of messages that were on their way together are one sign, not many. */
export const oneSignMs = 3000;

/** What counts as full speed where a line has no rate of its own, in messages a second. The Cloud API's is Meta's default; ours is of a gateway. */
const fullPerSecond: Record<Channel, number> = {
  whatsapp_evolution: 20,
  whatsapp_cloud: 80,
  messenger: 40,
  instagram: 10,
};

/** Share of full speed that a line may use `aheadMs` after now, from `slowestShare` to 1. */
export function speedOf(slow: Lowering['slow'], aheadMs = 0): number {
  if (!slow) return 1;
  return Math.min(1, slow.speed + recovery.step * Math.floor((slow.ageMs + aheadMs) / recovery.everyMs));
}

/** For the screens; null at full speed. @param now epoch ms */
export function slowDownOf(slow: Lowering['slow'], now: number): SlowDown | null {
  const speed = speedOf(slow);
  if (!slow || speed >= 1) return null;
  const steps = Math.ceil((1 - slow.speed) / recovery.step - 1e-9);
  const fullAt = now - slow.ageMs + steps * recovery.everyMs;
  return { speed: Math.round(speed * 100) / 100, fullAt: new Date(fullAt).toISOString() };
}

/** The day's limit of a warming line on the day that lies `aheadMs` after now; null without a warm-up. */
export function warmUpPerDay(warmUp: Lowering['warmUp'], aheadMs = 0): number | null {
  return warmUp && rampPerDay(warmUp, Math.floor((warmUp.ageMs + aheadMs) / dayMs));
}

/** The day's limit `aheadMs` after now, of the line's own and its warm-up's the smaller; null = none. */
export function dayLimit(pacing: Pacing, warmUp: Lowering['warmUp'], aheadMs = 0): number | null {
  const ramp = warmUpPerDay(warmUp, aheadMs);
  return ramp === null ? pacing.perDay : Math.min(ramp, pacing.perDay ?? ramp);
}

/** The limits that hold now. A slower line keeps its hour's and day's limits: it is the rate that was too much. */
export function lowerPacing(pacing: Pacing, channel: Channel, { warmUp, slow }: Lowering): Pacing {
  const perDay = dayLimit(pacing, warmUp);
  const speed = speedOf(slow);
  if (speed >= 1) return { ...pacing, perDay };
  const share = (limit: number) => Math.max(1, Math.floor(limit * speed));
  const hasRate = pacing.perSecond !== null || pacing.perMinute !== null || pacing.maxDelayMs > 0;
  return {
    ...pacing,
    perDay,
    perSecond: hasRate ? pacing.perSecond && share(pacing.perSecond) : share(fullPerSecond[channel]),
    perMinute: pacing.perMinute && share(pacing.perMinute),
    minDelayMs: Math.round(pacing.minDelayMs / speed),
    maxDelayMs: Math.round(pacing.maxDelayMs / speed),
  };
}

/** Columns of connections that `toLowering` reads. @param of the table's name in the query */
export function loweringColumns(of: string): string {
  return `${of}.warm_up_start, ${of}.warm_up_growth, ${of}.slow_speed, (extract(epoch from now() - ${of}.warm_up_started_at) * 1000)::float8 as warm_up_age_ms,
  (extract(epoch from now() - ${of}.slowed_at) * 1000)::float8 as slow_age_ms`;
}

export interface LoweringRow {
  warm_up_start: number;
  warm_up_growth: number;
  warm_up_age_ms: number | null;
  slow_speed: number | null;
  slow_age_ms: number | null;
}

export function toLowering(row: LoweringRow): Lowering {
  const { warm_up_age_ms: warmAge, slow_speed: speed, slow_age_ms: slowAge } = row;
  return {
    warmUp:
      warmAge === null
        ? null
        : { startPerDay: row.warm_up_start, growthPercent: row.warm_up_growth, ageMs: Math.max(0, warmAge) },
    slow: speed === null || slowAge === null ? null : { speed, ageMs: Math.max(0, slowAge) },
  };
}
