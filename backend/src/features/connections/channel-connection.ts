// Reaching a connection's provider: its channel, and its ids with the token unsealed.
import type { ChannelCapabilities } from '@parley/contract';
import { channelOf } from '../../channels';
import type { Channel, ChannelConnection } from '../../channels/channel';
import { openConnection, type SealedConnection, sealedColumns, tokenPlace } from '../../channels/open-connection';
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';

export interface ReachableConnection {
  channel: Channel;
  connection: ChannelConnection;
  capabilities: ChannelCapabilities;
}

/**
 * @returns undefined when the connection is removed
 * @throws Error when its token was sealed with a key that is not configured any more
 */
export async function readChannelConnection(
  parts: Parts,
  tenantId: string,
  connectionId: string,
): Promise<ReachableConnection | undefined> {
  const [row] = await parts.db.read<SealedConnection & { channel: string }>(
    tenantId,
    `select c.channel, ${sealedColumns} from connections c where c.tenant_id = $1 and c.id = $2 and c.removed_at is null`,
    [tenantId, connectionId],
    'channel-connection',
  );
  if (!row) return undefined;
  const channel = channelOf(parts.config, row.channel);
  return { channel, connection: openConnection(parts.vault, row), capabilities: channel.capabilities };
}

/** Seals a token at its place and keeps it. @param accessToken null forgets it */
export async function storeToken(
  tx: TenantTx,
  { vault }: Parts,
  id: string,
  accessToken: string | null,
  expiresAt: Date | null,
): Promise<void> {
  const sealed = accessToken === null ? null : vault.seal(accessToken, tokenPlace({ tenant_id: tx.tenantId, id }));
  await tx.query(
    'update connections set credentials = $3, token_expires_at = $4, updated_at = now() where tenant_id = $1 and id = $2',
    [tx.tenantId, id, sealed, expiresAt],
  );
}
