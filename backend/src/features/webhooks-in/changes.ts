// What happens to messages that are there already: edited, withdrawn, reacted to.
import type { ReportedReaction } from '../../channels/events';
import type { TenantTx } from '../../platform/db/database';
import { newId } from '../../platform/ids';
import { renewLastMessages } from '../chats';

/**
 * Changes messages that their sender edited or withdrew. An older edit does not undo a newer one, and what was withdrawn stays so. A message
 * that came with several files was several messages here (`<id>#2` …); withdrawing withdraws them all.
 * @returns which provider ids are known, and the ids of messages that changed
 */
export async function changeMessages(
  tx: TenantTx,
  connectionId: string,
  changes: readonly { providerId: string; text: string | null; at: Date }[],
): Promise<{ known: Set<string>; changedIds: string[] }> {
  const providerIds = changes.map((change) => change.providerId);
  const rows = await tx.query<{ provider_id: string }>(
    'select provider_id from messages where tenant_id = $1 and connection_id = $2 and provider_id = any($3::text[])',
    [tx.tenantId, connectionId, providerIds],
  );
  const changed = await tx.query<{ id: string; chat_id: string | null; is_last: boolean }>(
    `with newest as (
       select provider_id, (array_agg(text order by at desc) filter (where text is not null))[1] as text, max(at) filter (where text is not null) as edited_at,
         min(at) filter (where text is null) as revoked_at
       from unnest($3::text[], $4::text[], $5::timestamptz[]) as c (provider_id, text, at) group by provider_id
     ), own as (
       select m.id, n.text, n.edited_at, n.revoked_at from newest n join messages m on m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = n.provider_id
       union all
       select m.id, null, null, n.revoked_at from newest n cross join generate_series(2, 20) k
         join messages m on m.tenant_id = $1 and m.connection_id = $2 and m.provider_id = n.provider_id || '#' || k where n.revoked_at is not null
     ), locked as (
       select m.id from messages m join own o on o.id = m.id where m.tenant_id = $1 order by m.id for no key update of m
     )
     update messages m set
       text = case when o.revoked_at is not null or m.deleted_at is not null then null
         when o.edited_at > coalesce(m.edited_at, '-infinity') then o.text else m.text end,
       content = case when o.revoked_at is not null or m.deleted_at is not null then '{}' else m.content end,
       edited_at = greatest(m.edited_at, o.edited_at),
       deleted_at = coalesce(m.deleted_at, o.revoked_at)
     from own o join locked l on l.id = o.id
     where m.tenant_id = $1 and m.id = o.id and (o.revoked_at is not null or o.edited_at > coalesce(m.edited_at, '-infinity'))
     returning m.id, m.chat_id, exists (select from chats c where c.tenant_id = $1 and c.id = m.chat_id and c.last_message_id = m.id) as is_last`,
    [tx.tenantId, connectionId, providerIds, changes.map((change) => change.text), changes.map((change) => change.at)],
  );
  await renewLastMessages(
    tx,
    changed.flatMap(({ is_last: isLast, chat_id: chatId }) => (isLast && chatId ? [chatId] : [])),
  );
  return { known: new Set(rows.map((row) => row.provider_id)), changedIds: changed.map((row) => row.id) };
}

/**
 * Stores customers' reactions (and those given on the linked phone) beside the messages they are about. The latest of each side counts; an empty
 * emoji takes it back.
 * @returns which targets are known, and their ids
 */
export async function storeReactions(
  tx: TenantTx,
  connectionId: string,
  reactions: readonly ReportedReaction[],
): Promise<{ known: Set<string>; targetIds: string[] }> {
  const column = <T>(read: (reaction: ReportedReaction) => T) => reactions.map(read);
  const targets = await tx.query<{ provider_id: string; id: string }>(
    'select provider_id, id from messages where tenant_id = $1 and connection_id = $2 and provider_id = any($3::text[])',
    [tx.tenantId, connectionId, column(({ targetProviderId }) => targetProviderId)],
  );
  await tx.query(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, state, provider_id, reply_to_id, at, sent_at)
     select $1, r.id, $2, t.contact_id, t.chat_id, case when r.from_me then 'out' else 'in' end, case when r.from_me then 'phone' else 'contact' end, 'reaction',
       nullif(r.emoji, ''), case when r.from_me then 'sent' else 'received' end, r.provider_id, t.id, r.at, case when r.from_me then r.at end
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bool[], $8::timestamptz[]) as r (id, provider_id, target, emoji, from_me, at)
     join messages t on t.tenant_id = $1 and t.connection_id = $2 and t.provider_id = r.target
     on conflict (tenant_id, connection_id, provider_id) where provider_id is not null do nothing`,
    [
      tx.tenantId,
      connectionId,
      column(() => newId()),
      column(({ providerId }) => providerId),
      column(({ targetProviderId }) => targetProviderId),
      column(({ emoji }) => emoji.slice(0, 16)),
      column(({ fromMe }) => fromMe),
      column(({ at }) => at),
    ],
  );
  return { known: new Set(targets.map((row) => row.provider_id)), targetIds: targets.map((row) => row.id) };
}
