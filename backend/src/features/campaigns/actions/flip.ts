// Pause, resume, cancel: one small transaction each, which every lane sees before its next message. Repeating one changes nothing.
import type { Campaign, CampaignStatus, EventType } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { completeIfDone, ringLane } from '../../outbox';
import { type CampaignVerb, demandTimely, visibleOwner } from '../policy';
import { type LockedCampaign, lockCampaign } from '../queries';
import { readCampaign } from '../read';
import { ringCampaign } from '../ring';

interface Flip {
  verb: CampaignVerb;
  to: CampaignStatus;
  event: EventType;
}

/** @returns the campaign as it was, or undefined when it is already where it should be */
async function flip(
  context: TenantContext,
  id: string,
  { verb, to, event }: Flip,
): Promise<LockedCampaign | undefined> {
  const { tx, actor } = context;
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  if (row.status === to) return undefined;
  demandTimely(verb, { status: row.status });
  await tx.query(
    // Whoever goes on has seen why it stood still: what failed before is not counted again.
    `update campaigns set status = $3, status_reason = null, recent_settled = 0, recent_failed = 0, updated_at = now(),
       status_data = case when $3 in ('paused', 'cancelled') then jsonb_build_object('actorId', $4::uuid, 'at', now()) end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, to, actor.userId],
  );
  await context.record({ type: event, subjectId: id, data: { ownerId: row.owner_id } });
  return row;
}

/** @throws AppError not_found, wrong_state */
export async function pause(context: TenantContext, id: string): Promise<Campaign> {
  await flip(context, id, { verb: 'pause', to: 'paused', event: 'campaign.paused' });
  return readCampaign(context, id);
}

/** @throws AppError not_found, wrong_state */
export async function resume(context: TenantContext, id: string): Promise<Campaign> {
  const { tx, parts } = context;
  const row = await flip(context, id, { verb: 'resume', to: 'running', event: 'campaign.resumed' });
  if (row) {
    await completeIfDone(tx, parts, id);
    tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
    if (!row.audience_done_at) tx.afterCommit(() => ringCampaign(parts, tx.tenantId, id));
  }
  return readCampaign(context, id);
}

/** Takes a schedule back; the campaign is a draft again and keeps its time. @throws AppError not_found, wrong_state */
export async function unschedule(context: TenantContext, id: string): Promise<Campaign> {
  await flip(context, id, { verb: 'unschedule', to: 'draft', event: 'campaign.unscheduled' });
  return readCampaign(context, id);
}

/** Ends it for good. What is on its way arrives; the rest is taken back by the campaign's job, credit by credit. @throws AppError not_found, wrong_state */
export async function cancel(context: TenantContext, id: string): Promise<Campaign> {
  const { tx, parts } = context;
  const row = await flip(context, id, { verb: 'cancel', to: 'cancelled', event: 'campaign.cancelled' });
  if (row?.audience_at) tx.afterCommit(() => ringCampaign(parts, tx.tenantId, id));
  else if (row)
    await tx.query('update campaigns set finished_at = now() where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  return readCampaign(context, id);
}
