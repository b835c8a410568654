// From rows to the contract's shapes.
import type { Connection, ConnectionQr, ConnectionStatus } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { readUse } from '../outbox';
import { canManage } from './access';
import { type ConnectionRow, countQueued } from './queries';

/** @returns the connections in the same order; three statements whatever their number */
export async function presentConnections(
  tx: TenantTx,
  actor: Actor,
  rows: readonly ConnectionRow[],
): Promise<Connection[]> {
  const ids = rows.map((row) => row.id);
  const queued = await countQueued(tx, ids);
  const use = await readUse(tx, ids);
  return rows.map((row) => ({
    ...presentStatus(row),
    id: row.id,
    channel: row.channel,
    name: row.name,
    externalName: row.externalName,
    profileName: row.profileName,
    ownerId: row.ownerId,
    ownerName: row.ownerName,
    pacing: row.pacing,
    use: use.get(row.id) ?? { minute: 0, hour: 0, day: 0 },
    queued: queued.get(row.id) ?? 0,
    createdAt: row.createdAt.toISOString(),
    abilities: { manage: canManage(actor, row) },
  }));
}

/** @throws Error never for a found row */
export async function presentConnection(tx: TenantTx, actor: Actor, row: ConnectionRow): Promise<Connection> {
  const [presented] = await presentConnections(tx, actor, [row]);
  if (!presented) throw new Error('One row presents one connection');
  return presented;
}

/** The next look is told only while a recovery is under way; routine looks are nobody's concern. */
export function presentStatus(row: ConnectionRow): ConnectionStatus {
  const recovering =
    row.state !== 'connected' && (row.reason === 'reconnecting' || row.reason === 'gateway_unreachable');
  return {
    state: row.state,
    reason: row.reason,
    since: row.since.toISOString(),
    nextRetryAt: recovering ? (row.nextRetryAt?.toISOString() ?? null) : null,
    phone: row.phone,
  };
}

/** A QR that ran out is not shown: scanning it would fail. */
export function presentQr(row: ConnectionRow, now = Date.now()): ConnectionQr {
  const qr = row.qr && row.qr.expiresAt > now ? row.qr : null;
  return {
    ...presentStatus(row),
    image: qr?.image ?? null,
    code: qr?.code ?? null,
    pairingCode: qr?.pairingCode ? groupPairingCode(qr.pairingCode) : null,
    expiresAt: qr ? new Date(qr.expiresAt).toISOString() : null,
  };
}

/** WZYEH1YY → WZYE-H1YY, as the phone's screen asks for it. */
function groupPairingCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
