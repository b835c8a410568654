// The one statement that moves credits: account, budget and entry change together or not at all, so that the sum over all entries is the
// balance, and the sum over a member's entries their budget, at every commit.
import type { creditKind } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';

export interface Movement {
  kind: z.infer<typeof creditKind>;
  balance: number;
  reserved: number;
  used: number;
  campaignId?: string | undefined;
  /** Whose budget it is; of a campaign's movement the ledger finds out by itself. Nobody's when left out. */
  userId?: string | undefined;
  actorId?: string | undefined;
  reason?: string | undefined;
}

export interface Moved {
  balance: number;
  balanceBefore: number;
  lowBelow: number;
  userId: string | null;
  allowance: number | null;
  /** What the budget has left; null without a limit. */
  left: number | null;
}

/** What budget `b` has left; null without a limit. A limit below what was spent already leaves nothing. */
export const leftSql =
  'case when b.allowance is not null then greatest(b.allowance + b.used_before - b.reserved - b.used, 0) end';

/** Whose budget pays. A campaign spends the budget of whoever owned it when it began, and gives back to that same budget. */
const payerSql = (
  campaign: string,
  user: string,
) => `select case when ${campaign}::uuid is null then ${user}::uuid else (
    select p.user_id from (
      (select e.user_id, 0 as place from credit_entries e where e.tenant_id = $1 and e.campaign_id = ${campaign} order by e.id limit 1)
      union all
      select k.owner_id, 1 from campaigns k where k.tenant_id = $1 and k.id = ${campaign}
    ) p order by p.place limit 1) end as user_id`;

/** The account is locked first, whoever pays, so that movements of one tenant go one after the other and never wait in a circle. */
const moveSql = `
with payer as materialized (
  ${payerSql('$6', '$7')}
), held as materialized (
  select a.balance, a.low_below from credit_accounts a where a.tenant_id = $1 for update
), budget as materialized (
  select b.allowance, b.allowance + b.used_before - b.reserved - b.used as left_over
  from held cross join credit_budgets b where b.tenant_id = $1 and b.user_id = (select user_id from payer) for update of b
), granted as materialized (
  select h.balance as balance_before, h.low_below, b.allowance, b.left_over - $4::bigint - $5::bigint as left_over
  from held h left join budget b on true
  where h.balance + $3::bigint >= 0 and ($2 <> 'reserve' or b.left_over is null or b.left_over >= $4::bigint)
), account as (
  update credit_accounts a set balance = balance + $3::bigint, reserved = reserved + $4::bigint, used = used + $5::bigint
  from granted where a.tenant_id = $1 returning a.balance
), spent as (
  insert into credit_budgets as b (tenant_id, user_id, reserved, used)
  select $1, p.user_id, greatest($4::bigint, 0), greatest($5::bigint, 0) from account cross join payer p where p.user_id is not null
  on conflict (tenant_id, user_id) do update set reserved = b.reserved + $4::bigint, used = b.used + $5::bigint
), entry as (
  insert into credit_entries (tenant_id, kind, amount, reserved_change, used_change, balance_after, campaign_id, user_id, actor_id, reason)
  select $1, $2, $3, $4, $5, account.balance, $6, payer.user_id, $8, $9 from account cross join payer returning balance_after, user_id
)
select e.balance_after as balance, g.balance_before as "balanceBefore", g.low_below as "lowBelow", e.user_id as "userId", g.allowance, g.left_over as left
from entry e cross join granted g`;

/** @returns what the movement left, or undefined when account or budget would fall below zero (nothing is changed then) */
export function move(tx: TenantTx, movement: Movement): Promise<Moved | undefined> {
  const { kind, balance, reserved, used, campaignId, userId, actorId, reason } = movement;
  return tx.one<Moved>(moveSql, [
    tx.tenantId,
    kind,
    balance,
    reserved,
    used,
    campaignId ?? null,
    userId ?? null,
    actorId ?? null,
    reason ?? null,
  ]);
}

/** What could be spent: the tenant's balance, and what is left of the budget that would pay (null: no limit). */
export async function readMeans(
  tx: TenantTx,
  payer: { campaignId?: string | undefined; userId?: string | undefined },
): Promise<{ balance: number; left: number | null; userId: string | null }> {
  const means = await tx.one<{ balance: number; left: number | null; userId: string | null }>(
    `with payer as materialized (
       ${payerSql('$2', '$3')}
     )
     select a.balance, ${leftSql} as left, p.user_id as "userId"
     from credit_accounts a cross join payer p left join credit_budgets b on b.tenant_id = $1 and b.user_id = p.user_id where a.tenant_id = $1`,
    [tx.tenantId, payer.campaignId ?? null, payer.userId ?? null],
  );
  return means ?? { balance: 0, left: null, userId: null };
}
