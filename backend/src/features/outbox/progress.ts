// Campaign progress and completion. For the live feed at most two events a second per campaign and process, and always one at the end.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';

const everyMs = 500;
/** Of the campaigns that moved lately; the others are forgotten, so that it does not grow with every campaign there ever was. */
const reportedAt = new Map<string, number>();

/** Tells how far these campaigns came, and ends those that are done. */
export async function reportProgress(tx: TenantTx, parts: Parts, campaignIds: readonly string[]): Promise<void> {
  for (const campaignId of new Set(campaignIds)) {
    if (await completeIfDone(tx, parts, campaignId)) continue;
    const now = Date.now();
    if (now - (reportedAt.get(campaignId) ?? 0) < everyMs) continue;
    for (const [id, at] of reportedAt) if (now - at >= everyMs) reportedAt.delete(id);
    reportedAt.set(campaignId, now);
    await recordEvent(tx, parts.publish, { type: 'campaign.progress', subjectId: campaignId });
    await recordEvent(tx, parts.publish, { type: 'credits.updated' });
  }
}

/**
 * Ends a campaign whose recipients are all written and settled. Also one that stopped by itself: what was on its way then has settled, and with
 * nobody left there is nothing to go on with. What a person paused stays so until somebody lets it go on.
 * @returns true when this call ended it
 */
export async function completeIfDone(tx: TenantTx, parts: Parts, campaignId: string): Promise<boolean> {
  const ended = await tx.one(
    `update campaigns set status = 'completed', status_reason = null, status_data = null, finished_at = now(), updated_at = now()
     where tenant_id = $1 and id = $2 and (status = 'running' or status = 'paused' and status_reason is not null) and audience_done_at is not null and pending_count = 0 and parts_pending = 0 returning id`,
    [tx.tenantId, campaignId],
  );
  if (!ended) return false;
  await recordEvent(tx, parts.publish, { type: 'campaign.completed', subjectId: campaignId });
  await recordEvent(tx, parts.publish, { type: 'credits.updated' });
  return true;
}

/** Pauses a running campaign for a reason that a person must look at. Harmless to repeat. @param reason a key of the reasons that the app explains */
export async function pauseByItself(parts: Parts, tenantId: string, campaignId: string, reason: string): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    const paused = await tx.one(
      `update campaigns set status = 'paused', status_reason = $3, updated_at = now() where tenant_id = $1 and id = $2 and status = 'running' returning id`,
      [tenantId, campaignId, reason],
    );
    if (paused)
      await recordEvent(tx, parts.publish, { type: 'campaign.paused', subjectId: campaignId, data: { reason } });
  });
}
