// Drafting: nothing is sent, nothing is reserved.
import {
  type Campaign,
  type CampaignInput,
  defaultAutoPause,
  type EndpointParsed,
  type updateCampaign,
} from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { newId } from '../../../platform/ids';
import { checkChosen, coachOf, inputOf, type Plan, planOf, readEntered } from '../draft';
import { storeMessage } from '../message';
import { audienceOwner, demandTimely, visibleOwner } from '../policy';
import { lockCampaign } from '../queries';
import { readCampaign } from '../read';

/** @throws AppError not_found, unknown_variable, validation_failed */
export async function createDraft(context: TenantContext, input: CampaignInput): Promise<Campaign> {
  const { tx, actor } = context;
  const plan = await planOf(tx, actor, input, { ownerId: actor.userId, coachId: audienceOwner(actor) });
  await checkChosen(tx, plan.audience);
  const id = newId();
  await tx.query(
    'insert into campaigns (tenant_id, id, name, connection_id, owner_id, audience) values ($1, $2, $3, $4, $5, $6)',
    [tx.tenantId, id, input.name, plan.connection.id, actor.userId, JSON.stringify(plan.audience)],
  );
  await store(context, id, input.name, plan);
  await context.record({ type: 'campaign.created', subjectId: id, data: { ownerId: actor.userId } });
  return readCampaign(context, id);
}

/**
 * Changes the fields that are given; null takes pace and start back.
 * @throws AppError not_found, wrong_state, unknown_variable, validation_failed
 */
export async function updateDraft(
  context: TenantContext,
  id: string,
  { pacing, sendAt, ...changes }: EndpointParsed<typeof updateCampaign>['body'],
): Promise<Campaign> {
  const { tx, actor } = context;
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('edit', { status: row.status });
  // Given a message, the saved one is not asked for, so that a draft whose template is gone can be mended.
  const saved = inputOf(row, changes.message ?? (await readEntered(context, id)));
  const input = {
    ...saved,
    ...changes,
    pacing: pacing === undefined ? saved.pacing : (pacing ?? undefined),
    sendAt: sendAt === undefined ? saved.sendAt : (sendAt ?? undefined),
  };
  const plan = await planOf(tx, actor, input, { ownerId: row.owner_id, coachId: coachOf(row, actor) });
  if (changes.audience) await checkChosen(tx, plan.audience);
  await store(context, id, input.name, plan);
  await context.record({ type: 'campaign.updated', subjectId: id, data: { ownerId: row.owner_id } });
  return readCampaign(context, id);
}

/** @throws AppError not_found, wrong_state */
export async function removeDraft(context: TenantContext, id: string): Promise<Record<string, never>> {
  const { tx, actor } = context;
  const row = found(await lockCampaign(tx, visibleOwner(actor), id), 'campaign');
  demandTimely('remove', { status: row.status });
  await tx.query('delete from campaigns where tenant_id = $1 and id = $2', [tx.tenantId, id]);
  await context.record({ type: 'campaign.deleted', subjectId: id, data: { ownerId: row.owner_id } });
  return {};
}

async function store({ tx }: TenantContext, id: string, name: string, plan: Plan): Promise<void> {
  await tx.query(
    `update campaigns set name = $3, connection_id = $4, audience = $5, min_delay_ms = $6, max_delay_ms = $7, send_at = $8, quiet_start = $9, quiet_end = $10,
       auto_pause_percent = $11, auto_pause_sample = $12, status_data = null, status = 'draft', status_reason = null, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      id,
      name,
      plan.connection.id,
      JSON.stringify(plan.audience),
      plan.pacing?.minDelayMs ?? null,
      plan.pacing?.maxDelayMs ?? null,
      plan.sendAt,
      plan.quiet?.start ?? null,
      plan.quiet?.end ?? null,
      plan.autoPause?.failurePercent ?? null,
      plan.autoPause?.minSample ?? defaultAutoPause.minSample,
    ],
  );
  await storeMessage(tx, id, plan.message);
}
