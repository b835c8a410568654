// A chat's last message as lists show it, worked out anew when that message was changed, withdrawn or taken back.
import type { TenantTx } from '../../platform/db/database';

/** Lists show this many characters. */
export const previewLength = 200;

/** What a list shows of a message that was withdrawn, in place of its kind. */
export const deletedKind = 'deleted';

/**
 * Renews the last message of these chats from their newest message that people see in the thread: no reactions, nothing that waits for its
 * time. A withdrawn one stays the last message, without its words.
 */
export async function renewLastMessages(tx: TenantTx, chatIds: readonly string[]): Promise<void> {
  if (chatIds.length === 0) return;
  await tx.query(
    `with locked as (
       select c.id from chats c where c.tenant_id = $1 and c.id = any($2::uuid[]) order by c.id for no key update of c
     )
     update chats c set last_message_id = n.id, last_message_at = coalesce(n.at, c.created_at), last_message = n.last_message, updated_at = now()
     from locked l left join lateral (
       select m.id, m.at, jsonb_build_object('direction', m.direction, 'state', m.state,
           'kind', case when m.deleted_at is null then m.kind else '${deletedKind}' end,
           'preview', case when m.deleted_at is null then left(coalesce(nullif(btrim(m.text), ''), m.content ->> 'caption', ''), ${previewLength}) else '' end)
         as last_message
       from messages m where m.tenant_id = $1 and m.chat_id = l.id and m.kind <> 'reaction' and m.scheduled_at is null
       order by m.at desc, m.id desc limit 1
     ) n on true
     where c.tenant_id = $1 and c.id = l.id`,
    [tx.tenantId, chatIds],
  );
}
