// Renaming, handing over and pacing.
import type { Connection, EndpointParsed, updateConnection as endpoint, Pacing } from '@parley/contract';
import { prisma } from '../../../platform/db/prisma';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { ringLane } from '../../outbox';
import { demandManage, ownerFor } from '../access';
import { presentConnection } from '../present';
import { findConnection, findVisible } from '../queries';
import { refusingTakenNames } from '../unique';
import { demandMember } from './insert';

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
    prisma.connection.updateMany({
      where: { tenantId: tx.tenantId, id },
      data: { name: change.name, ownerId, updatedAt: new Date() },
    }),
  );
  await ctx.record({
    type: 'connection.updated',
    subjectId: id,
    data: { name: change.name ?? before.name, ownerId, ownerBefore: before.ownerId },
  });
  return presentConnection(tx, ctx.parts.config, actor, found(await findConnection(tx, id), 'connection'));
}

/** Running campaigns follow at once: their lane reads the limits with every batch. @throws AppError not_found, forbidden */
export async function updatePacing(ctx: TenantContext, id: string, pacing: Pacing): Promise<Pacing> {
  const { tx, actor, parts } = ctx;
  demandManage(actor, found(await findVisible(tx, actor, id), 'connection'));
  await prisma.connection.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: { ...pacing, updatedAt: new Date() },
  });
  await ctx.record({ type: 'pacing.updated', subjectId: id, data: { ...pacing } });
  // A lane that sleeps until an old limit allows more is woken.
  tx.afterCommit(() => ringLane(parts, tx.tenantId, id));
  return pacing;
}
