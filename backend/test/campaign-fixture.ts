// A running campaign written straight into the tables, for tests of what happens after a launch.

import { reserveCredits } from '../src/features/credits';
import type { Parts } from '../src/platform/parts';

export interface CampaignFixture {
  id: string;
  phones: string[];
}

/** Adds `count` people and a running campaign to them, with its credits reserved. Phones count up from `from`. */
export async function insertRunningCampaign(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  options: { count: number; from?: number; body?: string; minDelayMs?: number; maxDelayMs?: number },
): Promise<CampaignFixture> {
  const { count, from = 0, body = 'Hello {first_name}', minDelayMs = null, maxDelayMs = null } = options;
  return parts.db.withTenant(tenantId, async (tx) => {
    const campaign = await tx.one<{ id: string }>(
      `insert into campaigns (tenant_id, name, status, connection_id, body, audience, audience_done_at, total_count, pending_count, started_at, min_delay_ms, max_delay_ms)
       values ($1, 'Test campaign', 'running', $2, $3, '{"type":"all"}', now(), $4, $4, now(), $5, $6) returning id`,
      [tenantId, connectionId, body, count, minDelayMs, maxDelayMs],
    );
    const id = campaign!.id;
    const people = await tx.query<{ id: string; phone: string }>(
      `insert into contacts (tenant_id, name, first_name, phone, phone_key)
       select $1, 'Person ' || n, 'Person', '+97250' || lpad(n::text, 7, '0'), '+97250' || lpad(n::text, 7, '0') from generate_series($2::int, $3::int) n
       on conflict (tenant_id, phone_key) do update set name = excluded.name returning id, phone`,
      [tenantId, from, from + count - 1],
    );
    await tx.query(
      `insert into messages (tenant_id, connection_id, contact_id, campaign_id, direction, source, state)
       select $1, $2, c, $3, 'out', 'campaign', 'queued' from unnest($4::uuid[]) c`,
      [tenantId, connectionId, id, people.map((person) => person.id)],
    );
    await reserveCredits(tx, { amount: count, campaignId: id });
    return { id, phones: people.map((person) => person.phone) };
  });
}

export type StateCounts = Record<string, number>;

/** Recipients per state. */
export async function countStates(parts: Parts, tenantId: string, campaignId: string): Promise<StateCounts> {
  const rows = await parts.db.read<{ state: string; count: number }>(
    tenantId,
    'select state, count(*) from messages where tenant_id = $1 and campaign_id = $2 group by 1',
    [tenantId, campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.state, row.count]));
}

/** The campaign's row. */
export async function readCampaign(
  parts: Parts,
  tenantId: string,
  campaignId: string,
): Promise<Record<string, number | string | null>> {
  const [row] = await parts.db.read<Record<string, number | string | null>>(
    tenantId,
    'select * from campaigns where tenant_id = $1 and id = $2',
    [tenantId, campaignId],
  );
  return row!;
}

/** Account and ledger sums; equal when the ledger is exact. */
export async function readLedger(parts: Parts, tenantId: string) {
  const [row] = await parts.db.read<{
    balance: number;
    reserved: number;
    used: number;
    balance_sum: number;
    reserved_sum: number;
    used_sum: number;
  }>(
    tenantId,
    `select a.balance, a.reserved, a.used, (select sum(amount)::float8 from credit_entries where tenant_id = $1) as balance_sum,
       (select sum(reserved_change)::float8 from credit_entries where tenant_id = $1) as reserved_sum, (select sum(used_change)::float8 from credit_entries where tenant_id = $1) as used_sum
     from credit_accounts a where a.tenant_id = $1`,
    [tenantId],
  );
  return row!;
}
