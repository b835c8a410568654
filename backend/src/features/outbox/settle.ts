// Settle: write what became of a batch in one transaction: states, chats, counters, ledger, one event. A settle that fails is repeated
// until it succeeds, because what was sent must never be forgotten.
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import type { Parts } from '../../platform/parts';
import { ensureChats, touchChats } from '../chats';
import { recordConsents } from '../contacts';
import { pauseFailing } from './brake';
import type { ClaimedMessage } from './claim';
import { applyMoves, type Move, type MovingRow, moveOf, movingColumns } from './counters';
import type { Outcome } from './policy';
import { reportProgress } from './progress';
import { readmit } from './readmit';
import { applyKnownEarlyStatuses } from './statuses';

export interface Settled {
  message: ClaimedMessage;
  outcome: Outcome;
}

interface MovedRow extends MovingRow {
  chat_id: string | null;
  was: Move['from'];
  state: Move['to'];
  at: Date;
  provider_id: string | null;
}

/** Writes a batch of outcomes of one lease. */
export async function settle(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  leaseId: string,
  batch: readonly Settled[],
): Promise<void> {
  await parts.db.withTenant(tenantId, async (tx) => {
    // Contacts, chats, messages, campaigns, account: the order of every transaction, so that two cannot lock each other out.
    await touchContacts(tx, batch);
    await recordStops(tx, parts, batch);
    const chats = await chatsOf(tx, connectionId, batch);
    const moved = await moveMessages(tx, parts, leaseId, batch, chats);
    await touchChats(tx, chatUpdates(moved, batch));
    await applyKnownEarlyStatuses(
      tx,
      parts,
      connectionId,
      moved.flatMap((row) => row.provider_id ?? []),
    );
    // Last, because the campaign's row is shared by all batches of a lane: it is held no longer than the commit takes.
    const failing = await applyMoves(
      tx,
      moved.map((row) => ({ ...moveOf(row), from: row.was, to: row.state })),
    );
    await pauseFailing(tx, parts, failing);
    await announce(tx, parts, moved, batch);
    // Somebody may have decided between the claim and now.
    const passed = batch.flatMap(({ message, outcome }) => (isPassedOver(outcome) ? [message.contactId] : []));
    if (passed.length > 0) tx.afterCommit(() => readmit(parts, tenantId, { contactIds: passed }));
  });
}

function isPassedOver(outcome: Outcome): boolean {
  return outcome.state === 'skipped' && outcome.code === 'consent_review';
}

/** Campaign messages get their chat when they leave. Without a conversation yet it starts closed, so that it fills nobody's inbox. */
async function chatsOf(tx: TenantTx, connectionId: string, batch: readonly Settled[]): Promise<Map<string, string>> {
  const left = batch.filter(
    ({ message, outcome }) => message.chatId === null && (outcome.state === 'sent' || outcome.state === 'sending'),
  );
  const ids = await ensureChats(
    tx,
    left.map(({ message }) => ({ contactId: message.contactId, connectionId })),
    { status: 'closed' },
  );
  return new Map(left.map(({ message }) => [message.id, ids.get(`${message.contactId}:${connectionId}`) ?? '']));
}

async function moveMessages(
  tx: TenantTx,
  parts: Parts,
  leaseId: string,
  batch: readonly Settled[],
  chats: Map<string, string>,
): Promise<MovedRow[]> {
  const column = <T>(read: (settled: Settled) => T) => batch.map(read);
  return tx.query<MovedRow>(
    `with r as (
       select * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::int[], $9::uuid[]) as r (id, state, provider_id, code, detail, delay_ms, chat_id)
     ), old as (
       select m.id, m.state from messages m join r on r.id = m.id
       where m.tenant_id = $1 and m.lease_id = $2 and m.state in ('sending', 'uncertain') order by m.id for update of m
     ), t as (
       -- The lease ran out before the answer came: it was charged then, so it is not on its way again. What is known now not to have left has failed.
       select r.id, r.provider_id, r.code, r.detail, r.delay_ms, r.chat_id, old.state as was, r.state = 'released' as untried, case
         when old.state = 'uncertain' and r.state = 'sending' then 'uncertain'
         when old.state = 'uncertain' and r.state in ('queued', 'released') then 'failed'
         when r.state = 'released' then 'queued'
         else r.state end as state
       from r join old on old.id = r.id
     )
     update messages m set
       state = t.state,
       attempts = m.attempts - t.untried::int,
       -- Never two messages with one provider id, whatever an echo was taken for.
       provider_id = case
         when t.provider_id is null or exists (
           select from messages y where y.tenant_id = $1 and y.connection_id = m.connection_id and y.provider_id = t.provider_id and y.id <> m.id) then m.provider_id
         else t.provider_id end,
       error_code = case when t.state = 'failed' then coalesce(t.code, 'provider_error') else t.code end, error_detail = t.detail,
       chat_id = coalesce(m.chat_id, t.chat_id),
       lease_id = case when t.state = 'sending' then m.lease_id end,
       lease_until = case when t.state = 'sending' then now() + make_interval(secs => $10) end,
       due_at = case when t.state = 'queued' and not t.untried then now() + make_interval(secs => t.delay_ms / 1000.0) else m.due_at end,
       sent_at = case when t.state = 'sent' then coalesce(m.sent_at, now()) else m.sent_at end,
       scheduled_at = case when t.state in ('sent', 'sending', 'failed') then null else m.scheduled_at end,
       at = case when (m.campaign_id is not null or m.scheduled_at is not null) and t.state in ('sent', 'sending', 'failed') then now() else m.at end
     from t
     where m.tenant_id = $1 and m.id = t.id
     returning ${movingColumns}, m.chat_id, t.was, m.state, m.at, m.provider_id`,
    [
      tx.tenantId,
      leaseId,
      column(({ message }) => message.id),
      column(({ outcome }) => outcome.state),
      column(({ outcome }) => (outcome.state === 'sent' ? outcome.providerId : null)),
      column(({ outcome }) => ('code' in outcome ? outcome.code : null)),
      column(({ outcome }) => ('detail' in outcome ? (outcome.detail?.slice(0, 500) ?? null) : null)),
      column(({ outcome }) => (outcome.state === 'queued' ? outcome.delayMs : 0)),
      column(({ message }) => chats.get(message.id) || null),
      parts.config.outbox.quietSeconds,
    ],
  );
}

async function touchContacts(tx: TenantTx, batch: readonly Settled[]): Promise<void> {
  const reached = batch.filter(({ outcome }) => outcome.state === 'sent').map(({ message }) => message.contactId);
  if (reached.length === 0) return;
  await tx.query(
    `update contacts c set first_messaged_at = coalesce(c.first_messaged_at, now()), last_message_at = now()
     where c.tenant_id = $1 and c.id in (select k.id from contacts k where k.tenant_id = $1 and k.id = any($2::uuid[]) order by k.id for no key update)`,
    [tx.tenantId, reached],
  );
}

/** Whoever stopped marketing at the provider is opted out here as well, so that no campaign tries again. */
async function recordStops(tx: TenantTx, parts: Parts, batch: readonly Settled[]): Promise<void> {
  await recordConsents(
    tx,
    parts.publish,
    batch.flatMap(({ message, outcome }) =>
      outcome.state === 'failed' && outcome.code === 'unsubscribed'
        ? [
            {
              contactId: message.contactId,
              decision: 'opt_out' as const,
              origin: 'provider' as const,
              messageId: message.id,
              note: outcome.detail?.slice(0, 500) ?? null,
            },
          ]
        : [],
    ),
  );
}

function chatUpdates(moved: readonly MovedRow[], batch: readonly Settled[]) {
  const texts = new Map(batch.map(({ message }) => [message.id, message.text]));
  return moved.flatMap((row) =>
    row.chat_id && row.state !== 'queued' && row.kind !== 'reaction'
      ? [
          {
            chatId: row.chat_id,
            messageId: row.id,
            at: row.at,
            preview: texts.get(row.id) ?? '',
            direction: 'out' as const,
            state: row.state,
            kind: row.kind,
          },
        ]
      : [],
  );
}

/** One event per batch for what people look at: replies, and campaign messages in chats that are somebody's conversation already. */
async function announce(
  tx: TenantTx,
  parts: Parts,
  moved: readonly MovedRow[],
  batch: readonly Settled[],
): Promise<void> {
  const hadChat = new Set(batch.filter(({ message }) => message.chatId !== null).map(({ message }) => message.id));
  const messageIds = moved.filter((row) => row.campaign_id === null || hadChat.has(row.id)).map((row) => row.id);
  if (messageIds.length > 0) await recordEvent(tx, parts.publish, { type: 'message.status', data: { messageIds } });
  await reportProgress(
    tx,
    parts,
    moved.flatMap((row) => row.campaign_id ?? []),
  );
}
