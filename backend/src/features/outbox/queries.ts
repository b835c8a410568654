// The outbox's hot SQL. Every statement is set-based: its cost does not depend on how many messages wait.
import type { AssetKind, Channel, MessageContent, MessageKind, Pacing } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { type LoweringRow, loweringColumns } from './pace';

export interface LaneRow extends LoweringRow {
  id: string;
  tenant_id: string;
  channel: Channel;
  instance_name: string | null;
  external_id: string | null;
  account_id: string | null;
  /** Sealed. */
  credentials: string | null;
  state: string;
  owner_id: string | null;
  removed: boolean;
  per_second: number | null;
  per_minute: number | null;
  per_hour: number | null;
  per_day: number | null;
  min_delay_ms: number;
  max_delay_ms: number;
  /** Running campaigns with something due, the delays they ask for, and their quiet hours. */
  campaigns: {
    id: string;
    minDelayMs: number | null;
    maxDelayMs: number | null;
    quietStart: number | null;
    quietEnd: number | null;
    /** The tenant's zone, where there are quiet hours. */
    home: string | null;
  }[];
  replies_due: boolean;
  /** Meta's messaging limit, shared by the numbers of an account. */
  tier: string | null;
  /** The installation may answer as a person for seven days where the channel allows it. */
  humanAgent: boolean;
}

/** What a lane looks like now, in one statement. */
export const readLaneSql = `
select c.id, c.tenant_id, c.channel, c.instance_name, c.external_id, c.account_id, c.credentials, c.state, c.owner_id, c.removed_at is not null as removed, c.per_second, c.per_minute, c.per_hour, c.per_day, c.min_delay_ms, c.max_delay_ms,
  ${loweringColumns('c')}, case when c.channel = 'whatsapp_cloud' then c.health->>'messagingLimit' end as tier,
  exists (select from messages m where m.tenant_id = $1 and m.connection_id = $2 and m.state = 'queued' and m.campaign_id is null and m.due_at <= now()) as replies_due,
  coalesce((
    select json_agg(json_build_object('id', k.id, 'minDelayMs', k.min_delay_ms, 'maxDelayMs', k.max_delay_ms, 'quietStart', k.quiet_start, 'quietEnd', k.quiet_end,
      'home', case when k.quiet_start is not null then (select t.timezone from tenants t where t.id = $1) end)) from campaigns k
    where k.tenant_id = $1 and k.connection_id = $2 and k.status = 'running'
      -- Ordered, so that it is one look into the index: an "exists" may become a join that reads everything that waits, for each batch again.
      and (select true from messages m where m.tenant_id = $1 and m.campaign_id = k.id and m.state = 'queued' and m.due_at <= now() order by m.due_at limit 1)
  ), '[]'::json) as campaigns
from connections c where c.tenant_id = $1 and c.id = $2`;

/** The lane's pacing as it is set; a campaign's own delays replace the connection's, the slowest of several wins. */
export function pacingOf(lane: LaneRow): Pacing {
  const asked = lane.campaigns.filter((campaign) => campaign.minDelayMs !== null && campaign.maxDelayMs !== null);
  const everyoneAsks = asked.length === lane.campaigns.length && asked.length > 0;
  const floor = everyoneAsks ? { min: 0, max: 0 } : { min: lane.min_delay_ms, max: lane.max_delay_ms };
  return {
    perSecond: lane.per_second,
    perMinute: lane.per_minute,
    perHour: lane.per_hour,
    perDay: lane.per_day,
    minDelayMs: Math.max(floor.min, ...asked.map((campaign) => campaign.minDelayMs ?? 0)),
    maxDelayMs: Math.max(floor.max, ...asked.map((campaign) => campaign.maxDelayMs ?? 0)),
  };
}

export interface PickedRow {
  id: string;
  contact_id: string;
  chat_id: string | null;
  campaign_id: string | null;
  text: string | null;
  variables: Record<string, string> | null;
  attempts: number;
  kind: MessageKind;
  content: MessageContent & { components?: unknown[] };
  source: string;
  asset: PickedAsset | null;
  quoted_provider_id: string | null;
  quoted_direction: 'in' | 'out' | null;
  phone: string | null;
  lid: string | null;
  scoped_id: string | null;
  last_inbound_at: Date | null;
  opted_out: boolean;
  part: number;
  variant: number | null;
  /** A message of theirs that may be an opt-out waits for a person. */
  in_review: boolean;
}

export interface PickedAsset {
  id: string;
  kind: AssetKind;
  mime: string;
  file_name: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  storage_key: string;
  thumbnail_key: string | null;
  provider_ids: Record<string, { id: string; expiresAt: string } | undefined>;
}

/** The columns of `PickedAsset` over `assets a`. */
export const pickedAssetJson = `jsonb_build_object('id', a.id, 'kind', a.kind, 'mime', a.mime, 'file_name', a.file_name, 'size_bytes', a.size_bytes, 'width', a.width,
      'height', a.height, 'duration_seconds', a.duration_seconds, 'storage_key', a.storage_key, 'thumbnail_key', a.thumbnail_key, 'provider_ids', a.provider_ids)`;

/**
 * Locks due replies, oldest first. Within a chat they leave one after the other: what waits behind a message that is on its way, or that the
 * provider asked to repeat later, is left where it is.
 */
export async function pickReplies(tx: TenantTx, connectionId: string, limit: number): Promise<PickedRow[]> {
  return tx.query<PickedRow>(
    `with picked as materialized (
       select m.* from messages m where m.tenant_id = $1 and m.connection_id = $2 and m.state = 'queued' and m.campaign_id is null and m.due_at <= now()
         and not exists (
           select from messages e where e.tenant_id = $1 and e.connection_id = $2 and e.state = 'queued' and e.campaign_id is null and e.due_at > now()
             and e.chat_id = m.chat_id and e.id < m.id and e.attempts > 0)
         and not exists (
           select from messages e where e.tenant_id = $1 and e.connection_id = $2 and e.state = 'sending' and e.campaign_id is null and e.chat_id = m.chat_id
             and e.lease_until > now() and e.error_code is null)
       order by m.due_at, m.id limit $3 for update skip locked)
     ${pickedColumns}`,
    [tx.tenantId, connectionId, limit],
  );
}

/**
 * Locks due campaign messages of one running campaign, oldest first. A paused or cancelled campaign yields nothing. The files of one person leave one after
 * the other.
 */
export async function pickCampaign(tx: TenantTx, campaignId: string, limit: number): Promise<PickedRow[]> {
  return tx.query<PickedRow>(
    `with picked as materialized (
       select m.* from messages m where m.tenant_id = $1 and m.campaign_id = $2 and m.state = 'queued' and m.due_at <= now()
         and exists (select from campaigns k where k.tenant_id = $1 and k.id = $2 and k.status = 'running')
         and (m.part = 0 or not exists (
           select from messages e where e.tenant_id = $1 and e.campaign_id = $2 and e.contact_id = m.contact_id and e.part < m.part and e.state in ('queued', 'sending')))
       order by m.due_at, m.id limit $3 for update skip locked)
     ${pickedColumns}`,
    [tx.tenantId, campaignId, limit],
  );
}

/** The columns of `PickedRow` over `picked`. `scoped_id` is what reaches a person on a channel that knows no phone numbers; of a page, only its own. */
const pickedColumns = `
select p.id, p.contact_id, p.chat_id, p.campaign_id, p.text, p.variables, p.attempts, p.kind, p.content, p.source, q.provider_id as quoted_provider_id, q.direction as quoted_direction,
  c.phone, h.last_inbound_at,
  (select i.value from identities i where i.tenant_id = p.tenant_id and i.contact_id = p.contact_id and i.kind = 'lid' limit 1) as lid,
  case when n.channel = 'whatsapp_evolution' then null else (
    select i.value from identities i where i.tenant_id = p.tenant_id and i.contact_id = p.contact_id
      and i.kind = case n.channel when 'messenger' then 'psid' when 'instagram' then 'igsid' else 'bsuid' end
      and i.scope = case when n.channel = 'whatsapp_cloud' then '' else coalesce(n.external_id, '') end order by i.created_at desc limit 1) end as scoped_id,
  case when p.asset_id is null then null else (
    select ${pickedAssetJson}
    from assets a where a.tenant_id = p.tenant_id and a.id = p.asset_id) end as asset,
  c.opted_out_at is not null as opted_out,
  p.campaign_id is not null and exists (
    select from consent_reviews r where r.tenant_id = p.tenant_id and r.contact_id = p.contact_id and r.state = 'open' and r.guess = 'opt_out') as in_review,
  p.part, p.variant
from picked p
join contacts c on c.tenant_id = p.tenant_id and c.id = p.contact_id
join connections n on n.tenant_id = p.tenant_id and n.id = p.connection_id
-- A campaign message that has not left has no chat yet, its person may have one.
left join chats h on h.tenant_id = p.tenant_id and h.contact_id = p.contact_id and h.connection_id = p.connection_id
left join messages q on q.tenant_id = p.tenant_id and q.id = p.reply_to_id
order by p.due_at, p.id`;

export interface LeavingRow {
  id: string;
  text: string | null;
  /** What a campaign made of it; other messages are what they are. */
  made: { kind: MessageKind; content: MessageContent; assetId: string | null; variant: number | null } | undefined;
}

/** Moves picked rows to 'sending' under a lease, with the text as it will leave (an echo is recognised by it). */
export async function markSending(
  tx: TenantTx,
  leaseId: string,
  leaseSeconds: number,
  rows: readonly LeavingRow[],
): Promise<void> {
  const made = rows.map((row) => row.made);
  await tx.query(
    `update messages m set state = 'sending', lease_id = $2, lease_until = now() + make_interval(secs => $3), attempts = m.attempts + 1, text = u.text, error_code = null, error_detail = null,
       kind = coalesce(u.kind, m.kind), content = coalesce(u.content, m.content), asset_id = coalesce(u.asset_id, m.asset_id),
       media_state = case when u.asset_id is null then m.media_state else 'ready' end, variant = coalesce(u.variant, m.variant)
     from unnest($4::uuid[], $5::text[], $6::text[], $7::jsonb[], $8::uuid[], $9::smallint[]) as u (id, text, kind, content, asset_id, variant)
     where m.tenant_id = $1 and m.id = u.id`,
    [
      tx.tenantId,
      leaseId,
      leaseSeconds,
      rows.map((row) => row.id),
      rows.map((row) => row.text),
      made.map((of) => of?.kind ?? null),
      made.map((of) => (of && Object.keys(of.content).length > 0 ? JSON.stringify(of.content) : null)),
      made.map((of) => of?.assetId ?? null),
      made.map((of) => of?.variant ?? null),
    ],
  );
}

/** Remembers how many messages a lane claimed in this minute. */
export async function countUsage(tx: TenantTx, connectionId: string, count: number): Promise<void> {
  await tx.query(
    `insert into lane_usage as u (tenant_id, connection_id, minute, count) values ($1, $2, date_trunc('minute', now()), $3)
     on conflict (tenant_id, connection_id, minute) do update set count = u.count + excluded.count`,
    [tx.tenantId, connectionId, count],
  );
}

/** Which of these campaigns may still send. */
export const runningCampaignsSql = `select id from campaigns where tenant_id = $1 and id = any($2::uuid[]) and status = 'running'`;

/** Milliseconds until the next queued message of the lane is due, or null. */
export const nextDueSql = `
select ceil(extract(epoch from (min(at) - now())) * 1000)::int as wait_ms from (
  (select due_at as at from messages where tenant_id = $1 and connection_id = $2 and state = 'queued' and campaign_id is null order by due_at limit 1)
  union all
  (select d.due_at from campaigns k cross join lateral (
     select m.due_at from messages m where m.tenant_id = $1 and m.campaign_id = k.id and m.state = 'queued' order by m.due_at limit 1) d
   where k.tenant_id = $1 and k.connection_id = $2 and k.status = 'running' order by d.due_at limit 1)
) next`;

/** What all lines of an account claimed over the last day, with ages as in `usageSql`. */
export const accountUsageSql = `
select greatest(0, extract(epoch from (now() - u.minute)) * 1000 - 60000)::float8 as age_ms, sum(u.count)::int as count
from lane_usage u join connections c on c.tenant_id = u.tenant_id and c.id = u.connection_id
where u.tenant_id = $1 and c.account_id = $2 and c.channel = 'whatsapp_cloud' and u.minute > now() - interval '25 hours' group by u.minute order by u.minute desc`;

/** What the lane claimed over the last day, newest first; the age is counted from the minute's end, so that refilling is cautious. */
export const usageSql = `
select greatest(0, extract(epoch from (now() - minute)) * 1000 - 60000)::float8 as age_ms, count from lane_usage
where tenant_id = $1 and connection_id = $2 and minute > now() - interval '25 hours' order by minute desc`;
