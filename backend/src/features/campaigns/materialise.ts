// Materialise: writes a launched campaign's recipients in chunks, each its own transaction. Killed between two chunks it goes on where
// it was; run twice it writes nobody twice (messages_recipient_key).
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { completeIfDone, ringLane } from '../outbox';
import { audienceParams, audienceWhere, hasAddress, listedIds, type StoredAudience, storedAudience } from './audience';
import { type LockedCampaign, lockCampaign } from './queries';
import { balanceReserve } from './reserve';

export const chunkSize = 5000;

/** Writes the next chunk. @returns false when nothing is left to write (or not now) */
export async function writeChunk(parts: Parts, tenantId: string, campaignId: string): Promise<boolean> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const campaign = await lockCampaign(tx, null, campaignId);
    if (!campaign?.audience_at || campaign.audience_done_at) return false;
    const audience = storedAudience.parse(campaign.audience);
    const written = await insertRecipients(tx, campaign, audience);
    await count(tx, campaign.id, written);
    await balanceReserve(tx, campaign.id, written.last);
    await recordEvent(tx, parts.publish, { type: 'campaign.progress', subjectId: campaign.id });
    if (written.last) await completeIfDone(tx, parts, campaign.id);
    tx.afterCommit(() => ringLane(parts, tenantId, campaign.connection_id));
    return !written.last;
  });
}

interface Written {
  queued: number;
  skipped: number;
  cursor: string | null;
  last: boolean;
}

async function insertRecipients(tx: TenantTx, campaign: LockedCampaign, audience: StoredAudience): Promise<Written> {
  const listed = listedIds(audience);
  const after = campaign.audience_cursor;
  const ids = listed?.filter((id) => after === null || id > after).slice(0, chunkSize) ?? null;
  const row = await tx.one<{ seen: number; queued: number; skipped: number; last_id: string | null }>(
    `with chunk as materialized (
       select c.id, case when $9 then 'campaign_cancelled' when c.opted_out_at is not null then 'opted_out' when not ${hasAddress} then 'no_address' end as reason
       from contacts c where ${audienceWhere} and ($6::uuid is null or c.id > $6) order by c.id limit $7
     ), written as (
       insert into messages (tenant_id, connection_id, contact_id, campaign_id, direction, source, state, error_code, variables)
       select $1, $8, chunk.id, $5, 'out', 'campaign', case when chunk.reason is null then 'queued' else 'skipped' end, chunk.reason, $10::jsonb -> chunk.id::text
       from chunk order by chunk.id
       on conflict (tenant_id, campaign_id, contact_id) where campaign_id is not null do nothing
       returning state
     )
     select (select count(*) from chunk)::int as seen, (select chunk.id from chunk order by chunk.id desc limit 1) as last_id,
       (select count(*) from written where state = 'queued')::int as queued, (select count(*) from written where state = 'skipped')::int as skipped`,
    [
      ...audienceParams(tx, audience, { campaignId: campaign.id, ids }),
      after,
      chunkSize,
      campaign.connection_id,
      campaign.status === 'cancelled',
      variablesOf(audience, ids),
    ],
  );
  const seen = row?.seen ?? 0;
  const cursor = ids ? (ids.at(-1) ?? after) : (row?.last_id ?? after);
  return {
    queued: row?.queued ?? 0,
    skipped: row?.skipped ?? 0,
    cursor,
    last: ids ? ids.length < chunkSize : seen < chunkSize,
  };
}

/** The own values of an inline list's people in this chunk, by contact id. */
function variablesOf(audience: StoredAudience, ids: readonly string[] | null): string | null {
  if (audience.type !== 'inline' || !ids) return null;
  const wanted = new Set(ids);
  const people = (audience.people ?? []).filter((one) => wanted.has(one.contactId));
  return JSON.stringify(Object.fromEntries(people.map((one) => [one.contactId, one.variables])));
}

/** Counters follow with each chunk; at the end the total is what was really written. */
async function count(tx: TenantTx, campaignId: string, { queued, skipped, cursor, last }: Written): Promise<void> {
  await tx.query(
    `update campaigns set pending_count = pending_count + $3, skipped_count = skipped_count + $4, audience_cursor = $5,
       audience_done_at = case when $6 then now() end,
       total_count = case when $6 then pending_count + $3 + skipped_count + $4 + sent_count + failed_count + uncertain_count else total_count end,
       updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, campaignId, queued, skipped, cursor, last],
  );
}
