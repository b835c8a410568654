// The end of every statement that writes recipients, whoever they were chosen by.
import type { TenantTx } from '../../platform/db/database';
import { leftOutSql } from '../contacts';
import type { LockedCampaign } from './queries';

/** What became of the people of a chunk. */
export interface Written {
  queued: number;
  skipped: number;
}

/**
 * Writes a row for each person of a chunk; who has one already gets none.
 * @param chunkSql a query for the people: `id` and `variables` of contacts `c`, with `reasonSql` as `reason`; its own parameters begin at $5
 */
export async function writeRecipients(
  tx: TenantTx,
  campaign: LockedCampaign,
  chunkSql: string,
  params: readonly unknown[],
): Promise<Written> {
  const row = await tx.one<Written>(
    `with chunk as materialized (${chunkSql}), written as (
       insert into messages (tenant_id, connection_id, contact_id, campaign_id, direction, source, state, error_code, variables)
       select $1, $3, chunk.id, $2, 'out', 'campaign', case when chunk.reason is null then 'queued' else 'skipped' end, chunk.reason, chunk.variables
       from chunk order by chunk.id
       on conflict (tenant_id, campaign_id, contact_id, part) where campaign_id is not null do nothing
       returning state
     )
     select count(*) filter (where state = 'queued')::int as queued, count(*) filter (where state = 'skipped')::int as skipped from written`,
    [tx.tenantId, campaign.id, campaign.connection_id, campaign.status === 'cancelled', ...params],
  );
  return row ?? { queued: 0, skipped: 0 };
}

/** Why contact `c` is not written to through connection `k`; null when nothing speaks against it. */
export const reasonSql = `case when $4 then 'campaign_cancelled' else ${leftOutSql('k.channel')} end`;
