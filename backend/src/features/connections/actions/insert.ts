// The row of a new connection, and its announcement.
import type { Connection, EndpointParsed, createConnection as endpoint } from '@parley/contract';
import { defaultPacingOf } from '@parley/contract';
import type { Actor } from '../../../platform/actor';
import type { TenantTx } from '../../../platform/db/database';
import { AppError, found } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { Parts } from '../../../platform/parts';
import { ownerFor } from '../access';
import { presentConnection } from '../present';
import { findConnection, isActiveMember } from '../queries';

export type NewConnection = EndpointParsed<typeof endpoint>['body'];

/** @throws AppError forbidden, validation_failed for an owner who is nobody of the team */
export async function insertConnection(tx: TenantTx, id: string, actor: Actor, wanted: NewConnection): Promise<void> {
  const ownerId = ownerFor(actor, wanted.ownerId, null);
  await demandMember(tx, ownerId);
  const { perSecond, perMinute, perHour, perDay, minDelayMs, maxDelayMs } = defaultPacingOf[wanted.channel];
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

/** Records who added it, and presents it. */
export async function announce(
  tx: TenantTx,
  parts: Parts,
  actor: Actor,
  id: string,
  { name, channel }: NewConnection,
  requestId: string | undefined,
): Promise<Connection> {
  await recordEvent(tx, parts.publish, {
    type: 'connection.created',
    subjectId: id,
    actorId: actor.userId,
    requestId: requestId ?? null,
    data: { name, channel },
  });
  return presentConnection(tx, parts.config, actor, found(await findConnection(tx, id), 'connection'));
}

/** @throws AppError validation_failed when the owner is nobody of the team */
export async function demandMember(tx: TenantTx, ownerId: string | null): Promise<void> {
  if (ownerId === null || (await isActiveMember(tx, ownerId))) return;
  const message = 'Choose an active member of the team.';
  throw new AppError('validation_failed', message, { details: [{ path: 'ownerId', message }] });
}
