// Launch: in one transaction the audience is frozen, counted and paid for. Writing the recipients follows in a job.
import type { Channel } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError, found } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { reserveCredits } from '../credits';
import { renewRules, type StoredAudience } from './audience';
import { freezeAudience } from './freeze';
import { ringCampaign } from './ring';

export interface Launch {
  id: string;
  ownerId: string | null;
  body: string;
  audience: StoredAudience;
  /** Who pressed the button; null when the clock did. */
  actorId: string | null;
  requestId?: string;
}

/**
 * Starts a campaign whose row the caller has locked. Body and audience are frozen, and exactly one credit per file and person who
 * can be reached is reserved.
 * @throws AppError empty_audience, insufficient_credits, validation_failed
 */
export async function launch(tx: TenantTx, parts: Parts, of: Launch): Promise<void> {
  const audience = await renewRules(tx, of.audience);
  const line = await tx.one<{ channel: Channel; parts: number }>(
    `update campaigns k set status = 'running', status_reason = null, body = $3, audience = $4, audience_at = now(), started_at = now(), attempt = attempt + 1,
       countries = '{}', holds = '[]', recent_settled = 0, recent_failed = 0, status_data = null,
       updated_at = now()
     from connections n where k.tenant_id = $1 and k.id = $2 and n.tenant_id = $1 and n.id = k.connection_id returning n.channel, k.parts`,
    [tx.tenantId, of.id, of.body, JSON.stringify(audience)],
  );
  const { channel, parts: files } = found(line, 'campaign');
  const { total, sendable } = await freezeAudience(tx, parts.publish, { campaignId: of.id, audience, channel });
  if (sendable === 0) throw emptyAudience();
  await tx.query('update campaigns set total_count = $3 where tenant_id = $1 and id = $2', [tx.tenantId, of.id, total]);
  await reserveCredits(tx, {
    amount: sendable * files,
    campaignId: of.id,
    reason: 'Launch',
    publish: parts.publish,
    ...(of.actorId ? { actorId: of.actorId } : {}),
  });
  const event = { actorId: of.actorId, requestId: of.requestId ?? null };
  await recordEvent(tx, parts.publish, {
    ...event,
    type: 'campaign.started',
    subjectId: of.id,
    data: { ownerId: of.ownerId, recipients: sendable },
  });
  await recordEvent(tx, parts.publish, { ...event, type: 'credits.updated' });
  tx.afterCommit(() => ringCampaign(parts, tx.tenantId, of.id));
}

export function emptyAudience(): AppError {
  return new AppError(
    'empty_audience',
    'Nobody would receive this campaign. Choose people who have a phone number and have not opted out.',
  );
}
