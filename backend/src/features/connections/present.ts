// From rows to the contract's shapes.
import type { Connection, ConnectionHealth, ConnectionQr, ConnectionStatus } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { Actor } from '../../platform/actor';
import type { Config } from '../../platform/config';
import type { TenantTx } from '../../platform/db/database';
import { readUse, slowDownOf, warmUpPerDay } from '../outbox';
import { canManage } from './access';
import { isTokenChannel } from './credentials';
import { readLastGaps } from './gaps';
import { type ConnectionRow, countQueued } from './queries';

/** @returns the connections in the same order; four statements whatever their number */
export async function presentConnections(
  tx: TenantTx,
  config: Config,
  actor: Actor,
  rows: readonly ConnectionRow[],
): Promise<Connection[]> {
  const ids = rows.map((row) => row.id);
  const queued = await countQueued(tx, ids);
  const use = await readUse(tx, ids);
  const lastGaps = await readLastGaps(tx, ids);
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
    warmUp: presentWarmUp(row),
    slowDown: slowDownOf(row.lowering.slow, Date.now()),
    use: use.get(row.id) ?? { minute: 0, hour: 0, day: 0 },
    queued: queued.get(row.id) ?? 0,
    externalId: row.externalId,
    accountId: row.accountId,
    health: presentHealth(row),
    capabilities: capabilitiesOf[row.channel],
    lastEventAt: row.heardAt?.toISOString() ?? null,
    lastGap: lastGaps.get(row.id) ?? null,
    webhookUrl: webhookUrlOf(config, row),
    createdAt: row.createdAt.toISOString(),
    abilities: { manage: canManage(actor, row) },
  }));
}

/** @throws Error never for a found row */
export async function presentConnection(
  tx: TenantTx,
  config: Config,
  actor: Actor,
  row: ConnectionRow,
): Promise<Connection> {
  const [presented] = await presentConnections(tx, config, actor, [row]);
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

function presentWarmUp({ lowering, warmUpStartedAt }: ConnectionRow): Connection['warmUp'] {
  const { warmUp } = lowering;
  if (!warmUp || !warmUpStartedAt) return null;
  const { startPerDay, growthPercent } = warmUp;
  return { startPerDay, growthPercent, startedAt: warmUpStartedAt.toISOString(), perDayNow: warmUpPerDay(warmUp) ?? 0 };
}

function presentHealth({ channel, health, tokenExpiresAt, checkedAt }: ConnectionRow): ConnectionHealth | null {
  if (!isTokenChannel(channel)) return null;
  const { quality = null, messagingLimit = null, throughput = null, problems = [] } = health ?? {};
  return {
    quality,
    messagingLimit,
    throughput,
    problems,
    tokenExpiresAt: tokenExpiresAt?.toISOString() ?? null,
    checkedAt: checkedAt?.toISOString() ?? null,
  };
}

/** One address for all lines of a product; Meta's dashboard takes it with the verify token. */
function webhookUrlOf({ publicUrl }: Config, { channel }: ConnectionRow): string | null {
  if (!isTokenChannel(channel)) return null;
  return `${publicUrl}/api/webhooks/${channel === 'whatsapp_cloud' ? 'whatsapp' : 'meta'}`;
}

/** WZYEH1YY → WZYE-H1YY, as the phone's screen asks for it. */
function groupPairingCode(code: string): string {
  return code.length === 8 ? `${code.slice(0, 4)}-${code.slice(4)}` : code;
}
