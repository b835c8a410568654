// Holding back for the night: of a campaign whose people sleep in part, all of these wait at once, and none is claimed to find out.
import type { TenantTx } from '../../platform/db/database';
import { countryOfPrefix, prefixLength } from '../../platform/zones';
import { allowedFrom, type Quiet, zonesFor } from './quiet';

/** Rows moved by one statement, so that no transaction holds a million of them. */
const chunkSize = 20_000;

/** What a campaign's quiet hours need to be kept. */
export interface QuietCampaign {
  id: string;
  quiet: Quiet;
  /** The tenant's zone, for people whose number tells none. */
  home: string;
}

/** Recipients that this very transaction wrote, found without a look at the campaign's other ones; or everybody who is due. */
const scopes = {
  'just written': "m.id > (select uuidv7(now() - clock_timestamp() - interval '1 second')) and m.created_at = now()",
  due: 'm.due_at <= now()',
};

/** Remembers answers, because a batch asks for the same few countries again and again. */
export function createSleepers({ quiet, home }: QuietCampaign, at: number): (country: string | null) => number {
  const known = new Map<string | null, number>();
  return (country) => {
    const found = known.get(country) ?? allowedFrom(zonesFor(country, home, quiet, at), quiet, at);
    known.set(country, found);
    return found;
  };
}

/**
 * Lets everybody of a campaign for whom it is night wait for their morning, up to a chunk of them. Three statements whatever their number.
 * @param scope those just written are also counted by country, for the forecast
 * @returns true when more may have to wait: call again in a new transaction
 */
export async function holdQuiet(
  tx: TenantTx,
  campaign: QuietCampaign,
  scope: keyof typeof scopes,
  at = Date.now(),
): Promise<boolean> {
  const rows = await tx.query<{ prefix: string; count: number }>(
    `select coalesce(left(c.phone, ${prefixLength}), '') as prefix, count(*)::int as count
     from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
     where m.tenant_id = $1 and m.campaign_id = $2 and m.state = 'queued' and ${scopes[scope]} group by 1`,
    [tx.tenantId, campaign.id],
  );
  const allowedAt = createSleepers(campaign, at);
  const prefixes = rows.map((row) => {
    const country = countryOfPrefix(row.prefix) ?? null;
    return { ...row, country, until: allowedAt(country) };
  });
  const asleep = prefixes.filter((row) => row.until > at);
  const held = asleep.length > 0 ? await hold(tx, campaign.id, asleep, scope) : [];
  const written = scope === 'just written';
  if (written || held.length > 0) await note(tx, campaign.id, prefixes, held, written);
  return held.reduce((sum, row) => sum + row.count, 0) >= chunkSize;
}

interface Asleep {
  prefix: string;
  country: string | null;
  until: number;
}

async function hold(
  tx: TenantTx,
  campaignId: string,
  asleep: readonly Asleep[],
  scope: keyof typeof scopes,
): Promise<{ prefix: string; count: number }[]> {
  return tx.query(
    `with picked as materialized (
       select m.id, u.prefix, u.until from messages m
       join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
       join unnest($3::text[], $4::timestamptz[]) u (prefix, until) on u.prefix = coalesce(left(c.phone, ${prefixLength}), '')
       where m.tenant_id = $1 and m.campaign_id = $2 and m.state = 'queued' and ${scopes[scope]}
       limit ${chunkSize} for update of m skip locked
     ), held as (
       update messages m set due_at = p.until, error_code = 'quiet_hours', error_detail = null from picked p
       where m.tenant_id = $1 and m.id = p.id returning p.prefix
     ) select prefix, count(*)::int as count from held group by 1`,
    [tx.tenantId, campaignId, asleep.map((row) => row.prefix), asleep.map((row) => new Date(row.until))],
  );
}

/** The campaign's own notes: who lives where, and who waits until when. What is over is forgotten. */
async function note(
  tx: TenantTx,
  campaignId: string,
  prefixes: readonly (Asleep & { count: number })[],
  held: readonly { prefix: string; count: number }[],
  written: boolean,
): Promise<void> {
  const of = new Map(prefixes.map((row) => [row.prefix, row]));
  const people = written ? prefixes.map((row) => ({ country: row.country ?? '', count: row.count })) : [];
  const waits = held.map((row) => ({
    country: of.get(row.prefix)?.country ?? null,
    until: new Date(of.get(row.prefix)?.until ?? 0).toISOString(),
    count: row.count,
  }));
  await tx.query(
    `update campaigns k set
       countries = (select coalesce(jsonb_object_agg(country, count), '{}') from (
         select country, sum(count)::int as count from (
           select key as country, value::int as count from jsonb_each_text(k.countries)
           union all select p.country, p.count from jsonb_to_recordset($3::jsonb) p (country text, count int)) a group by 1) g),
       holds = (select coalesce(jsonb_agg(jsonb_build_object('country', country, 'until', until, 'count', count) order by count desc), '[]') from (
         select country, until, sum(count)::int as count from (
           select h.country, h.until, h.count from jsonb_to_recordset(k.holds) h (country text, until text, count int) where h.until::timestamptz > now()
           union all select w.country, w.until, w.count from jsonb_to_recordset($4::jsonb) w (country text, until text, count int)) a group by 1, 2) g)
     where k.tenant_id = $1 and k.id = $2`,
    [tx.tenantId, campaignId, JSON.stringify(people), JSON.stringify(waits)],
  );
}
