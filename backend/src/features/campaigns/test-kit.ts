// For the tests of campaigns: contacts by the hundred, drafts, and what the ledger and the rows say.
import { insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { applyMoves } from '../outbox';
import { runCampaign } from './jobs';

export interface People {
  count: number;
  ownerId?: string;
  optedOut?: number;
  withoutPhone?: number;
  city?: string | null;
}

let next = 0;

/** Adds people with numbers of their own; the first `optedOut` of them have opted out, the next `withoutPhone` have no number. */
export async function addPeople(app: TestApp, tenantId: string, of: People): Promise<string[]> {
  const first = next;
  next += of.count;
  const rows = await app.parts.db.withTenant(tenantId, (tx) =>
    tx.query<{ id: string }>(
      `insert into contacts (tenant_id, name, first_name, phone, phone_key, owner_id, city, opted_out_at)
       select $1, 'Person ' || n, 'P' || n, p.phone, p.phone, $4, $7, case when n <= $2 + $5 then now() end
       from generate_series($2::int + 1, $2::int + $3::int) n
       cross join lateral (select case when n > $2 + $5 and n <= $2 + $5 + $6 then null else '+9725' || lpad(n::text, 8, '0') end as phone) p
       returning id`,
      [tenantId, first, of.count, of.ownerId ?? null, of.optedOut ?? 0, of.withoutPhone ?? 0, of.city ?? null],
    ),
  );
  return rows.map((row) => row.id);
}

export interface Scene {
  owner: TestPerson;
  connectionId: string;
}

/** A tenant with a connected line. */
export async function setScene(app: TestApp): Promise<Scene> {
  const owner = await app.register();
  const { id } = await insertConnection(app.parts, owner.tenantId);
  return { owner, connectionId: id };
}

/** Drafts a campaign and returns its id. */
export async function draft(person: TestPerson, connectionId: string, values: object = {}): Promise<string> {
  const input = {
    name: 'Spring',
    connectionId,
    message: { text: 'Hi {first_name}' },
    audience: { type: 'all' },
    ...values,
  };
  const res = await person.post('/api/campaigns', input);
  if (res.status !== 201) throw new Error(`draft refused: ${JSON.stringify(res.body)}`);
  return res.body.data.id;
}

/** Runs the campaign's job here and now, as a worker would. */
export function runJob(app: TestApp, tenantId: string, campaignId: string) {
  return runCampaign(app.parts, tenantId, campaignId, new AbortController().signal);
}

/** Rows of a campaign by state, and by state and reason where there is one. */
export async function countStates(app: TestApp, tenantId: string, campaignId: string): Promise<Record<string, number>> {
  const rows = await app.parts.db.read<{ key: string; count: number }>(
    tenantId,
    `select concat_ws(':', state, error_code) as key, count(*)::int as count from messages where tenant_id = $1 and campaign_id = $2 group by 1`,
    [tenantId, campaignId],
  );
  return Object.fromEntries(rows.map((row) => [row.key, row.count]));
}

export interface Money {
  balance: number;
  reserved: number;
  used: number;
}

/** The account; fails when it is not the sum of the ledger. */
export async function readMoney(app: TestApp, tenantId: string): Promise<Money> {
  const [row] = await app.parts.db.read<Money & { sum: Money }>(
    tenantId,
    `select a.balance, a.reserved, a.used, (select json_build_object('balance', sum(amount), 'reserved', sum(reserved_change), 'used', sum(used_change))
       from credit_entries where tenant_id = $1) as sum from credit_accounts a where a.tenant_id = $1`,
    [tenantId],
  );
  if (!row) throw new Error('no account');
  const { sum, ...account } = row;
  expect(sum).toEqual(account);
  return account;
}

/** Changes rows as the outbox would: moves `count` queued messages of a campaign to a state, with counters and ledger. */
export async function settleAs(
  app: TestApp,
  tenantId: string,
  campaignId: string,
  state: 'sent' | 'failed' | 'sending',
  count: number,
): Promise<void> {
  await app.parts.db.withTenant(tenantId, async (tx) => {
    const moved = await tx.query(
      `with picked as materialized (
         select m.id from messages m where m.tenant_id = $1 and m.campaign_id = $2 and m.state in ('queued', 'sending') order by m.state desc, m.id limit $4 for update skip locked)
       update messages m set state = $3, text = coalesce(m.text, 'Hi'), error_code = case when $3 = 'failed' then 'not_on_whatsapp' end,
         sent_at = case when $3 = 'sent' then now() end
       from picked p where m.tenant_id = $1 and m.id = p.id
       returning m.id`,
      [tenantId, campaignId, state, count],
    );
    await applyMoves(
      tx,
      moved.map(() => ({ campaignId, from: 'queued', to: state }) as const),
    );
  });
}
