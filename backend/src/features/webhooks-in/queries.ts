// The SQL of intake: finding whose webhook it is, storing batches, taking what is not applied yet, and finishing it.
import type { Channel } from '@parley/contract';
import type { Sql, TenantTx } from '../../platform/db/database';

export interface Route {
  tenantId: string;
  connectionId: string;
  headerHash: Buffer;
}

export interface NewWebhookEvent {
  tenantId: string;
  connectionId: string;
  kind: string;
  dedupeKey: string;
  /** JSON text. */
  payload: string;
}

export interface WebhookEvent {
  id: number;
  kind: string;
  payload: unknown;
  receivedAt: Date;
  attempts: number;
}

/** Finds the connection behind a webhook's secret path. */
export async function findRoute(system: Sql, tokenHash: Buffer): Promise<Route | undefined> {
  const [row] = await system.query<{ tenant_id: string; connection_id: string; header_hash: Buffer }>(
    'select tenant_id, connection_id, header_hash from connection_routes where token_hash = $1',
    [tokenHash],
  );
  return row && { tenantId: row.tenant_id, connectionId: row.connection_id, headerHash: row.header_hash };
}

/** Stores a batch of any tenants in one round trip. @returns the connections that received something new */
export async function storeWebhookEvents(
  system: Sql,
  events: readonly NewWebhookEvent[],
): Promise<{ tenantId: string; connectionId: string }[]> {
  const rows = await system.query<{ tenant_id: string; connection_id: string }>(
    'select * from store_webhook_events($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[])',
    [
      events.map((event) => event.tenantId),
      events.map((event) => event.connectionId),
      events.map((event) => event.kind),
      events.map((event) => event.dedupeKey),
      events.map((event) => event.payload),
    ],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, connectionId: row.connection_id }));
}

/** Connections of any tenant with events that are not applied. */
export async function findDueIntakes(system: Sql): Promise<{ tenantId: string; connectionId: string }[]> {
  const rows = await system.query<{ tenant_id: string; connection_id: string }>('select * from intakes_due()');
  return rows.map((row) => ({ tenantId: row.tenant_id, connectionId: row.connection_id }));
}

/** What applying needs to know of a connection. */
export interface IntakeLine {
  id: string;
  channel: Channel;
  externalId: string | null;
}

/** @returns undefined when the connection is gone */
export async function findLine(tx: TenantTx, connectionId: string): Promise<IntakeLine | undefined> {
  const row = await tx.one<{ id: string; channel: Channel; external_id: string | null }>(
    'select id, channel, external_id from connections where tenant_id = $1 and id = $2',
    [tx.tenantId, connectionId],
  );
  return row && { id: row.id, channel: row.channel, externalId: row.external_id };
}

/** The connections that a provider's id stands for: one number or page, or all numbers of an account. */
export async function findExternal(
  system: Sql,
  channel: string,
  externalId: string,
): Promise<{ tenantId: string; connectionId: string }[]> {
  const rows = await system.query<{ tenant_id: string; connection_id: string }>(
    'select * from connections_of_external($1, $2)',
    [channel, externalId],
  );
  return rows.map((row) => ({ tenantId: row.tenant_id, connectionId: row.connection_id }));
}

/** Only one worker applies a connection's events at a time. Held until the transaction ends. */
export async function lockIntake(tx: TenantTx, connectionId: string): Promise<boolean> {
  const row = await tx.one<{ locked: boolean }>(
    "select pg_try_advisory_xact_lock(hashtextextended('intake:' || $1, 0)) as locked",
    [connectionId],
  );
  return row?.locked ?? false;
}

/** The oldest events not applied yet. One that failed is left alone for some seconds more after each try. */
export async function takeOpenEvents(tx: TenantTx, connectionId: string, limit: number): Promise<WebhookEvent[]> {
  const rows = await tx.query<{ id: number; kind: string; payload: unknown; received_at: Date; attempts: number }>(
    `select id, kind, payload, received_at, attempts from webhook_events
     where tenant_id = $1 and connection_id = $2 and applied_at is null and received_at + attempts * interval '3 seconds' <= now() order by id limit $3`,
    [tx.tenantId, connectionId, limit],
  );
  return rows.map(({ received_at: receivedAt, ...row }) => ({ ...row, receivedAt }));
}

export async function markApplied(tx: TenantTx, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.query(
    'update webhook_events set applied_at = now(), error = null where tenant_id = $1 and id = any($2::bigint[])',
    [tx.tenantId, ids],
  );
}

/** Notes a failed try; after the last one the event counts as applied and keeps its error. */
export async function markFailed(tx: TenantTx, id: number, error: string, triesAtMost: number): Promise<boolean> {
  const row = await tx.one<{ given_up: boolean }>(
    `update webhook_events set attempts = attempts + 1, error = $3, applied_at = case when attempts + 1 >= $4 then now() end
     where tenant_id = $1 and id = $2 returning applied_at is not null as given_up`,
    [tx.tenantId, id, error.slice(0, 500), triesAtMost],
  );
  return row?.given_up ?? false;
}

/** Forgets applied events after a week: a gateway repeats a webhook for an hour at most. Oldest first, by the primary key. */
export async function forgetOldEvents(tx: TenantTx): Promise<void> {
  await tx.query(
    `delete from webhook_events where tenant_id = $1 and id in (
       select id from webhook_events where tenant_id = $1 and received_at < now() - interval '7 days' and applied_at is not null order by id limit 2000)`,
    [tx.tenantId],
  );
}
