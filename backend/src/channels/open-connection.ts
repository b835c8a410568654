// From a connection's row to what its channel needs, the token unsealed.
import type { Vault } from '../platform/crypto';
import type { ChannelConnection } from './channel';

export interface SealedConnection {
  tenant_id: string;
  id: string;
  instance_name: string | null;
  external_id: string | null;
  account_id: string | null;
  /** Sealed; null for QR numbers, whose key is the installation's. */
  credentials: string | null;
}

/** Columns of `SealedConnection` over `connections c`. */
export const sealedColumns = 'c.tenant_id, c.id, c.instance_name, c.external_id, c.account_id, c.credentials';

/** @throws Error when the token was sealed with a key that is not configured any more */
export function openConnection(vault: Vault, row: SealedConnection): ChannelConnection {
  return {
    id: row.id,
    instanceName: row.instance_name,
    externalId: row.external_id,
    accountId: row.account_id,
    accessToken: row.credentials === null ? null : vault.open(row.credentials, tokenPlace(row)),
  };
}

/** Where a connection's token is at home. */
export function tokenPlace({ tenant_id: tenantId, id: rowId }: { tenant_id: string; id: string }) {
  return { tenantId, table: 'connections', column: 'credentials', rowId };
}
