// The brake: a campaign stops by itself when too many of its latest messages failed, or when its line cannot be used until a person mends it.
import type { OutcomeCode } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';

/** Failures looked at for the most frequent cause. */
const causesOf = 200;

/** Pauses a campaign whose latest messages failed too often; `applyMoves` names it. Of several at once one does it. */
export async function pauseFailing(tx: TenantTx, parts: Parts, campaignIds: readonly string[]): Promise<void> {
  for (const id of campaignIds) {
    const paused = await tx.one<{ owner_id: string | null; facts: Record<string, unknown> }>(
      `update campaigns k set status = 'paused', status_reason = 'failure_rate', updated_at = now(), status_data = jsonb_build_object(
         'percent', round(100.0 * least(k.recent_failed, k.recent_settled) / greatest(1, k.recent_settled))::int, 'sample', k.recent_settled,
         'code', (select f.error_code from (
            select m.error_code from messages m where m.tenant_id = $1 and m.campaign_id = $2 and m.state = 'failed' order by m.id desc limit ${causesOf}) f
          group by 1 order by count(*) desc limit 1),
         'detail', null)
       where k.tenant_id = $1 and k.id = $2 and k.status = 'running' returning k.owner_id, k.status_data as facts`,
      [tx.tenantId, id],
    );
    if (paused) await tell(tx, parts, id, paused.owner_id, { reason: 'failure_rate', ...paused.facts });
  }
}

/** Pauses every running campaign of a line that a person has to mend first, so that no more people are tried in vain. */
export async function pauseLine(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  code: OutcomeCode,
  detail: string,
): Promise<void> {
  const facts = { percent: null, sample: null, code, detail: detail.slice(0, 500) || null };
  const paused = await tx.query<{ id: string; owner_id: string | null }>(
    `update campaigns k set status = 'paused', status_reason = $3, status_data = $4, updated_at = now()
     from (select id from campaigns where tenant_id = $1 and connection_id = $2 and status = 'running' order by id for update) r
     where k.tenant_id = $1 and k.id = r.id returning k.id, k.owner_id`,
    [tx.tenantId, connectionId, code, JSON.stringify(facts)],
  );
  for (const { id, owner_id: ownerId } of paused) await tell(tx, parts, id, ownerId, { reason: code, ...facts });
}

function tell(tx: TenantTx, parts: Parts, id: string, ownerId: string | null, data: Record<string, unknown>) {
  return recordEvent(tx, parts.publish, { type: 'campaign.paused', subjectId: id, data: { ownerId, ...data } });
}
