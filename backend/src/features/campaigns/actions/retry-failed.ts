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
  const queued = await tx.one<{ amount: number }>(
    `with queued as (
       update messages set state = 'queued', due_at = now(), attempts = 0, provider_id = null, error_code = null, error_detail = null, lease_id = null, lease_until = null
       where tenant_id = $1 and campaign_id = $2 and state = 'failed' returning 1
     ) select count(*)::int as amount from queued`,
    [tx.tenantId, id],
  );
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('retryFailed', { status: row.status, failedCount: row.failed_count });
  await holdConnection(tx, row.connection_id);
  const amount = queued?.amount ?? 0;
  await tx.query(
    `update campaigns set pending_count = pending_count + $3, failed_count = failed_count - $3, attempt = attempt + 1, finished_at = null,
       status = case status when 'paused' then 'paused' else 'running' end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, amount],
  );
  await reserveCredits(tx, { amount, campaignId: id, actorId: actor.userId, reason: 'Retry of the failed' });
  await context.record({
    type: 'campaign.retried',
    subjectId: id,
    data: { ownerId: row.owner_id, recipients: amount },
  });
  await context.record({ type: 'credits.updated' });
  tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
  return readCampaign(context, id);
}
