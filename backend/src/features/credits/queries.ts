// What credits read.
import type { Credits, creditKind } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';

export const accountSql = 'select balance, reserved, used from credit_accounts where tenant_id = $1';

export async function readAccount(tx: TenantTx): Promise<Credits> {
  return (await tx.one<Credits>(accountSql, [tx.tenantId])) ?? { balance: 0, reserved: 0, used: 0 };
}

export interface EntryRow {
  id: string;
  kind: z.infer<typeof creditKind>;
  amount: number;
  reserved_change: number;
  used_change: number;
  balance_after: number;
  reason: string | null;
  campaign_id: string | null;
  campaign_name: string | null;
  actor_name: string | null;
  created_at: Date;
}

/** Newest first; an entry's id rises in the order in which the account moved. @param page.before id of the last entry seen */
export function listEntries(
  tx: TenantTx,
  page: { kind: string | undefined; before: string | undefined; limit: number },
): Promise<EntryRow[]> {
  return tx.query<EntryRow>(
    `select e.id, e.kind, e.amount, e.reserved_change, e.used_change, e.balance_after, e.reason, e.campaign_id, k.name as campaign_name,
       u.name as actor_name, e.created_at
     from credit_entries e
     left join campaigns k on k.tenant_id = e.tenant_id and k.id = e.campaign_id
     left join users u on u.id = e.actor_id
     where e.tenant_id = $1 and ($2::text is null or e.kind = $2) and ($3::uuid is null or e.id < $3)
     order by e.id desc limit $4`,
    [tx.tenantId, page.kind ?? null, page.before ?? null, page.limit],
  );
}
