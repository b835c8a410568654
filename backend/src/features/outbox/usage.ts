// How much a connection sent in the last minute, hour and day, for the meters beside its limits.
import type { TenantTx } from '../../platform/db/database';

export interface Use {
  minute: number;
  hour: number;
  day: number;
}

/** @returns one entry per connection that sent anything in the last day */
export async function readUse(tx: TenantTx, connectionIds: readonly string[]): Promise<Map<string, Use>> {
  const rows = await tx.query<Use & { connection_id: string }>(
    `select connection_id, coalesce(sum(count) filter (where minute >= now() - interval '1 minute'), 0)::int as minute,
       coalesce(sum(count) filter (where minute >= now() - interval '1 hour'), 0)::int as hour, sum(count)::int as day
     from lane_usage where tenant_id = $1 and connection_id = any($2::uuid[]) and minute >= now() - interval '1 day' group by connection_id`,
    [tx.tenantId, connectionIds],
  );
  return new Map(rows.map((row) => [row.connection_id, { minute: row.minute, hour: row.hour, day: row.day }]));
}

/** Messages that all lines of each account sent in the last 24 hours; accounts that sent nothing are left out. */
export async function readAccountUse(tx: TenantTx, accountIds: readonly string[]): Promise<Map<string, number>> {
  if (accountIds.length === 0) return new Map();
  const rows = await tx.query<{ account_id: string; day: number }>(
    `select c.account_id, sum(u.count)::int as day from connections c join lane_usage u on u.tenant_id = c.tenant_id and u.connection_id = c.id
     where c.tenant_id = $1 and c.account_id = any($2::text[]) and c.channel = 'whatsapp_cloud' and u.minute >= now() - interval '1 day' group by 1`,
    [tx.tenantId, accountIds],
  );
  return new Map(rows.map((row) => [row.account_id, row.day]));
}
