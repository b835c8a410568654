// Renaming, handing over and pacing.
import type {
  Connection,
  EndpointParsed,
  updateConnection as endpoint,
  updatePacing as pacingEndpoint,
} from '@parley/contract';
import { prisma } from '../../../platform/db/prisma';
import { found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { ringLane } from '../../outbox';
import { demandManage, ownerFor } from '../access';
import { presentConnection } from '../present';
import { type ConnectionRow, findConnection, findVisible } from '../queries';
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

type LinePacing = EndpointParsed<typeof pacingEndpoint>['body'];

/**
 * Running campaigns follow at once: their lane reads the limits with every batch. A warm-up begins when it is first set; its values can be
 * changed on the way.
 * @throws AppError not_found, forbidden
 */
export async function updatePacing(
  ctx: TenantContext,
  id: string,
  { warmUp, ...pacing }: LinePacing,
): Promise<LinePacing> {
  const { tx, actor, parts } = ctx;
  const before = found(await findVisible(tx, actor, id), 'connection');
  demandManage(actor, before);
  await prisma.connection.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: { ...pacing, ...warmUpColumns(warmUp, before.warmUpStartedAt), updatedAt: new Date() },
  });
  await ctx.record({
    type: 'pacing.updated',
    subjectId: id,
    data: { ...pacing, ...(warmUp === undefined ? {} : { warmUp }) },
  });
  // A lane that sleeps until an old limit allows more is woken.
  tx.afterCommit(() => ringLane(parts, tx.tenantId, id));
  return linePacingOf(found(await findConnection(tx, id), 'connection'));
}

function warmUpColumns(warmUp: LinePacing['warmUp'], startedAt: Date | null) {
  if (warmUp === undefined) return {};
  if (warmUp === null) return { warmUpStartedAt: null };
  return {
    warmUpStartedAt: startedAt ?? new Date(),
    warmUpStart: warmUp.startPerDay,
    warmUpGrowth: warmUp.growthPercent,
  };
}

/** A line's limits with its warm-up, as they are set. */
export function linePacingOf({ pacing, lowering: { warmUp } }: ConnectionRow): LinePacing {
  return {
    ...pacing,
    warmUp: warmUp && { startPerDay: warmUp.startPerDay, growthPercent: warmUp.growthPercent },
  };
}
