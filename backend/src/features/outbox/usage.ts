// How much a connection sent in the running minute, hour and day, for the meters beside its limits.
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
