// The watchdog: a line that calls itself connected and says nothing. Its provider is asked, and its webhooks are set again when they are lost.
import { evolutionGateway } from '../../channels';
import { EvolutionError } from '../../channels/evolution/errors';
import { hashToken } from '../../platform/crypto';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { checkLine } from './actions/check';
import { lookAt } from './actions/look';
import { isTokenChannel } from './credentials';
import { notePastGap } from './gaps';
import { planWebhook } from './instance';
import { type ConnectionRow, findConnection } from './queries';

/** Quiet for this long is worth a look on a line that usually speaks more often. */
export const quietMs = 15 * 60_000;
/** Quiet for this long is worth a look on any line. */
const veryQuietMs = 60 * 60_000;
/** One line is looked at no more often. */
export const watchEveryMs = 5 * 60_000;
/** Usually speaks: this many webhooks within the six hours before it fell silent, one in a quarter of an hour. */
const usualWebhooks = 24;

/** Looks at one silent line. Harmless to repeat. */
export async function watchLine(parts: Parts, tenantId: string, connectionId: string): Promise<void> {
  const seen = await parts.db.withTenant(tenantId, (tx) => claimWatch(tx, connectionId));
  if (!seen) return;
  // Whether its webhooks reach us is part of the check.
  if (isTokenChannel(seen.channel)) {
    await checkLine(parts, tenantId, seen);
    return;
  }
  await lookAt(parts, tenantId, seen);
  const row = await parts.db.withTenant(tenantId, (tx) => findConnection(tx, connectionId));
  if (row?.state === 'connected') await mendWebhook(parts, tenantId, row);
}

/** @returns the line, when it is its time and its silence is unusual */
async function claimWatch(tx: TenantTx, connectionId: string): Promise<ConnectionRow | undefined> {
  const claimed = await tx.one(
    `update connections set watched_at = now() where tenant_id = $1 and id = $2 and removed_at is null and state = 'connected'
       and coalesce(watched_at, '-infinity') < now() - $3 * interval '1 millisecond' returning id`,
    [tx.tenantId, connectionId, watchEveryMs],
  );
  const row = claimed ? await findConnection(tx, connectionId) : undefined;
  if (!row) return undefined;
  const heard = Math.max(row.heardAt?.getTime() ?? 0, row.since.getTime());
  const quietForMs = Date.now() - heard;
  if (quietForMs < quietMs) return undefined;
  return quietForMs >= veryQuietMs || (await usuallySpeaks(tx, row.id, new Date(heard))) ? row : undefined;
}

async function usuallySpeaks(tx: TenantTx, connectionId: string, until: Date): Promise<boolean> {
  const row = await tx.one<{ count: number }>(
    `select count(*) as count from (select 1 from webhook_events where tenant_id = $1 and connection_id = $2
       and received_at between $3::timestamptz - interval '6 hours' and $3::timestamptz + interval '1 minute' limit ${usualWebhooks}) w`,
    [tx.tenantId, connectionId, until],
  );
  return (row?.count ?? 0) >= usualWebhooks;
}

/** Sets the webhook of a QR number again when the gateway has lost it, or sends elsewhere. */
async function mendWebhook(parts: Parts, tenantId: string, row: ConnectionRow): Promise<void> {
  const gateway = evolutionGateway(parts.config);
  const { instanceName } = row;
  if (!gateway || !instanceName) return;
  try {
    const set = await gateway.readWebhook(instanceName);
    if (set && (await isOurs(parts, tenantId, row.id, set))) return;
    const webhook = await parts.db.withTenant(tenantId, (tx) => planWebhook(tx, parts, row.id));
    await gateway.setWebhook(instanceName, webhook);
    parts.logger.warn('a silent line had lost its webhook; it is set again', { tenantId, connectionId: row.id });
    await parts.db.withTenant(tenantId, (tx) => notePastGap(tx, parts, row, 'silent', new Date()));
  } catch (error) {
    if (!(error instanceof EvolutionError)) throw error;
    parts.logger.warn('a silent line’s webhook could not be looked at', { connectionId: row.id, detail: error.detail });
  }
}

/** Only hashes of addresses are kept: the one that is set must hash to one of this connection's. */
async function isOurs(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  { url, authorization, complete }: { url: string; authorization: string | null; complete: boolean },
): Promise<boolean> {
  const token = url.slice(url.lastIndexOf('/') + 1);
  const secret = authorization?.replace(/^Bearer /i, '') ?? '';
  const base = parts.config.evolution?.webhookUrl ?? parts.config.publicUrl;
  if (!complete || !url.startsWith(`${base}/`)) return false;
  const rows = await parts.db
    .system('the address that a webhook of this connection was set to')
    .query(
      'select 1 from connection_routes where token_hash = $1 and header_hash = $2 and tenant_id = $3 and connection_id = $4',
      [hashToken(token), hashToken(secret), tenantId, connectionId],
    );
  return rows.length > 0;
}
