// What credits read.
import type { CreditBudget, Credits, creditKind, EntryFilter, OwnCredits } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';
import { leftSql } from './move';

export const accountSql =
  'select balance, reserved, used, low_below as "lowBelow" from credit_accounts where tenant_id = $1';

export async function readAccount(tx: TenantTx): Promise<Credits> {
  return (await tx.one<Credits>(accountSql, [tx.tenantId])) ?? { balance: 0, reserved: 0, used: 0, lowBelow: 0 };
}

/** The account, and the caller's own budget when it is limited. */
export async function readOwn(tx: TenantTx, userId: string): Promise<OwnCredits> {
  const account = await readAccount(tx);
  const budget = await tx.one<{ allowance: number; left: number }>(
    `select b.allowance, ${leftSql} as left from credit_budgets b where b.tenant_id = $1 and b.user_id = $2 and b.allowance is not null`,
    [tx.tenantId, userId],
  );
  return { ...account, budget: budget ?? null };
}

/** @param userId of one member; all when null. Members only: what those who left have spent is in the statement. */
export function listBudgets(tx: TenantTx, userId: string | null): Promise<CreditBudget[]> {
  return tx.query<CreditBudget>(
    `select m.user_id as "userId", u.name, m.role, b.allowance, coalesce(b.reserved, 0) as reserved,
       greatest(coalesce(b.used - case when b.allowance is null then 0 else b.used_before end, 0), 0) as used, ${leftSql} as left
     from memberships m join users u on u.id = m.user_id left join credit_budgets b on b.tenant_id = m.tenant_id and b.user_id = m.user_id
     where m.tenant_id = $1 and ($2::uuid is null or m.user_id = $2) order by lower(u.name), m.user_id`,
    [tx.tenantId, userId],
  );
}

export interface EntryRow {
  id: string;
  kind: z.infer<typeof creditKind>;
  amount: number;
  reserved_change: number;
  used_change: number;
  balance_after: number;
  allowance: number | null;
  reason: string | null;
  campaign_id: string | null;
  campaign_name: string | null;
  user_id: string | null;
  member_name: string | null;
  actor_name: string | null;
  created_at: Date;
}

export interface LineRow extends EntryRow {
  day: string;
  entries: number;
  /** The oldest entry in it. */
  first_id: string;
}

export interface EntryPage {
  filter: EntryFilter;
  /** Sees this member's entries only; everybody's when null. */
  onlyOf: string | null;
  /** The last entry seen. */
  before: string | undefined;
  limit: number;
}

const chosenSql = `e.tenant_id = $1 and ($2::text is null or e.kind = $2) and ($3::uuid is null or e.campaign_id = $3) and ($4::uuid is null or e.user_id = $4)
  and ($5::uuid is null or e.user_id = $5)
  and ($6::date is null or e.created_at >= $6::date::timestamp at time zone z.timezone) and ($7::date is null or e.created_at < ($7::date + 1)::timestamp at time zone z.timezone)
  and ($8::uuid is null or e.id < $8)`;
const namedSql = `left join campaigns k on k.tenant_id = x.tenant_id and k.id = x.campaign_id
  left join users w on w.id = x.user_id left join users u on u.id = x.actor_id`;

function paramsOf(tx: TenantTx, { filter, onlyOf, before, limit }: EntryPage): unknown[] {
  const { kind, campaignId, memberId, from, to } = filter;
  return [
    tx.tenantId,
    kind ?? null,
    campaignId ?? null,
    memberId ?? null,
    onlyOf,
    from ?? null,
    to ?? null,
    before ?? null,
    limit,
  ];
}

/** Newest first; an entry's id rises in the order in which the account moved. */
export function listEntries(tx: TenantTx, page: EntryPage): Promise<EntryRow[]> {
  return tx.query<EntryRow>(
    `select x.*, k.name as campaign_name, w.name as member_name, u.name as actor_name from (
       select e.* from credit_entries e join tenants z on z.id = e.tenant_id where ${chosenSql} order by e.id desc limit $9) x
     ${namedSql} order by x.id desc`,
    paramsOf(tx, page),
  );
}

/** How many entries one page of lines may sum up: bounds its work, however busy a day was. */
export const entriesPerPage = 5000;

/**
 * Entries of the same day, kind, campaign and member as one line, newest first. A page reads a bounded number of entries and ends where a
 * further line would begin, so that every entry is in exactly one line of one page; a line may go on on the next page.
 */
export function listLines(tx: TenantTx, page: EntryPage): Promise<LineRow[]> {
  return tx.query<LineRow>(
    `with scanned as materialized (
       select e.*, (e.created_at at time zone z.timezone)::date::text as day,
         case when e.kind in ('reserve', 'capture', 'release')
           then concat_ws('|', (e.created_at at time zone z.timezone)::date, e.kind, coalesce(e.campaign_id::text, '-'), coalesce(e.user_id::text, '-')) else e.id::text end as line
       from credit_entries e join tenants z on z.id = e.tenant_id where ${chosenSql} order by e.id desc limit ${entriesPerPage}
     ), led as (
       select s.*, first_value(s.id) over (partition by s.line order by s.id desc) as newest_id from scanned s
     ), ranked as (
       select l.*, dense_rank() over (order by l.newest_id desc) as place from led l
     ), cut as (select max(r.newest_id::text)::uuid as id from ranked r where r.place = $9::int + 1
     ), x as (
       select r.tenant_id, r.newest_id as id, r.kind, r.campaign_id, r.user_id, r.day, sum(r.amount)::bigint as amount, sum(r.reserved_change)::bigint as reserved_change,
         sum(r.used_change)::bigint as used_change, count(*)::int as entries, max(r.created_at) as created_at,
         (array_agg(r.balance_after order by r.id desc))[1] as balance_after, (array_agg(r.allowance order by r.id desc))[1] as allowance,
         (array_agg(r.id order by r.id))[1] as first_id,
         case when count(distinct coalesce(r.actor_id::text, '')) = 1 then (array_agg(r.actor_id))[1] end as actor_id,
         case when count(distinct coalesce(r.reason, '')) = 1 then (array_agg(r.reason))[1] end as reason
       from ranked r cross join cut where cut.id is null or r.id > cut.id
       group by r.tenant_id, r.line, r.newest_id, r.kind, r.campaign_id, r.user_id, r.day
     )
     select x.*, k.name as campaign_name, w.name as member_name, u.name as actor_name from x ${namedSql} order by x.id desc`,
    paramsOf(tx, page),
  );
}

/** Positive numbers all. `reserved` = `captured` + `released` + `open`. */
export function readCampaignTotals(tx: TenantTx, campaignId: string, onlyOf: string | null) {
  return tx.one<{
    campaignId: string;
    reserved: number;
    captured: number;
    released: number;
    open: number;
    refunded: number;
  }>(
    `select k.id as "campaignId", coalesce(sum(e.reserved_change) filter (where e.kind = 'reserve'), 0)::bigint as reserved,
       coalesce(-sum(e.reserved_change) filter (where e.kind = 'capture'), 0)::bigint as captured,
       coalesce(-sum(e.reserved_change) filter (where e.kind = 'release'), 0)::bigint as released,
       coalesce(sum(e.reserved_change), 0)::bigint as open, coalesce(-sum(e.used_change) filter (where e.kind = 'release'), 0)::bigint as refunded
     from campaigns k left join credit_entries e on e.tenant_id = k.tenant_id and e.campaign_id = k.id
     where k.tenant_id = $1 and k.id = $2 and ($3::uuid is null or k.owner_id = $3) group by k.id`,
    [tx.tenantId, campaignId, onlyOf],
  );
}
