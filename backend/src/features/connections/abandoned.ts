// Instances of removed connections that still have to be taken down at the gateway.
import type { Sql, TenantTx } from '../../platform/db/database';
import { prisma } from '../../platform/db/prisma';

/** Connections of any tenant that were removed within this time and whose instance was not taken down yet. */
export async function findAbandonedInstances(
  system: Sql,
  withinMs: number,
): Promise<{ tenantId: string; connectionId: string }[]> {
  const rows = await system.query<{ tenant_id: string; id: string }>(
    "select * from instances_abandoned($1 * interval '1 millisecond')",
    [withinMs],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, connectionId: row.id }));
}

export async function instanceOfRemoved(tx: TenantTx, id: string): Promise<string | undefined> {
  const row = await prisma.connection.findFirst({
    where: { tenantId: tx.tenantId, id, removedAt: { not: null } },
    select: { instanceName: true },
  });
  return row?.instanceName ?? undefined;
}

/** The instance of a removed connection is gone. */
export async function forgetInstance(tx: TenantTx, instanceName: string): Promise<void> {
  await prisma.connection.updateMany({
    where: { tenantId: tx.tenantId, instanceName, removedAt: { not: null } },
    data: { instanceName: null },
  });
}
