// Adding a number: the connection's row, then its instance at the gateway. When the gateway refuses, nothing remains.
import type { Connection, EndpointParsed, createConnection as endpoint } from '@parley/contract';
import { defaultPacing } from '@parley/contract';
import type { Actor } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import { newId } from '../../../platform/ids';
import type { Parts } from '../../../platform/parts';
import { ownerFor } from '../access';
import { atGateway, demandGateway } from '../gateway';
import { planInstance } from '../instance';
import { presentConnection } from '../present';
import { findConnection, isActiveMember } from '../queries';
import { refusingTakenNames } from '../unique';

export type NewConnection = EndpointParsed<typeof endpoint>['body'];

/**
 * Adds a connection in state `never_connected`; ask for its QR next.
 * @throws AppError name_taken, forbidden, validation_failed, unavailable (no gateway configured), upstream_failed
 */
export async function createConnection(
  parts: Parts,
  actor: Actor,
  wanted: NewConnection,
  requestId?: string,
): Promise<Connection> {
  const gateway = demandGateway(parts.config);
  const id = newId();
  const plan = await refusingTakenNames(() =>
    parts.db.withTenant(actor.tenantId, async (tx) => {
      await insertConnection(tx, id, actor, wanted);
      return planInstance(tx, parts, id);
    }),
  );
  try {
    await atGateway(() => gateway.create(plan));
  } catch (error) {
    await parts.db.withTenant(actor.tenantId, (tx) => forgetConnection(tx, id));
    // The answer may have been lost after the instance was made.
    gateway
      .remove(plan.name)
      .catch((cause: unknown) =>
        parts.logger.warn('an instance may be left at the gateway', { instanceName: plan.name, cause }),
      );
    throw error;
  }
  return parts.db.withTenant(actor.tenantId, async (tx) => {
    await recordEvent(tx, parts.publish, {
      type: 'connection.created',
      subjectId: id,
      actorId: actor.userId,
      requestId: requestId ?? null,
      data: { name: wanted.name, channel: wanted.channel },
    });
    return presentConnection(tx, actor, found(await findConnection(tx, id), 'connection'));
  });
}

async function insertConnection(tx: TenantTx, id: string, actor: Actor, wanted: NewConnection): Promise<void> {
  const ownerId = ownerFor(actor, wanted.ownerId, null);
  await demandMember(tx, ownerId);
  const { perSecond, perMinute, perHour, perDay, minDelayMs, maxDelayMs } = defaultPacing;
  await tx.query(
    `insert into connections (tenant_id, id, channel, name, external_name, owner_id, per_second, per_minute, per_hour, per_day, min_delay_ms, max_delay_ms)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.tenantId,
      id,
      wanted.channel,
      wanted.name,
      wanted.externalName ?? null,
      ownerId,
      perSecond,
      perMinute,
      perHour,
      perDay,
      minDelayMs,
      maxDelayMs,
    ],
  );
}

/** @throws AppError validation_failed when the owner is nobody of the team */
export async function demandMember(tx: TenantTx, ownerId: string | null): Promise<void> {
  if (ownerId === null || (await isActiveMember(tx, ownerId))) return;
  const message = 'Choose an active member of the team.';
  throw new AppError('validation_failed', message, { details: [{ path: 'ownerId', message }] });
}

/** Nothing refers to a connection this young, so it goes as if it had never been. */
async function forgetConnection(tx: TenantTx, id: string): Promise<void> {
  await tx.query('delete from connection_routes where tenant_id = $1 and connection_id = $2', [tx.tenantId, id]);
  await tx.query('delete from connections where tenant_id = $1 and id = $2', [tx.tenantId, id]);
}
