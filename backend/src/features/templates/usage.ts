// Usage figures of a template, counted anew from the campaigns that used it, so that repeating the count changes nothing.
import type { TenantTx } from '../../platform/db/database';

/** Brings the figures of the campaign's template up to date: launches, the last one, messages that reached people or failed. */
export async function refreshUsage(tx: TenantTx, campaignId: string): Promise<void> {
  await tx.query(
    `update templates t set uses = s.uses, last_used_at = s.last_used_at, delivered = s.delivered, failed = s.failed
     from (
       select k.template_id, count(*)::int as uses, max(k.started_at) as last_used_at, sum(k.sent_count)::int as delivered, sum(k.failed_count)::int as failed
       from campaigns k
       where k.tenant_id = $1 and k.started_at is not null
         and k.template_id = (select x.template_id from campaigns x where x.tenant_id = $1 and x.id = $2)
       group by k.template_id
     ) s
     where t.tenant_id = $1 and t.id = s.template_id`,
    [tx.tenantId, campaignId],
  );
}
