// After a cancel: unsent recipients become skipped and their credits come back, chunk by chunk.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { applyMoves } from '../outbox';
import { lockCampaign } from './queries';
import { balanceReserve } from './reserve';

const chunkSize = 5000;

/**
 * Takes one chunk back.
 * @returns 'more' when another chunk may wait, 'waiting' when some are still on their way, 'done' when every recipient is settled
 */
export async function takeBack(
  parts: Parts,
  tenantId: string,
  campaignId: string,
): Promise<'more' | 'waiting' | 'done'> {
  return parts.db.withTenant(tenantId, async (tx) => {
    const taken = await skipQueued(tx, campaignId);
    await applyMoves(
      tx,
      taken.map(({ part, variant }) => ({ campaignId, part, variant, from: 'queued', to: 'skipped' })),
    );
    const skipped = taken.length;
    const campaign = await lockCampaign(tx, null, campaignId);
    if (campaign?.status !== 'cancelled') return 'done';
    const more = skipped === chunkSize;
    const done = !more && campaign.pending_count === 0 && campaign.parts_pending === 0;
    if (done) {
      await balanceReserve(tx, campaignId, true);
      await tx.query(
        'update campaigns set finished_at = coalesce(finished_at, now()) where tenant_id = $1 and id = $2',
        [tenantId, campaignId],
      );
    }
    if (skipped > 0 || done) {
      await recordEvent(tx, parts.publish, { type: 'campaign.progress', subjectId: campaignId });
      await recordEvent(tx, parts.publish, { type: 'credits.updated' });
    }
    if (more) return 'more';
    return done ? 'done' : 'waiting';
  });
}

function skipQueued(tx: TenantTx, campaignId: string): Promise<{ part: number; variant: number | null }[]> {
  return tx.query(
    `with picked as materialized (
       select m.id from messages m where m.tenant_id = $1 and m.campaign_id = $2 and m.state = 'queued'
         and exists (select from campaigns k where k.tenant_id = $1 and k.id = $2 and k.status = 'cancelled')
       order by m.id limit $3 for update skip locked
     )
     update messages m set state = 'skipped', error_code = 'campaign_cancelled', error_detail = null from picked
     where m.tenant_id = $1 and m.id = picked.id returning m.part, m.variant`,
    [tx.tenantId, campaignId, chunkSize],
  );
}
