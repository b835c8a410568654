// The lane: the job that empties one connection's queue in short slices, so that tenants take turns on the workers.
import { setTimeout } from 'node:timers/promises';
import { channelOf } from '../../channels';
import { openConnection } from '../../channels/open-connection';
import type { Parts } from '../../platform/parts';
import type { JobResult } from '../../platform/queues';
import { outboundFile } from '../assets';
import { pauseLine } from './brake';
import type { ClaimedMessage } from './claim';
import { claimMessages } from './claim';
import { holdQuiet, type QuietCampaign } from './hold';
import { expireLeases } from './leases';
import { createPacer, isUnlimited, type Pacer } from './pacer';
import { askPacer, paceOf } from './permits';
import type { Outcome } from './policy';
import { pauseByItself } from './progress';
import { type LaneRow, nextDueSql, readLaneSql, runningCampaignsSql } from './queries';
import { sendMessages } from './send';
import { createSettler } from './settler';
import { noSigns, readSigns, type Signs } from './signs';
import { slowLine } from './slow';

/** A lane gives its worker slot back after this long. */
const sliceMs = 1500;
/** Messages claimed at once; all of them are on their way at once, so that a dead worker leaves nothing claimed but untried. */
const batchSize = 48;
/** Batches of an unlimited lane under way at once: claiming and settling one hides behind sending another. */
const tracks = 3;
/** Others hold what is due, or it waits behind an earlier message of its chat. */
const idleMs = 50;
/** Longest sleep of an idle lane with something due later; a sweeper rings it anyway. */
const maxWaitMs = 60_000;
/** The channel answers or gives up within this long (headers timeout 30 s and a margin). */
const answerMs = 35_000;

export interface LaneContext {
  parts: Parts;
  pacer: Pacer;
}

export function createLaneContext(parts: Parts): LaneContext {
  return { parts, pacer: createPacer(parts.redis) };
}

/** One slice of a lane. @returns when to come back, or undefined when nothing waits */
export async function runLane(
  context: LaneContext,
  tenantId: string,
  connectionId: string,
  signal: AbortSignal,
): Promise<JobResult> {
  const { parts } = context;
  await expireLeases(parts, tenantId, connectionId);
  const lane = await readLane(parts, tenantId, connectionId);
  if (!lane) return undefined;
  const count = isUnlimited(paceOf(lane)) ? tracks : 1;
  const results = await Promise.all(
    Array.from({ length: count }, () => runTrack(context, tenantId, connectionId, signal)),
  );
  const waits = results.flatMap((result) => (result ? [result.againInMs] : []));
  return waits.length > 0 ? { againInMs: Math.min(...waits) } : undefined;
}

/** @returns undefined when nothing may leave: the line is removed or down (it is rung again when it is back) */
async function readLane(parts: Parts, tenantId: string, connectionId: string): Promise<LaneRow | undefined> {
  const [lane] = await parts.db.read<LaneRow>(tenantId, readLaneSql, [tenantId, connectionId], 'lane');
  if (!lane || lane.removed || lane.state !== 'connected' || !(lane.instance_name || lane.external_id))
    return undefined;
  return { ...lane, humanAgent: parts.config.meta?.humanAgent ?? false };
}

async function runTrack(
  context: LaneContext,
  tenantId: string,
  connectionId: string,
  signal: AbortSignal,
): Promise<JobResult> {
  const { parts } = context;
  const until = Date.now() + sliceMs;
  while (!signal.aborted) {
    const lane = await readLane(parts, tenantId, connectionId);
    if (!lane) return undefined;
    if (!lane.replies_due && lane.campaigns.length === 0) return waitForDue(parts, tenantId, connectionId);
    const step = await runBatch(context, tenantId, connectionId, lane, signal);
    if (step.waitMs > 0) return { againInMs: Math.min(step.waitMs, maxWaitMs) };
    if (step.lineDown) return undefined;
    if (Date.now() > until) return { againInMs: 0 };
  }
  return undefined;
}

async function waitForDue(parts: Parts, tenantId: string, connectionId: string): Promise<JobResult> {
  const [next] = await parts.db.read<{ wait_ms: number | null }>(
    tenantId,
    nextDueSql,
    [tenantId, connectionId],
    'lane-next-due',
  );
  if (next?.wait_ms === null || next === undefined) return undefined;
  return { againInMs: Math.min(Math.max(next.wait_ms, 5), maxWaitMs) };
}

interface Step {
  waitMs: number;
  lineDown: boolean;
}

async function runBatch(
  context: LaneContext,
  tenantId: string,
  connectionId: string,
  lane: LaneRow,
  signal: AbortSignal,
): Promise<Step> {
  const { parts } = context;
  const permits = await askPacer(context, tenantId, connectionId, lane, batchSize);
  if (permits.bulk === 0 && !lane.replies_due) return { waitMs: permits.waitMs, lineDown: false };
  const startUntil =
    Date.now() + Math.max(parts.config.outbox.leaseSeconds * 1000 - answerMs, parts.config.outbox.leaseSeconds * 400);
  const { leaseId, messages, stopped, asleep } = await claimMessages(
    parts.db,
    parts.config,
    tenantId,
    connectionId,
    lane,
    {
      replies: batchSize,
      bulk: permits.bulk,
    },
  );
  for (const campaignId of stopped) await pauseByItself(parts, tenantId, campaignId, 'template_paused');
  const settler = createSettler(parts, tenantId, connectionId, leaseId);
  const signs = noSigns();
  let tried = messages.filter((message) => message.campaignId !== null).length;
  if (messages.length > 0) {
    if (tried > 0) await sleepUntil(permits.startAt, signal);
    await sendMessages(messages, {
      channel: channelOf(parts.config, lane.channel),
      connection: openConnection(parts.vault, lane),
      fileOf: (asset) => outboundFile(parts, tenantId, asset, connectionId, lane.channel),
      concurrency: batchSize,
      signal,
      startUntil,
      runningCampaigns: async (ids) =>
        new Set(
          (await parts.db.read<{ id: string }>(tenantId, runningCampaignsSql, [tenantId, ids], 'lane-running')).map(
            (row) => row.id,
          ),
        ),
      onOutcome: (message: ClaimedMessage, outcome: Outcome) => {
        readSigns(signs, outcome, lane.channel);
        if (message.campaignId && (outcome.state === 'released' || outcome.state === 'skipped')) tried -= 1;
        settler.add(message, outcome);
      },
    });
  }
  try {
    await permits.finish(tried);
  } finally {
    await settler.finish();
  }
  for (const campaign of asleep) await holdAll(parts, tenantId, campaign);
  await heed(parts, tenantId, connectionId, signs);
  return { waitMs: messages.length === 0 && asleep.length === 0 ? idleMs : signs.holdMs, lineDown: signs.down };
}

/** @param at epoch ms */
async function sleepUntil(at: number, signal: AbortSignal): Promise<void> {
  const ms = at - Date.now();
  // At a shutdown nothing is sent after it; what was claimed goes back.
  if (ms > 0) await setTimeout(ms, undefined, { signal }).catch(() => {});
}

/** Somebody of a campaign sleeps: everybody who does is held back, before the next are claimed. */
async function holdAll(parts: Parts, tenantId: string, campaign: QuietCampaign): Promise<void> {
  let more = true;
  while (more) more = await parts.db.withTenant(tenantId, (tx) => holdQuiet(tx, campaign, 'due'));
}

async function heed(parts: Parts, tenantId: string, connectionId: string, signs: Signs): Promise<void> {
  const { mend } = signs;
  if (signs.tooFast) await slowLine(parts, tenantId, connectionId);
  if (mend) await parts.db.withTenant(tenantId, (tx) => pauseLine(tx, parts, connectionId, mend.code, mend.detail));
  if (signs.down) await reportLineDown(parts, tenantId, connectionId);
}

/** Has the connection looked at at once; its own state machine decides what is shown and when it is tried again. */
async function reportLineDown(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  await parts.db.withTenant(tenantId, (tx) =>
    // Several reports without a reconnect between them mean that the gateway's "open" is not to be believed.
    tx.query(
      `update connections set next_retry_at = now(), recovery_attempts = recovery_attempts + (state = 'connected')::int
       where tenant_id = $1 and id = $2 and removed_at is null`,
      [tenantId, connectionId],
    ),
  );
}
