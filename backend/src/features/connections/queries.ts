// Every read of connections, and the one write of a line's state.
import type { Channel, ConnectionReason, ConnectionState, Pacing } from '@parley/contract';
import type { Actor } from '../../platform/actor';
import type { Sql, TenantTx } from '../../platform/db/database';
import { prisma } from '../../platform/db/prisma';
import { type Lowering, type LoweringRow, loweringColumns, toLowering } from '../outbox';
import { viewerOf, visibleSql } from './access';
import type { StoredHealth } from './health';
import type { Line, StoredQr } from './policy';

export interface ConnectionRow extends Line {
  id: string;
  channel: Channel;
  name: string;
  externalName: string | null;
  instanceName: string | null;
  ownerId: string | null;
  ownerName: string | null;
  pacing: Pacing;
  /** Warm-up and slow-down. */
  lowering: Lowering;
  warmUpStartedAt: Date | null;
  createdAt: Date;
  externalId: string | null;
  accountId: string | null;
  /** What the provider said last; null for QR numbers. */
  health: StoredHealth | null;
  tokenExpiresAt: Date | null;
  checkedAt: Date | null;
  /** When its newest webhook came, to the half minute. */
  heardAt: Date | null;
}

interface Raw extends LoweringRow {
  warm_up_started_at: Date | null;
  id: string;
  channel: Channel;
  name: string;
  external_name: string | null;
  instance_name: string | null;
  owner_id: string | null;
  owner_name: string | null;
  state: ConnectionState;
  reason: ConnectionReason | null;
  state_since: Date;
  next_retry_at: Date | null;
  recovery_attempts: number;
  phone: string | null;
  profile_name: string | null;
  qr: StoredQr | null;
  last_order: number | null;
  per_second: number | null;
  per_minute: number | null;
  per_hour: number | null;
  per_day: number | null;
  min_delay_ms: number;
  max_delay_ms: number;
  created_at: Date;
  external_id: string | null;
  account_id: string | null;
  health: StoredHealth | null;
  token_expires_at: Date | null;
  checked_at: Date | null;
  heard_at: Date | null;
}

const columns = `c.id, c.channel, c.name, c.external_name, c.instance_name, c.owner_id, c.state, c.reason, c.state_since, c.next_retry_at, c.recovery_attempts,
  c.phone, c.profile_name, c.qr, (extract(epoch from c.last_event_at) * 1000000)::float8 as last_order,
  c.per_second, c.per_minute, c.per_hour, c.per_day, c.min_delay_ms, c.max_delay_ms, c.created_at,
  c.external_id, c.account_id, c.health, c.token_expires_at, c.checked_at, c.heard_at, c.warm_up_started_at, ${loweringColumns('c')},
  (select u.name from users u where u.id = c.owner_id) as owner_name`;

/** A connection of the tenant whoever asks; removed ones are not found. */
export async function findConnection(tx: TenantTx, id: string): Promise<ConnectionRow | undefined> {
  const raw = await tx.one<Raw>(
    `select ${columns} from connections c where c.tenant_id = $1 and c.id = $2 and c.removed_at is null`,
    [tx.tenantId, id],
  );
  return raw && toRow(raw);
}

/**
 * The same, locked against other writers until the transaction ends.
 * @param how `for update` also keeps out new events, messages and campaigns of this line, and waits for those that are being written: only for
 *   a transaction that has not written to the line before, or each waits for the other
 */
export async function lockConnection(
  tx: TenantTx,
  id: string,
  how: 'for no key update' | 'for update' = 'for no key update',
): Promise<ConnectionRow | undefined> {
  const raw = await tx.one<Raw>(
    `select ${columns} from connections c where c.tenant_id = $1 and c.id = $2 and c.removed_at is null ${how} of c`,
    [tx.tenantId, id],
  );
  return raw && toRow(raw);
}

/** A connection that the actor may see. */
export async function findVisible(tx: TenantTx, actor: Actor, id: string): Promise<ConnectionRow | undefined> {
  const raw = await tx.one<Raw>(
    `select ${columns} from connections c where c.tenant_id = $1 and c.id = $2 and c.removed_at is null and ${visibleSql('c', '$3')}`,
    [tx.tenantId, id, viewerOf(actor)],
  );
  return raw && toRow(raw);
}

/** All that the actor may see, by name. A tenant has few. */
export async function listVisible(tx: TenantTx, actor: Actor): Promise<ConnectionRow[]> {
  const rows = await tx.query<Raw>(
    `select ${columns} from connections c where c.tenant_id = $1 and c.removed_at is null and ${visibleSql('c', '$2')} order by lower(c.name), c.id`,
    [tx.tenantId, viewerOf(actor)],
  );
  return rows.map(toRow);
}

/** Messages waiting per connection: replies are counted, campaigns keep their own count. */
export async function countQueued(tx: TenantTx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ id: string; queued: number }>(
    `select c.id,
       (select count(*) from messages m where m.tenant_id = $1 and m.connection_id = c.id and m.state = 'queued' and m.campaign_id is null)
       + coalesce((select sum(k.pending_count) from campaigns k where k.tenant_id = $1 and k.connection_id = c.id and k.status in ('running', 'paused')), 0) as queued
     from unnest($2::uuid[]) as c (id)`,
    [tx.tenantId, ids],
  );
  return new Map(rows.map((row) => [row.id, Number(row.queued)]));
}

/** The campaign that stands in the way of a removal, if any. */
export function findCampaignUsing(tx: TenantTx, id: string): Promise<{ name: string; status: string } | null> {
  return prisma.campaign.findFirst({
    where: { tenantId: tx.tenantId, connectionId: id, status: { in: ['running', 'paused', 'scheduled'] } },
    select: { name: true, status: true },
    orderBy: { startedAt: 'asc' },
  });
}

export async function isActiveMember(tx: TenantTx, userId: string): Promise<boolean> {
  const member = await prisma.membership.findFirst({
    where: { tenantId: tx.tenantId, userId, status: 'active' },
    select: { userId: true },
  });
  return member !== null;
}

/** ISO code of the tenant's country, for numbers written without a country code. */
export async function tenantCountry(tx: TenantTx): Promise<string> {
  const row = await prisma.tenant.findFirst({ where: { id: tx.tenantId }, select: { country: true } });
  return row?.country ?? 'US';
}

/** Writes a line's state. */
export async function storeLine(tx: TenantTx, id: string, line: Line): Promise<void> {
  await tx.query(
    `update connections set state = $3, reason = $4, state_since = $5, next_retry_at = $6, recovery_attempts = $7, phone = $8, profile_name = $9, qr = $10,
       last_event_at = case when $11::float8 is null then null else to_timestamp(0) + $11::float8 * interval '1 microsecond' end, updated_at = now()
     where tenant_id = $1 and id = $2`,
    [
      tx.tenantId,
      id,
      line.state,
      line.reason,
      line.since,
      line.nextRetryAt,
      line.recoveryAttempts,
      line.phone,
      line.profileName,
      line.qr && JSON.stringify(line.qr),
      line.lastOrder,
    ],
  );
}

/** Takes the look that is due: nobody else takes it within a minute. @returns false when it is not due any more */
export async function claimDueLook(tx: TenantTx, id: string): Promise<boolean> {
  const claimed = await tx.one(
    "update connections set next_retry_at = now() + interval '1 minute' where tenant_id = $1 and id = $2 and removed_at is null and next_retry_at <= now() returning id",
    [tx.tenantId, id],
  );
  return claimed !== undefined;
}

/** Connections of any tenant whose next look is due. */
export async function findDueLooks(system: Sql): Promise<{ tenantId: string; connectionId: string }[]> {
  const rows = await system.query<{ tenant_id: string; id: string }>('select * from connections_due()');
  return rows.map((row) => ({ tenantId: row.tenant_id, connectionId: row.id }));
}

function toRow(raw: Raw): ConnectionRow {
  return {
    id: raw.id,
    channel: raw.channel,
    name: raw.name,
    externalName: raw.external_name,
    instanceName: raw.instance_name,
    ownerId: raw.owner_id,
    ownerName: raw.owner_name,
    state: raw.state,
    reason: raw.reason,
    since: raw.state_since,
    nextRetryAt: raw.next_retry_at,
    recoveryAttempts: raw.recovery_attempts,
    phone: raw.phone,
    profileName: raw.profile_name,
    qr: raw.qr,
    lastOrder: raw.last_order,
    pacing: {
      perSecond: raw.per_second,
      perMinute: raw.per_minute,
      perHour: raw.per_hour,
      perDay: raw.per_day,
      minDelayMs: raw.min_delay_ms,
      maxDelayMs: raw.max_delay_ms,
    },
    lowering: toLowering(raw),
    warmUpStartedAt: raw.warm_up_started_at,
    createdAt: raw.created_at,
    externalId: raw.external_id,
    accountId: raw.account_id,
    health: raw.health,
    tokenExpiresAt: raw.token_expires_at,
    checkedAt: raw.checked_at,
    heardAt: raw.heard_at,
  };
}
