// What the forecast is made of: a line's limits and what it sent, the people by country, and their quiet hours.
import {
  type AutoPause,
  type CampaignInput,
  type Channel,
  type Hold,
  type LaunchCheck,
  messagingTiers,
  type Pacing,
} from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { minuteMs, nextMidnight } from '../../platform/zones';
import {
  allowedFrom,
  dayLimit,
  type Lowering,
  type Quiet,
  type QuietCampaign,
  quietFrom,
  speedOf,
  toClock,
  toLowering,
  zonesFor,
} from '../outbox';
import { type Group, type Outlook, paceOf, steadyRatePerMinute } from './forecast';
import type { CampaignRow, LockedCampaign, ProgressRow } from './queries';

/** A line as far as its pace goes. */
export interface Line {
  id: string;
  channel: Channel;
  pacing: Pacing;
  lowering: Lowering;
  accountId: string | null;
  health: { messagingLimit: string | null } | null;
}

/** Messages sent: by the line in the last hour and day, by its account in the last day. */
export interface Used {
  hour: number;
  day: number;
  account: number;
}

/** People by country; '' = the number tells none. */
export type Countries = Record<string, number>;

type QuietColumns = Pick<ProgressRow, 'quiet_start' | 'quiet_end'>;

export function quietHoursOf({ quiet_start: start, quiet_end: end }: QuietColumns): CampaignInput['quietHours'] {
  return start === null || end === null ? undefined : { start: toClock(start), end: toClock(end) };
}

export function autoPauseOf(row: Pick<CampaignRow, 'auto_pause_percent' | 'auto_pause_sample'>): AutoPause | null {
  const { auto_pause_percent: failurePercent, auto_pause_sample: minSample } = row;
  return failurePercent === null ? null : { failurePercent, minSample };
}

/** What the outbox needs to keep a campaign's quiet hours; undefined without any. */
export async function quietOf(tx: TenantTx, row: LockedCampaign): Promise<QuietCampaign | undefined> {
  if (row.quiet_start === null || row.quiet_end === null) return undefined;
  return { id: row.id, quiet: { start: row.quiet_start, end: row.quiet_end }, home: await readHome(tx) };
}

/** The tenant's time zone. */
export async function readHome(tx: TenantTx): Promise<string> {
  const row = await tx.one<{ timezone: string }>('select timezone from tenants where id = $1', [tx.tenantId]);
  return row?.timezone ?? 'UTC';
}

/** Who of the pending waits for the end of their night now, the largest groups first. */
export function heldNow(row: Pick<ProgressRow, 'holds'>, pending: number, now: number): Hold[] {
  let left = pending;
  return row.holds
    .filter((hold) => Date.parse(hold.until) > now)
    .map((hold) => {
      const count = Math.min(left, hold.count);
      left -= count;
      return { ...hold, count };
    })
    .filter((hold) => hold.count > 0);
}

/** A country's clock. */
function clockOf(country: string, quiet: Quiet, home: string): Omit<Group, 'count'> {
  const zones = (at: number) => zonesFor(country || null, home, quiet, at);
  return {
    allowedFrom: (at) => allowedFrom(zones(at), quiet, at),
    quietFrom: (at) => quietFrom(zones(at), quiet, at),
  };
}

const always = { allowedFrom: (at: number) => at, quietFrom: () => Number.POSITIVE_INFINITY };

/** Each further country would cost the forecast time and hardly move it. */
const groupsAtMost = 8;

/** People by country as groups of the forecast; small countries are counted to the largest. */
export function groupsOf(countries: Countries, quiet: Quiet | null, home: string): Group[] {
  const sorted = Object.entries(countries).sort(([, a], [, b]) => b - a);
  const total = sorted.reduce((sum, [, count]) => sum + count, 0);
  if (!quiet) return [{ count: total, ...always }];
  const shown = sorted.slice(0, groupsAtMost);
  const rest = total - shown.reduce((sum, [, count]) => sum + count, 0);
  return shown.map(([country, count], at) => ({
    count: at === 0 ? count + rest : count,
    ...clockOf(country, quiet, home),
  }));
}

/** The countries of what is pending: those asleep are known to the head, the others are shared out as the campaign's people are. */
function pendingCountries(row: ProgressRow, pending: number, now: number): Countries {
  const result: Countries = {};
  const held = heldNow(row, pending, now);
  for (const { country, count } of held) result[country ?? ''] = (result[country ?? ''] ?? 0) + count;
  let left = pending - held.reduce((sum, hold) => sum + hold.count, 0);
  const awake = Object.entries(row.countries).filter(([country]) => !(country in result));
  const total = awake.reduce((sum, [, count]) => sum + count, 0);
  for (const [country, count] of awake) {
    const part = Math.min(left, Math.round((pending * count) / Math.max(1, total)));
    if (part > 0) result[country] = part;
    left -= part;
  }
  if (left > 0) {
    const [first = ''] = awake[0] ?? Object.keys(result);
    result[first] = (result[first] ?? 0) + left;
  }
  return result;
}

interface Demand {
  groups: readonly Group[];
  ahead: number;
  used: Used;
  measured: number;
  now: number;
  startsAt: number;
  home: string;
}

function outlookOf({ pacing, lowering, accountId, health }: Omit<Line, 'id' | 'channel'>, demand: Demand): Outlook {
  const tier = accountId && health?.messagingLimit ? (messagingTiers[health.messagingLimit] ?? null) : null;
  const { now, used, home, startsAt } = demand;
  return {
    ...demand,
    pacing,
    used,
    perDayAt: (at) => dayLimit(pacing, lowering.warmUp, at - now),
    speedAt: (at) => speedOf(lowering.slow, at - now),
    account: tier === null ? null : { perDay: tier, used: used.account },
    midnight: nextMidnight(home, Math.max(now, startsAt)),
  };
}

/** @returns undefined for a line without limits whose pace is not known yet */
export function outlookOfRow(
  row: ProgressRow,
  pending: number,
  {
    used,
    ratePerMinute,
    own,
  }: { used: Used; ratePerMinute: number; own: { minDelayMs: number; maxDelayMs: number } | null },
  now: number,
): Outlook | undefined {
  const line = {
    pacing: paceOf(row.line, own),
    lowering: toLowering(row),
    accountId: row.account_id,
    health: { messagingLimit: row.tier },
  };
  const quiet =
    row.quiet_start === null || row.quiet_end === null ? null : { start: row.quiet_start, end: row.quiet_end };
  const countries = quiet ? pendingCountries(row, pending, now) : { '': pending };
  const groups = groupsOf(countries, quiet, row.home);
  const limited = Number.isFinite(steadyRatePerMinute(line.pacing)) || line.lowering.warmUp !== null;
  if (!limited && ratePerMinute <= 0) return undefined;
  return outlookOf(line, {
    groups,
    ahead: row.ahead,
    used,
    measured: ratePerMinute,
    now,
    startsAt: now,
    home: row.home,
  });
}

/** For a campaign that is not launched yet. */
export function outlookOfPlan(
  line: Line,
  own: { minDelayMs: number; maxDelayMs: number } | null,
  demand: Omit<Demand, 'measured'>,
): Outlook {
  return outlookOf({ ...line, pacing: paceOf(line.pacing, own) }, { ...demand, measured: 0 });
}

const dayMs = 1440 * minuteMs;
/** As the contract says. */
const countriesShown = 6;

/** When people of each country may be written to, on the tenant's clock of the day of `startsAt`. */
export function showCountries(
  countries: Countries,
  quiet: Quiet,
  home: string,
  startsAt: number,
): LaunchCheck['countries'] {
  const dayStart = nextMidnight(home, startsAt - dayMs);
  const minutes = (at: number) => Math.min(1440, Math.max(0, Math.round((at - dayStart) / minuteMs)));
  return Object.entries(countries)
    .sort(([, a], [, b]) => b - a)
    .slice(0, countriesShown)
    .map(([country, count]) => {
      const clock = clockOf(country, quiet, home);
      const allowed: { from: number; to: number }[] = [];
      for (let at = clock.allowedFrom(dayStart); at < dayStart + dayMs; ) {
        const until = clock.quietFrom(at);
        allowed.push({ from: minutes(at), to: minutes(until) });
        at = clock.allowedFrom(until);
      }
      return { country: country || null, count, allowed };
    });
}
