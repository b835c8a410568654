// Changing a line's state: lock, apply a rule, write, record what people should hear of.
import type { ConnectionEvent } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { ringLane } from '../outbox';
import { closeGap, openGap } from './gaps';
import { afterEvent, type Line, sameStatus } from './policy';
import { type ConnectionRow, lockConnection, storeLine } from './queries';
import { mayMissMessages } from './token-policy';

export interface LineChange {
  /** The row as it is after the change. */
  row: ConnectionRow;
  changed: boolean;
}

/**
 * Applies `rule` to the locked line.
 * @param actorId the person who asked for it; null when the gateway or the clock did
 * @returns undefined when the connection is gone
 */
export async function changeLine(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  rule: (line: ConnectionRow, now: Date) => Line,
  actorId: string | null = null,
): Promise<LineChange | undefined> {
  const before = await lockConnection(tx, connectionId);
  if (!before) return undefined;
  const now = new Date();
  const line = rule(before, now);
  if (line === before) return { row: before, changed: false };
  const row = { ...before, ...line };
  await storeLine(tx, connectionId, line);
  const subject = { subjectId: connectionId, actorId };
  if (!sameStatus(before, line)) await recordEvent(tx, parts.publish, { type: 'connection.status', ...subject });
  if (line.qr && line.qr.code !== before.qr?.code)
    await recordEvent(tx, parts.publish, { type: 'connection.qr', ...subject });
  if (isDeaf(row) && !isDeaf(before)) await openGap(tx, parts, before, line.reason, now);
  if (line.state === 'connected' && before.state !== 'connected') {
    await closeGap(tx, parts, connectionId, now);
    // Messages waited for this line.
    tx.afterCommit(() => ringLane(parts, tx.tenantId, connectionId));
  }
  return { row, changed: true };
}

/** True when what customers write now may never reach us. */
function isDeaf({ channel, state, reason }: ConnectionRow): boolean {
  return state !== 'connected' && mayMissMessages(channel, reason);
}

/** What a webhook or a person changed while we asked is newer than the answer. */
export function sameMoment(a: Line, b: Line): boolean {
  return (
    a.state === b.state &&
    a.reason === b.reason &&
    a.since.getTime() === b.since.getTime() &&
    a.lastOrder === b.lastOrder
  );
}

/**
 * Applies webhook events of one connection, in the order of the gateway's clock. Events of an instance that was replaced since
 * (repair) are not about this line any more.
 */
export async function applyConnectionEvents(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  events: readonly ConnectionEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const ordered = [...events].sort((a, b) => a.order - b.order);
  await changeLine(tx, parts, connectionId, (before, now) =>
    ordered
      .filter((event) => event.instanceName === null || event.instanceName === before.instanceName)
      .reduce<Line>((line, event) => afterEvent(line, event, now), before),
  );
}
