// Materialise: writes a launched campaign's recipients from its frozen audience, in chunks, each its own transaction. Killed between two
// chunks it goes on where it was; run twice it writes nobody twice (messages_recipient_key).
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { completeIfDone, holdQuiet, readmit, ringLane } from '../outbox';
import type { Chunk } from './freeze';
import { writeStretch } from './list-people';
import { quietOf } from './outlook';
import { type LockedCampaign, lockCampaign } from './queries';
import { balanceReserve } from './reserve';
import { reasonSql, type Written, writeRecipients } from './write-recipients';

/** Writes the next chunk. @returns false when nothing is left to write (or not now) */
export async function writeChunk(parts: Parts, tenantId: string, campaignId: string): Promise<boolean> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const campaign = await lockCampaign(tx, null, campaignId);
    if (!campaign?.audience_at || campaign.audience_done_at) return false;
    const [chunk, another] = await nextChunks(tx, campaign.id);
    const written = chunk ? await writeOne(tx, parts, campaign, chunk) : { queued: 0, skipped: 0 };
    const last = another === undefined;
    await count(tx, campaign.id, written, last);
    const quiet = await quietOf(tx, campaign);
    if (quiet) await holdQuiet(tx, quiet, 'just written');
    await balanceReserve(tx, campaign.id, last);
    await recordEvent(tx, parts.publish, { type: 'campaign.progress', subjectId: campaign.id });
    if (last) await completeIfDone(tx, parts, campaign.id);
    tx.afterCommit(() => ringLane(parts, tenantId, campaign.connection_id));
    // Somebody may have decided while the chunk was written.
    if (written.skipped > 0) tx.afterCommit(() => readmit(parts, tenantId, { campaignId }));
    return !last;
  });
}

/** The next chunk and, if there is one, that after it. */
function nextChunks(tx: TenantTx, campaignId: string): Promise<Chunk[]> {
  return tx.query<Chunk>(
    'select n, list_id, from_row, to_row from campaign_audience where tenant_id = $1 and campaign_id = $2 order by n limit 2',
    [tx.tenantId, campaignId],
  );
}

/** A chunk goes in the transaction that writes its recipients. */
async function writeOne(tx: TenantTx, parts: Parts, campaign: LockedCampaign, chunk: Chunk): Promise<Written> {
  const written = chunk.list_id
    ? await writeStretch(tx, parts.publish, campaign, chunk)
    : await writeMembers(tx, campaign, chunk.n);
  await tx.query('delete from campaign_audience where tenant_id = $1 and campaign_id = $2 and n = $3', [
    tx.tenantId,
    campaign.id,
    chunk.n,
  ]);
  return written;
}

/** Whoever opted out since the launch is left out here already; whoever was deleted is no recipient. */
function writeMembers(tx: TenantTx, campaign: LockedCampaign, n: number): Promise<Written> {
  return writeRecipients(
    tx,
    campaign,
    `with own as materialized (
       select e.key::uuid as id, e.value from campaign_audience a cross join jsonb_each(a.variables) e
       where a.tenant_id = $1 and a.campaign_id = $2 and a.n = $5
     )
     select c.id, ${reasonSql} as reason, own.value as variables
     from campaign_audience a cross join unnest(a.contact_ids) as m (id)
     join contacts c on c.tenant_id = $1 and c.id = m.id
     join connections k on k.tenant_id = $1 and k.id = $3
     left join own on own.id = m.id
     where a.tenant_id = $1 and a.campaign_id = $2 and a.n = $5`,
    [n],
  );
}

/** Counters follow with each chunk; at the end the total is what was really written. */
async function count(tx: TenantTx, campaignId: string, { queued, skipped }: Written, last: boolean): Promise<void> {
  await tx.query(
    `update campaigns set pending_count = pending_count + $3, skipped_count = skipped_count + $4,
       audience_done_at = case when $5 then now() end,
       total_count = case when $5 then pending_count + $3 + skipped_count + $4 + sent_count + failed_count + uncertain_count else total_count end,
       updated_at = now()
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, campaignId, queued, skipped, last],
  );
}
