// What a batch of messages changes in its chats: the last message, unread count, last inbound time, status.
import type { MessageState } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { previewLength } from './last-message';

export interface ChatUpdate {
  chatId: string;
  messageId: string;
  /** The message's place in the thread. */
  at: Date;
  /** Cut to what a list can show. */
  preview: string;
  direction: 'in' | 'out';
  state: MessageState;
  kind: string;
  /** How many unread messages it adds. */
  unread?: number;
  /** The customer wrote: the chat is brought back to the open ones. */
  inbound?: boolean;
  /** A person of the team wrote: the chat is brought back, and automations are silent for a while. */
  human?: boolean;
  /** Who of the team wrote, when it is known. */
  answeredBy?: string;
}

/** After a person answered, automations stay silent this long (takeover). */
const takeoverMinutes = 30;

/**
 * Applies the updates in one statement. An older message never replaces a newer one as the chat's last message; the last message itself may
 * be given again to renew its state. Rows are locked in the order of their ids.
 */
export async function touchChats(tx: TenantTx, updates: readonly ChatUpdate[]): Promise<void> {
  if (updates.length === 0) return;
  const column = <T>(read: (update: ChatUpdate) => T) => updates.map(read);
  await tx.query(
    `with u as (
       select * from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::text[], $6::text[], $7::text[], $8::text[], $9::int[], $10::bool[], $11::bool[], $12::uuid[])
         as u (chat_id, message_id, at, preview, direction, state, kind, unread, inbound, human, answered_by)
     ), newest as (
       select distinct on (chat_id) * from u order by chat_id, at desc, message_id desc
     ), sums as (
       select chat_id, sum(unread)::int as unread, max(at) filter (where inbound) as inbound_at, bool_or(inbound or human) as wakes, bool_or(human) as human,
         (array_agg(answered_by order by at desc, message_id desc) filter (where answered_by is not null))[1] as answered_by
       from u group by chat_id
     ), locked as (
       select c.id, c.last_message is null or c.last_message_id = n.message_id or (n.at, n.message_id) >= (c.last_message_at, c.last_message_id) as is_newer
       from chats c join newest n on n.chat_id = c.id where c.tenant_id = $1 order by c.id for no key update of c
     )
     update chats c set
       last_message_id = case when l.is_newer then n.message_id else c.last_message_id end,
       last_message_at = case when l.is_newer then n.at else c.last_message_at end,
       last_message = case when l.is_newer
         then jsonb_build_object('preview', left(n.preview, ${previewLength}), 'direction', n.direction, 'state', n.state, 'kind', n.kind)
         else c.last_message end,
       unread_count = c.unread_count + s.unread,
       last_inbound_at = greatest(c.last_inbound_at, s.inbound_at),
       human_until = case when s.human then now() + interval '${takeoverMinutes} minutes' else c.human_until end,
       last_answer_by = coalesce(s.answered_by, c.last_answer_by),
       last_answer_at = case when s.answered_by is null then c.last_answer_at else now() end,
       -- Whoever was answered waits for nobody.
       waiting_since = case when s.human then null else c.waiting_since end,
       status = case when s.wakes and c.status in ('closed', 'snoozed') then 'open' else c.status end,
       snoozed_until = case when s.wakes then null else c.snoozed_until end,
       updated_at = now()
     from newest n join sums s on s.chat_id = n.chat_id join locked l on l.id = n.chat_id
     where c.tenant_id = $1 and c.id = n.chat_id`,
    [
      tx.tenantId,
      column((update) => update.chatId),
      column((update) => update.messageId),
      column((update) => update.at),
      column((update) => update.preview),
      column((update) => update.direction),
      column((update) => update.state),
      column((update) => update.kind),
      column((update) => update.unread ?? 0),
      column((update) => update.inbound ?? false),
      column((update) => update.human ?? false),
      column((update) => update.answeredBy ?? null),
    ],
  );
}
