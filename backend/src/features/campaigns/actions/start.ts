// Start: now, or at the time that the draft asks for.
import type { Campaign } from '@parley/contract';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { countAudience } from '../count';
import { planOfSaved } from '../draft';
import { demandOwnPeople } from '../inline';
import { emptyAudience, launch } from '../launch';
import { storeMessage } from '../message';
import { demandTimely, visibleOwner } from '../policy';
import { holdConnection, lockCampaign } from '../queries';
import { readCampaign } from '../read';

/** @throws AppError not_found, wrong_state, not_connected, empty_audience, insufficient_credits, validation_failed, unknown_variable */
export async function start(context: TenantContext, id: string): Promise<Campaign> {
  const { tx, actor, parts, requestId } = context;
  // Locked first: of several starts at once one launches, the others find it running.
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('start', { status: row.status });
  const plan = await planOfSaved(context, row);
  // Somebody is here to be told; a launch by the clock simply leaves out whoever is not the coach's any more.
  if (plan.audience.type === 'inline') await demandOwnPeople(tx, plan.audience);
  await holdConnection(tx, plan.connection.id);
  // Templates may have been changed since the draft was saved: what they say now is frozen.
  await storeMessage(tx, id, plan.message);
  if (plan.sendAt && plan.sendAt.getTime() > Date.now()) {
    const { sendable } = await countAudience(tx, plan.audience, plan.connection.channel);
    if (sendable === 0) throw emptyAudience();
    await tx.query(
      `update campaigns set status = 'scheduled', status_reason = null, audience = $3, updated_at = now() where tenant_id = $1 and id = $2`,
      [tx.tenantId, id, JSON.stringify(plan.audience)],
    );
    await context.record({
      type: 'campaign.scheduled',
      subjectId: id,
      data: { ownerId: row.owner_id, sendAt: plan.sendAt.toISOString() },
    });
    return readCampaign(context, id);
  }
  if (plan.connection.state !== 'connected')
    throw new AppError('not_connected', 'This number is not connected. Connect it first, then start the campaign.');
  await launch(tx, parts, {
    id,
    ownerId: row.owner_id,
    body: plan.message.body,
    audience: plan.audience,
    actorId: actor.userId,
    requestId,
  });
  return readCampaign(context, id);
}
