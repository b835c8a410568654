// The campaign's job, and the sweep that starts what is scheduled and picks up what a crash left.
import type { CampaignStatus } from '@parley/contract';
import { doEachDue } from '../../platform/each-due';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { handle, type JobResult } from '../../platform/queues';
import { completeIfDone } from '../outbox';
import { storedAudience } from './audience';
import { launch } from './launch';
import { writeChunk } from './materialise';
import { lockCampaign } from './queries';
import { campaignJob, ringCampaign } from './ring';
import { refreshStatistics } from './statistics';
import { takeBack } from './take-back';

/** How soon messages that were on their way at the cancel are looked at again. */
const takeBackAgainMs = 2000;

export const campaignJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(campaignJob, ({ tenantId, campaignId }, signal) => runCampaign(parts, tenantId, campaignId, signal)),
];

/** Writes every recipient; of a cancelled campaign, takes the unsent back. Running it twice is harmless. */
export async function runCampaign(
  parts: Parts,
  tenantId: string,
  campaignId: string,
  signal: AbortSignal,
): Promise<JobResult> {
  try {
    let chunks = 0;
    while (await writeChunk(parts, tenantId, campaignId)) {
      chunks += 1;
      if (chunks === 1) await refreshStatistics(parts);
      if (signal.aborted) return { againInMs: 0 };
    }
    if (chunks > 0) await refreshStatistics(parts);
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'insufficient_credits') throw error;
    await stop(parts, tenantId, campaignId, 'running', 'paused', error.code);
    return undefined;
  }
  for (;;) {
    const state = await takeBack(parts, tenantId, campaignId);
    if (state === 'done') return undefined;
    if (state === 'waiting') return { againInMs: takeBackAgainMs };
    if (signal.aborted) return { againInMs: 0 };
  }
}

export const campaignSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  {
    name: 'campaigns-due',
    everyMs: 3000,
    run: async (signal) => {
      const due = await parts.db
        .system('campaigns of any tenant that need a hand')
        .query<{ tenant_id: string; id: string }>('select * from campaigns_due()');
      await doEachDue(parts, signal, due, 'a due campaign could not be moved on', ({ tenant_id: tenantId, id }) =>
        lendHand(parts, tenantId, id),
      );
    },
  },
];

/** Moves one campaign on: starts it when its time has come, rings its job, or ends it. */
export async function lendHand(parts: Parts, tenantId: string, campaignId: string): Promise<void> {
  try {
    await parts.db.withTenant(tenantId, async (tx) => {
      const row = await lockCampaign(tx, null, campaignId);
      if (!row) return;
      if (row.status === 'running' && row.audience_done_at) await completeIfDone(tx, parts, campaignId);
      else if (row.status === 'running' || row.status === 'cancelled')
        tx.afterCommit(() => ringCampaign(parts, tenantId, campaignId));
      else if (row.status === 'scheduled' && row.send_at && row.send_at.getTime() <= Date.now())
        await launch(tx, parts, {
          id: campaignId,
          ownerId: row.owner_id,
          body: row.body,
          audience: storedAudience.parse(row.audience),
          actorId: null,
        });
    });
  } catch (error) {
    // A launch by the clock has nobody to tell: the campaign itself says why it did not start.
    if (!(error instanceof AppError)) throw error;
    await stop(parts, tenantId, campaignId, 'scheduled', 'failed', error.code);
  }
}

async function stop(
  parts: Parts,
  tenantId: string,
  campaignId: string,
  from: CampaignStatus,
  to: 'paused' | 'failed',
  reason: string,
): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    const stopped = await tx.one(
      `update campaigns set status = $4, status_reason = $5, finished_at = case when $4 = 'failed' then now() end, updated_at = now()
       where tenant_id = $1 and id = $2 and status = $3 returning id`,
      [tenantId, campaignId, from, to, reason],
    );
    if (stopped)
      await recordEvent(tx, parts.publish, {
        type: to === 'failed' ? 'campaign.failed' : 'campaign.paused',
        subjectId: campaignId,
        data: { reason },
      });
  });
}
