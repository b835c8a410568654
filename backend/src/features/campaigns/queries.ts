// What campaigns read. A campaign's row brings its line's pacing and who shares the line, so that a list costs a constant number of reads.
import type {
  AudienceType,
  CampaignStatus,
  Channel,
  EndpointParsed,
  Hold,
  listCampaigns,
  Pacing,
} from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { fileFailedSql, hasSecondChanceSql, type LoweringRow, loweringColumns } from '../outbox';

/** What a campaign's progress and forecast are made of: read for every frame of a running campaign. */
export interface ProgressRow extends LoweringRow {
  id: string;
  status: CampaignStatus;
  connection_id: string;
  owner_id: string | null;
  min_delay_ms: number | null;
  max_delay_ms: number | null;
  line: Pacing;
  /** Unsent messages of other running campaigns on the same line. */
  ahead: number;
  send_at: Date | null;
  quiet_start: number | null;
  quiet_end: number | null;
  /** Recipients by country, while quiet hours are on; '' = no country. */
  countries: Record<string, number>;
  holds: Hold[];
  /** The tenant's zone. */
  home: string;
  channel: Channel;
  account_id: string | null;
  tier: string | null;
  audience_done_at: Date | null;
  total_count: number;
  pending_count: number;
  sent_count: number;
  delivered_count: number;
  read_count: number;
  failed_count: number;
  skipped_count: number;
  uncertain_count: number;
  replied_count: number;
  started_at: Date | null;
  finished_at: Date | null;
}

export interface CampaignRow extends ProgressRow {
  name: string;
  status_reason: string | null;
  connection_name: string;
  owner_name: string | null;
  audience_type: AudienceType;
  audience_source: { id: string; name: string } | null;
  audience_size: number | null;
  auto_pause_percent: number | null;
  auto_pause_sample: number;
  status_data: unknown;
  /** Who paused or cancelled it, where somebody did. */
  stopped_by: { name: string; at: string } | null;
  /** Something may be sent again. */
  repeatable: boolean;
  created_at: Date;
}

const progressColumns = `k.id, k.status, k.connection_id, k.owner_id, k.min_delay_ms, k.max_delay_ms,
  json_build_object('perSecond', n.per_second, 'perMinute', n.per_minute, 'perHour', n.per_hour, 'perDay', n.per_day,
    'minDelayMs', n.min_delay_ms, 'maxDelayMs', n.max_delay_ms) as line,
  case when k.status = 'running' then (select coalesce(sum(o.pending_count), 0) from campaigns o
    where o.tenant_id = k.tenant_id and o.connection_id = k.connection_id and o.status = 'running' and o.id <> k.id)::int else 0 end as ahead,
  k.quiet_start, k.quiet_end, k.countries, k.holds, (select z.timezone from tenants z where z.id = k.tenant_id) as home, n.channel, n.account_id,
  case when n.channel = 'whatsapp_cloud' then n.health->>'messagingLimit' end as tier, ${loweringColumns('n')},
  k.send_at, k.audience_done_at, k.total_count, k.pending_count, k.sent_count, k.delivered_count, k.read_count, k.failed_count, k.skipped_count,
  k.uncertain_count, k.replied_count, k.started_at, k.finished_at`;
const progressJoin = 'join connections n on n.tenant_id = k.tenant_id and n.id = k.connection_id';
const columns = `${progressColumns}, k.name, k.status_reason, n.name as connection_name, u.name as owner_name,
  k.audience->>'type' as audience_type,
  case when k.total_count > 0 then k.total_count
       when k.audience->>'type' = 'selected' then jsonb_array_length(k.audience->'contactIds')
       when k.audience->>'type' = 'inline' then jsonb_array_length(k.audience->'recipients')
       when k.audience->>'type' = 'list' then l.ready end as audience_size,
  case when s.id is not null then json_build_object('id', s.id, 'name', s.name)
       when l.id is not null then json_build_object('id', l.id, 'name', l.file_name) end as audience_source,
  k.auto_pause_percent, k.auto_pause_sample, k.status_data,
  (select json_build_object('name', p.name, 'at', k.status_data->>'at') from users p where p.id = (k.status_data->>'actorId')::uuid) as stopped_by,
  k.created_at, case when k.audience_at is null then false else k.failed_count > 0 or ${hasSecondChanceSql} end as repeatable`;
const joins = `${progressJoin}
  left join users u on u.id = k.owner_id
  left join segments s on s.tenant_id = k.tenant_id and s.id = (k.audience->>'segmentId')::uuid
  left join recipient_lists l on l.tenant_id = k.tenant_id and l.id = (k.audience->>'listId')::uuid`;
// $2 is the owner the reader is limited to, null for none.
const visible = 'k.tenant_id = $1 and ($2::uuid is null or k.owner_id = $2)';

/** @param ownerId the owner the reader is limited to, null for none */
export function findCampaign(tx: TenantTx, ownerId: string | null, id: string): Promise<CampaignRow | undefined> {
  return tx.one<CampaignRow>(`select ${columns} from campaigns k ${joins} where ${visible} and k.id = $3`, [
    tx.tenantId,
    ownerId,
    id,
  ]);
}

export function findProgress(tx: TenantTx, id: string): Promise<ProgressRow | undefined> {
  return tx.one<ProgressRow>(
    `select ${progressColumns} from campaigns k ${progressJoin} where k.tenant_id = $1 and k.id = $2`,
    [tx.tenantId, id],
  );
}

/** Newest first. */
export async function listVisible(
  tx: TenantTx,
  ownerId: string | null,
  { status, search, page, limit }: EndpointParsed<typeof listCampaigns>['query'],
): Promise<{ rows: CampaignRow[]; total: number }> {
  const where = `${visible} and ($3::text is null or k.status = $3) and ($4::text is null or strpos(lower(k.name), lower($4)) > 0)`;
  const params = [tx.tenantId, ownerId, status ?? null, search || null];
  const rows = await tx.query<CampaignRow>(
    `select ${columns} from campaigns k ${joins} where ${where} order by k.created_at desc, k.id desc limit $5 offset $6`,
    [...params, limit, (page - 1) * limit],
  );
  const counted = await tx.one<{ total: number }>(
    `select count(*)::int as total from campaigns k where ${where}`,
    params,
  );
  return { rows, total: counted?.total ?? 0 };
}

export interface LockedCampaign {
  id: string;
  name: string;
  status: CampaignStatus;
  connection_id: string;
  owner_id: string | null;
  text: string | null;
  template_id: string | null;
  body: string;
  audience: unknown;
  min_delay_ms: number | null;
  max_delay_ms: number | null;
  send_at: Date | null;
  quiet_start: number | null;
  quiet_end: number | null;
  auto_pause_percent: number | null;
  auto_pause_sample: number;
  failed_count: number;
  pending_count: number;
  parts_pending: number;
  parts: number;
  audience_at: Date | null;
  audience_done_at: Date | null;
}

const lockedColumns = `k.id, k.name, k.status, k.connection_id, k.owner_id, k.text, k.template_id, k.body, k.audience, k.min_delay_ms, k.max_delay_ms, k.send_at,
  k.quiet_start, k.quiet_end, k.auto_pause_percent, k.auto_pause_sample, k.failed_count, k.pending_count, k.parts_pending, k.parts, k.audience_at, k.audience_done_at`;

/** The same campaign to write to: nobody else changes it until the transaction ends. */
export function lockCampaign(tx: TenantTx, ownerId: string | null, id: string): Promise<LockedCampaign | undefined> {
  return tx.one<LockedCampaign>(`select ${lockedColumns} from campaigns k where ${visible} and k.id = $3 for update`, [
    tx.tenantId,
    ownerId,
    id,
  ]);
}

/**
 * Keeps the line from being removed until the transaction ends: of a start and a removal at the same moment one finds the other.
 * @throws AppError wrong_state when it was removed
 */
export async function holdConnection(tx: TenantTx, connectionId: string): Promise<void> {
  const held = await tx.one(
    'select 1 from connections where tenant_id = $1 and id = $2 and removed_at is null for key share',
    [tx.tenantId, connectionId],
  );
  if (!held)
    throw new AppError('wrong_state', 'The number of this campaign was removed. Make a new campaign with another one.');
}

export function readDraft(tx: TenantTx, ownerId: string | null, id: string): Promise<LockedCampaign | undefined> {
  return tx.one<LockedCampaign>(`select ${lockedColumns} from campaigns k where ${visible} and k.id = $3`, [
    tx.tenantId,
    ownerId,
    id,
  ]);
}

/** Rows looked at per state when the pace is measured; the measure's cost does not grow with the campaign. */
const rateSample = 300;

/**
 * Messages a minute over the last five minutes, by campaign. Recipients are written in the order in which they are sent, so the newest
 * ids of each state are the latest sent.
 */
export async function measureRates(tx: TenantTx, campaignIds: readonly string[]): Promise<Map<string, number>> {
  if (campaignIds.length === 0) return new Map();
  const latest = (state: string) =>
    `(select m.sent_at from messages m where m.tenant_id = $1 and m.campaign_id = k.id and m.state = '${state}' and m.part = 0 order by m.id desc limit ${rateSample})`;
  const rows = await tx.query<{ id: string; rate: number }>(
    `select k.id, coalesce(r.count * 60 / greatest(5, extract(epoch from (now() - r.oldest))), 0)::float8 as rate
     from unnest($2::uuid[]) as k (id) cross join lateral (
       select count(*) as count, min(s.sent_at) as oldest from (${['sent', 'delivered', 'read'].map(latest).join(' union all ')}) s
       where s.sent_at > now() - interval '5 minutes') r`,
    [tx.tenantId, campaignIds],
  );
  return new Map(rows.map((row) => [row.id, Math.round(row.rate * 10) / 10]));
}

/** Failed, skipped and uncertain recipients by cause, the most frequent first; apart from them, the files that failed after the first one arrived. */
export function countReasons(
  tx: TenantTx,
  campaignId: string,
): Promise<{ state: 'failed' | 'skipped' | 'uncertain'; code: string; files: boolean; count: number }[]> {
  return tx.query(
    `select m.state, coalesce(m.error_code, case m.state when 'uncertain' then 'unconfirmed' else 'provider_error' end) as code, m.part > 0 as files, count(*)::int as count
     from messages m where m.tenant_id = $1 and m.campaign_id = $2 and m.state in ('failed', 'skipped', 'uncertain') and (m.part = 0 or ${fileFailedSql})
     group by 1, 2, 3 order by 3, 4 desc, 2`,
    [tx.tenantId, campaignId],
  );
}
