// Retry: only the failed recipients are queued again, and paid for again; nobody else hears anything twice.
import type { Campaign } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { reserveCredits } from '../../credits';
import { ringLane } from '../../outbox';
import { demandTimely, visibleOwner } from '../policy';
import { holdConnection, lockCampaign } from '../queries';
import { getVisible, readCampaign } from '../read';

/** @throws AppError not_found, wrong_state, insufficient_credits */
export async function retry(context: TenantContext, id: string): Promise<Campaign> {
  const { tx, actor, parts } = context;
  await getVisible(context, id);
  // Messages before the campaign, as everywhere in the outbox, so that a batch being settled cannot lock us out for ever.
  const queued = await tx.query<{ first: boolean; variant: number | null; count: number }>(
    `with queued as (
       update messages set state = 'queued', due_at = now(), attempts = 0, provider_id = null, error_code = null, error_detail = null, lease_id = null, lease_until = null
       where tenant_id = $1 and campaign_id = $2 and state = 'failed' returning part, variant
     ) select part = 0 as first, variant, count(*)::int as count from queued group by 1, 2`,
    [tx.tenantId, id],
  );
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('retryFailed', { status: row.status, failedCount: row.failed_count });
  await holdConnection(tx, row.connection_id);
  const recipients = sum(queued.filter(({ first }) => first));
  const files = sum(queued.filter(({ first }) => !first));
  await tx.query(
    `update campaigns set pending_count = pending_count + $3, failed_count = failed_count - $3, parts_pending = parts_pending + $4, attempt = attempt + 1, finished_at = null,
       status = case status when 'paused' then 'paused' else 'running' end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, recipients, files],
  );
  await tx.query(
    `update campaign_variants v set failed_count = v.failed_count - q.count from jsonb_to_recordset($3::jsonb) as q (first boolean, variant smallint, count int)
     where v.tenant_id = $1 and v.campaign_id = $2 and q.first and v.number = q.variant`,
    [tx.tenantId, id, JSON.stringify(queued)],
  );
  const amount = recipients * row.parts + files;
  await reserveCredits(tx, {
    amount,
    campaignId: id,
    actorId: actor.userId,
    reason: 'Retry of the failed',
    publish: parts.publish,
  });
  await context.record({
    type: 'campaign.retried',
    subjectId: id,
    data: { ownerId: row.owner_id, recipients },
  });
  await context.record({ type: 'credits.updated' });
  tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
  return readCampaign(context, id);
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
