// Changing a line's state: lock, apply a rule, write, record what people should hear of.
import type { ConnectionEvent } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { ringLane } from '../outbox';
import { afterEvent, type Line, sameStatus } from './policy';
import { type ConnectionRow, lockConnection, storeLine } from './queries';

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
  const line = rule(before, new Date());
  if (line === before) return { row: before, changed: false };
  const row = { ...before, ...line };
  await storeLine(tx, connectionId, line);
  const subject = { subjectId: connectionId, actorId };
  if (!sameStatus(before, line)) await recordEvent(tx, parts.publish, { type: 'connection.status', ...subject });
  if (line.qr && line.qr.code !== before.qr?.code)
    await recordEvent(tx, parts.publish, { type: 'connection.qr', ...subject });
  // Messages waited for this line.
  if (line.state === 'connected' && before.state !== 'connected')
    tx.afterCommit(() => ringLane(parts, tx.tenantId, connectionId));
  return { row, changed: true };
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
