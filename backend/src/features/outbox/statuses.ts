// Statuses from the provider: applied by rank, never going back, in any order and any number of times.

import type { OutcomeCode } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { pauseFailing } from './brake';
import { applyMoves, type Move, type MovingRow, moveOf, movingColumns } from './counters';
import { reportProgress } from './progress';

export interface ProviderStatus {
  providerId: string;
  state: 'sent' | 'delivered' | 'read' | 'failed';
  at: Date;
  /** Our own id, when the provider returned it: finds a message whose answer was lost. */
  messageId?: string | undefined;
  /** The provider's words for a failure. */
  detail?: string | null | undefined;
  /** What a failure means; `provider_failed` when left out. */
  code?: OutcomeCode | undefined;
}

/** Kept watermarks stand among the early statuses under this and the person's id. */
export const watermarkOf = 'watermark:';

/** Our answer comes a moment after the provider's own time of the message. */
export const answerMs = 5000;

interface MovedRow extends MovingRow {
  provider_id: string;
  was: Move['from'];
  state: Move['to'];
}

/**
 * Applies statuses of one connection. Those whose message is not known yet (the ack overtook the answer to the send) are kept and
 * applied when it is.
 */
export async function moveByStatuses(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  statuses: readonly ProviderStatus[],
): Promise<void> {
  if (statuses.length === 0) return;
  const known = await moveByStatus(tx, connectionId, statuses);
  const found = new Set(known.map((row) => row.provider_id));
  await keepEarly(
    tx,
    connectionId,
    statuses.filter((status) => !found.has(status.providerId)),
  );
  await announce(tx, parts, known);
}

/** Applies what arrived before these provider ids were known. */
export async function applyKnownEarlyStatuses(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  providerIds: readonly string[],
): Promise<void> {
  if (providerIds.length === 0) return;
  const early = await tx.query<{
    provider_id: string;
    state: ProviderStatus['state'];
    at: Date;
    detail: string | null;
    code: OutcomeCode | null;
  }>(
    `with due as (
       delete from early_statuses s using messages m
       where s.tenant_id = $1 and s.connection_id = $2 and s.provider_id = any($3::text[])
         and m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = s.provider_id and m.state not in ('sending', 'queued')
       returning s.provider_id, s.state, s.at, s.detail, s.code
     )
     select * from due
     union all
     select m.provider_id, w.state, w.at, null, null from messages m
     join identities i on i.tenant_id = $1 and i.contact_id = m.contact_id and i.kind = 'psid'
     join early_statuses w on w.tenant_id = $1 and w.connection_id = $2 and w.provider_id = '${watermarkOf}' || i.value
     where exists (select from connections c where c.tenant_id = $1 and c.id = $2 and c.channel = 'messenger')
       and m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = any($3::text[]) and m.direction = 'out' and m.state not in ('sending', 'queued')
       and m.at <= w.at and coalesce(m.sent_at, m.at) <= w.at + make_interval(secs => ${answerMs / 1000})`,
    [tx.tenantId, connectionId, providerIds],
  );
  if (early.length === 0) return;
  const statuses = early.map(({ provider_id: providerId, code, ...row }) => ({
    ...row,
    providerId,
    code: code ?? undefined,
  }));
  await announce(tx, parts, await moveByStatus(tx, connectionId, statuses));
}

/** Applies all kept statuses of a connection whose message is known by now. */
export async function applyLateMatches(tx: TenantTx, parts: Parts, connectionId: string): Promise<void> {
  const rows = await tx.query<{ provider_id: string }>(
    `select distinct s.provider_id from early_statuses s join messages m on m.tenant_id = s.tenant_id and m.connection_id = s.connection_id and m.provider_id = s.provider_id
     where s.tenant_id = $1 and s.connection_id = $2 and m.state not in ('sending', 'queued') limit 1000`,
    [tx.tenantId, connectionId],
  );
  await applyKnownEarlyStatuses(
    tx,
    parts,
    connectionId,
    rows.map((row) => row.provider_id),
  );
}

async function moveByStatus(
  tx: TenantTx,
  connectionId: string,
  statuses: readonly ProviderStatus[],
): Promise<MovedRow[]> {
  return tx.query<MovedRow>(
    `with s as (
       select provider_id, max(case state when 'sent' then 1 when 'delivered' then 2 when 'read' then 3 else 0 end) as level, bool_or(state = 'failed') as failed,
         min(at) filter (where state = 'sent') as sent_at, min(at) filter (where state = 'delivered') as delivered_at, min(at) filter (where state = 'read') as read_at,
         max(detail) as detail, max(code) as code, min(at) as first_at
       from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[]) as s (provider_id, state, at, detail, code) group by provider_id
     ), old as (
       select m.id, m.state, m.sent_at is not null as provider_failed, case m.state when 'sent' then 1 when 'delivered' then 2 when 'read' then 3 else 0 end as level
       from messages m join s on s.provider_id = m.provider_id
       -- A message that a worker still holds is not known yet: its settle writes more than a state, and then applies what was kept.
       where m.tenant_id = $1 and m.connection_id = $2 and m.direction = 'out' and m.state not in ('sending', 'queued') order by m.id for update of m
     )
     update messages m set
       -- A failure counts only while nobody has seen the message delivered; what was delivered after all was no failure.
       state = case
         when s.failed and s.level < 2 and old.state in ('sent', 'uncertain') then 'failed'
         when s.level > old.level and (old.state <> 'failed' or (s.level >= 2 and old.provider_failed)) then (array['sent', 'delivered', 'read'])[s.level]
         else m.state end,
       error_code = case
         when s.failed and s.level < 2 and old.state in ('sent', 'uncertain') then coalesce(s.code, 'provider_failed')
         when s.level >= 2 or old.state = 'uncertain' then null
         else m.error_code end,
       error_detail = case when s.level >= 2 then null else coalesce(s.detail, m.error_detail) end,
       sent_at = coalesce(m.sent_at, s.sent_at, s.first_at),
       delivered_at = case when s.level >= 2 then coalesce(m.delivered_at, s.delivered_at, s.read_at) else m.delivered_at end,
       read_at = case when s.level >= 3 then coalesce(m.read_at, s.read_at) else m.read_at end,
       lease_until = null
     from s, old
     where m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = s.provider_id and old.id = m.id
     returning ${movingColumns}, m.provider_id, old.state as was, m.state`,
    [
      tx.tenantId,
      connectionId,
      statuses.map((status) => status.providerId),
      statuses.map((status) => status.state),
      statuses.map((status) => status.at),
      statuses.map((status) => status.detail ?? null),
      statuses.map((status) => status.code ?? null),
    ],
  );
}

async function keepEarly(tx: TenantTx, connectionId: string, statuses: readonly ProviderStatus[]): Promise<void> {
  if (statuses.length === 0) return;
  await tx.query(
    `insert into early_statuses (tenant_id, connection_id, provider_id, state, at, detail, code)
     select distinct on (s.provider_id, s.state) $1, $2, s.provider_id, s.state, s.at, s.detail, s.code
     from unnest($3::text[], $4::text[], $5::timestamptz[], $6::text[], $7::text[]) as s (provider_id, state, at, detail, code)
     order by s.provider_id, s.state, s.at on conflict do nothing`,
    [
      tx.tenantId,
      connectionId,
      statuses.map((status) => status.providerId),
      statuses.map((status) => status.state),
      statuses.map((status) => status.at),
      statuses.map((status) => status.detail ?? null),
      statuses.map((status) => status.code ?? null),
    ],
  );
}

async function announce(tx: TenantTx, parts: Parts, rows: readonly MovedRow[]): Promise<void> {
  const moved = rows.filter((row) => row.was !== row.state);
  if (moved.length === 0) return;
  // Chats, then campaigns, then the account: the order of every transaction, so that two cannot lock each other out.
  await tx.query(
    `with locked as (
       select c.id, m.state from chats c join messages m on m.tenant_id = $1 and m.id = c.last_message_id
       where c.tenant_id = $1 and m.id = any($2::uuid[]) and c.id = m.chat_id order by c.id for no key update of c
     )
     update chats c set last_message = jsonb_set(c.last_message, '{state}', to_jsonb(l.state)) from locked l where c.tenant_id = $1 and c.id = l.id`,
    [tx.tenantId, moved.map((row) => row.id)],
  );
  const failing = await applyMoves(
    tx,
    moved.map((row) => ({ ...moveOf(row), from: row.was, to: row.state })),
  );
  await pauseFailing(tx, parts, failing);
  await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds: moved.map((row) => row.id) } });
  await reportProgress(
    tx,
    parts,
    moved.flatMap((row) => row.campaign_id ?? []),
  );
}
