// Retry: only what failed is queued again, and paid for again: people, files that failed after the first one arrived, and people who were passed
// over until somebody decided that they stay. Nobody else hears anything twice.
import type { Campaign } from '@parley/contract';
import type { TenantTx } from '../../../platform/db/database';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { reserveCredits } from '../../credits';
import { fileFailedSql, passedOverSql, ringLane } from '../../outbox';
import { demandTimely, visibleOwner } from '../policy';
import { holdConnection, lockCampaign } from '../queries';
import { getVisible, readCampaign } from '../read';

/** @throws AppError not_found, wrong_state, insufficient_credits */
export async function retry(context: TenantContext, id: string): Promise<Campaign> {
  const { tx, actor, parts } = context;
  await getVisible(context, id);
  // Messages before the campaign, as everywhere in the outbox, so that a batch being settled cannot lock us out for ever.
  const queued = await queueAgain(tx, id);
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('retryFailed', { status: row.status, repeatable: queued.length > 0 });
  await holdConnection(tx, row.connection_id);
  const people = queued.filter(({ first }) => first);
  const failed = sum(people.filter(({ was }) => was === 'failed'));
  const passedOver = sum(people.filter(({ was }) => was === 'skipped'));
  const files = sum(queued.filter(({ first }) => !first));
  await tx.query(
    // As when a campaign goes on: what failed before is not counted again, or the first new failure would stop it.
    `update campaigns set recent_settled = 0, recent_failed = 0, pending_count = pending_count + $3 + $4, failed_count = failed_count - $3, skipped_count = skipped_count - $4, parts_pending = parts_pending + $5,
       attempt = attempt + 1, finished_at = null, status = case status when 'paused' then 'paused' else 'running' end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, id, failed, passedOver, files],
  );
  await tx.query(
    `update campaign_variants v set failed_count = v.failed_count - q.count from jsonb_to_recordset($3::jsonb) as q (first boolean, was text, variant smallint, count int)
     where v.tenant_id = $1 and v.campaign_id = $2 and q.first and q.was = 'failed' and v.number = q.variant`,
    [tx.tenantId, id, JSON.stringify(queued)],
  );
  const amount = (failed + passedOver) * row.parts + files;
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
    data: { ownerId: row.owner_id, recipients: failed + passedOver, files },
  });
  await context.record({ type: 'credits.updated' });
  tx.afterCommit(() => ringLane(parts, tx.tenantId, row.connection_id));
  return readCampaign(context, id);
}

interface Queued {
  first: boolean;
  was: 'failed' | 'skipped';
  variant: number | null;
  count: number;
}

/** A failed file whose first message has not arrived is taken back: it follows again when that one does. */
function queueAgain(tx: TenantTx, campaignId: string): Promise<Queued[]> {
  return tx.query<Queued>(
    `with due as materialized (
       select m.id, m.state as was, m.part > 0 and m.state = 'failed' and not ${fileFailedSql} as follows
       from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
       where m.tenant_id = $1 and m.campaign_id = $2 and (m.state = 'failed' or ${passedOverSql}) order by m.id for update of m
     ), queued as (
       update messages m set state = case when d.follows then 'skipped' else 'queued' end, due_at = now(), attempts = 0, provider_id = null, error_code = null, error_detail = null,
         lease_id = null, lease_until = null
       from due d where m.tenant_id = $1 and m.id = d.id returning m.part, m.variant, m.state, d.was
     ) select part = 0 as first, was, variant, count(*)::int as count from queued where state = 'queued' group by 1, 2, 3`,
    [tx.tenantId, campaignId],
  );
}

function sum(rows: readonly { count: number }[]): number {
  return rows.reduce((total, { count }) => total + count, 0);
}
