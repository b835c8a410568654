// Renaming, handing over and pacing.
import type { Connection, EndpointParsed, updateConnection as endpoint, Pacing } from '@parley/contract';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { ringLane } from '../../outbox';
import { demandManage, ownerFor } from '../access';
import { presentConnection } from '../present';
import { findConnection, findVisible } from '../queries';
import { refusingTakenNames } from '../unique';
import { demandMember } from './create';

/** @throws AppError not_found, forbidden, name_taken, validation_failed */
export async function updateConnection(
  ctx: TenantContext,
  id: string,
  change: EndpointParsed<typeof endpoint>['body'],
): Promise<Connection> {
  const { tx, actor } = ctx;
  const before = found(await findVisible(tx, actor, id), 'connection');
  demandManage(actor, before);
  const ownerId = ownerFor(actor, change.ownerId, before.ownerId);
  if (ownerId !== before.ownerId) await demandMember(tx, ownerId);
  await refusingTakenNames(() =>
    tx.query('update connections set name = $3, owner_id = $4, updated_at = now() where tenant_id = $1 and id = $2', [
      tx.tenantId,
      id,
      change.name ?? before.name,
      ownerId,
    ]),
  );
  await ctx.record({
    type: 'connection.updated',
    subjectId: id,
    data: { name: change.name ?? before.name, ownerId, ownerBefore: before.ownerId },
  });
  return presentConnection(tx, actor, found(await findConnection(tx, id), 'connection'));
}

/** Running campaigns follow at once: their lane reads the limits with every batch. @throws AppError not_found, forbidden */
export async function updatePacing(ctx: TenantContext, id: string, pacing: Pacing): Promise<Pacing> {
  const { tx, actor, parts } = ctx;
  demandManage(actor, found(await findVisible(tx, actor, id), 'connection'));
  await tx.query(
    `update connections set per_second = $3, per_minute = $4, per_hour = $5, per_day = $6, min_delay_ms = $7, max_delay_ms = $8, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      id,
      pacing.perSecond,
      pacing.perMinute,
      pacing.perHour,
      pacing.perDay,
      pacing.minDelayMs,
      pacing.maxDelayMs,
    ],
  );
  await ctx.record({ type: 'pacing.updated', subjectId: id, data: { ...pacing } });
  // A lane that sleeps until an old limit allows more is woken.
  tx.afterCommit(() => ringLane(parts, tx.tenantId, id));
  return pacing;
}
