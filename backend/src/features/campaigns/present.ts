// Campaign row → contract shape, with progress, forecast and what the reader may do.
import { type Campaign, type CampaignProgress, stopFacts } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { readAccountUse, readUse, slowDownOf, toLowering } from '../outbox';
import { type Forecast, foresee } from './forecast';
import { autoPauseOf, heldNow, outlookOfRow, quietHoursOf, type Used } from './outlook';
import { abilitiesOf } from './policy';
import { type CampaignRow, measureRates, type ProgressRow } from './queries';
import type { ShownMessage } from './shown-message';

/** How a running campaign moves: measured pace, and what its line sent today. */
export interface Movement {
  ratePerMinute: number;
  used: Used;
}

/** At most three reads for any number of campaigns. */
export async function loadMovement(tx: TenantTx, rows: readonly ProgressRow[]): Promise<Map<string, Movement>> {
  const running = rows.filter((row) => row.status === 'running');
  if (running.length === 0) return new Map();
  const rates = await measureRates(
    tx,
    running.map((row) => row.id),
  );
  const use = await readUse(tx, [...new Set(running.map((row) => row.connection_id))]);
  const accounts = running.flatMap((row) => (row.tier && row.account_id ? [row.account_id] : []));
  const ofAccounts = await readAccountUse(tx, [...new Set(accounts)]);
  return new Map(
    running.map((row) => {
      const { hour = 0, day = 0 } = use.get(row.connection_id) ?? {};
      const used = { hour, day, account: ofAccounts.get(row.account_id ?? '') ?? 0 };
      return [row.id, { ratePerMinute: rates.get(row.id) ?? 0, used }];
    }),
  );
}

export function presentCampaign(
  actor: Actor,
  row: CampaignRow,
  message: ShownMessage,
  movement: Movement | undefined,
): Campaign {
  return {
    id: row.id,
    name: row.name,
    status: row.status,
    statusReason: row.status_reason,
    connectionId: row.connection_id,
    connectionName: row.connection_name,
    ownerId: row.owner_id,
    ownerName: row.owner_name,
    message,
    audience: { type: row.audience_type, size: row.audience_size, source: row.audience_source },
    pacing: ownPacing(row),
    sendAt: row.send_at?.toISOString() ?? null,
    quietHours: quietHoursOf(row) ?? null,
    autoPause: autoPauseOf(row),
    // What a person did has no reason but their own.
    stop: row.status_reason && row.status_data ? stopFacts.parse(row.status_data) : null,
    stoppedBy: row.stopped_by && { name: row.stopped_by.name, at: new Date(row.stopped_by.at).toISOString() },
    progress: presentProgress(row, movement),
    createdAt: row.created_at.toISOString(),
    abilities: abilitiesOf(actor, { ownerId: row.owner_id, status: row.status, repeatable: row.repeatable }),
  };
}

export function presentProgress(row: ProgressRow, movement: Movement | undefined, now = new Date()): CampaignProgress {
  const settled = row.sent_count + row.failed_count + row.skipped_count + row.uncertain_count;
  // While recipients are still being written, those not written yet are pending too.
  const pending = row.audience_done_at ? row.pending_count : Math.max(row.pending_count, row.total_count - settled);
  const held = movement ? heldNow(row, pending, now.getTime()) : [];
  const forecast = movement ? estimate(row, pending, movement, now.getTime()) : nothing;
  return {
    campaignId: row.id,
    status: row.status,
    totalContacts: row.total_count,
    pendingCount: pending,
    sentCount: row.sent_count,
    deliveredCount: row.delivered_count,
    readCount: row.read_count,
    failedCount: row.failed_count,
    skippedCount: row.skipped_count,
    uncertainCount: row.uncertain_count,
    repliedCount: row.replied_count,
    progressPercentage: percentage(settled, row.total_count),
    ratePerMinute: movement?.ratePerMinute ?? 0,
    startedAt: row.started_at?.toISOString() ?? null,
    finishedAt: row.finished_at?.toISOString() ?? null,
    estimatedCompletion: forecast.finishesAt === null ? null : new Date(forecast.finishesAt).toISOString(),
    tomorrowCount: forecast.tomorrow,
    heldCount: held.reduce((sum, one) => sum + one.count, 0),
    nextDueAt: held.reduce<string | null>((first, { until }) => (first && first < until ? first : until), null),
    holds: held.slice(0, holdsShown),
    slowDown: movement ? slowDownOf(toLowering(row).slow, now.getTime()) : null,
  };
}

/** One decimal, rounded down, so that 100 means every one. */
function percentage(settled: number, total: number): number {
  return total === 0 ? 0 : Math.min(100, Math.floor((1000 * settled) / total) / 10);
}

const nothing: Forecast = { finishesAt: null, tomorrow: 0 };
/** As the contract says. */
const holdsShown = 10;

/** A line without limits ends when its measured pace says; before anything is measured, nobody knows. */
function estimate(row: ProgressRow, pending: number, movement: Movement, now: number): Forecast {
  const outlook = outlookOfRow(row, pending, { ...movement, own: ownPacing(row) }, now);
  return outlook ? foresee(outlook) : nothing;
}

function ownPacing(row: Pick<ProgressRow, 'min_delay_ms' | 'max_delay_ms'>) {
  return row.min_delay_ms === null || row.max_delay_ms === null
    ? null
    : { minDelayMs: row.min_delay_ms, maxDelayMs: row.max_delay_ms };
}
