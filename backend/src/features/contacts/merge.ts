// Two contacts turn out to be one person: what the one without a phone has goes to the one with it.
import type { TenantTx } from '../../platform/db/database';

/**
 * Moves identities, chats and messages, copies the consent ledger (which is append-only) and the later of each date, then deletes `from`.
 * Chats on the same connection become one thread. A recipient row of a campaign that reached both stays where it is, because the campaign
 * counted it; then `from` stays too, without an address.
 * @param from contact without a phone
 * @param into contact with the phone
 */
export async function mergeContacts(tx: TenantTx, from: string, into: string): Promise<void> {
  const params = [tx.tenantId, from, into];
  await tx.query('update identities set contact_id = $3 where tenant_id = $1 and contact_id = $2', params);
  await joinChats(tx, params);
  await tx.query(
    `update messages m set contact_id = $3 where m.tenant_id = $1 and m.contact_id = $2 and not exists (
       select from messages o where o.tenant_id = $1 and o.campaign_id = m.campaign_id and o.contact_id = $3)`,
    params,
  );
  await tx.query(
    `insert into consent_entries (tenant_id, contact_id, decision, origin, actor_id, message_id, words, keyword, language, note, said_at, created_at)
     select tenant_id, $3, decision, origin, actor_id, message_id, words, keyword, language, note, said_at, created_at from consent_entries
     where tenant_id = $1 and contact_id = $2 order by id`,
    params,
  );
  await tx.query('update consent_reviews set contact_id = $3 where tenant_id = $1 and contact_id = $2', params);
  await tx.query(
    `update contacts k set opted_out_at = least(k.opted_out_at, f.opted_out_at), first_messaged_at = least(k.first_messaged_at, f.first_messaged_at),
       last_message_at = greatest(k.last_message_at, f.last_message_at), created_at = least(k.created_at, f.created_at),
       name = case when k.name = k.phone then f.name else k.name end,
       first_name = case when k.name = k.phone then f.first_name else k.first_name end,
       tags = array(select distinct unnest(k.tags || f.tags)), updated_at = now()
     from contacts f where k.tenant_id = $1 and k.id = $3 and f.tenant_id = $1 and f.id = $2`,
    params,
  );
  await tx.query(
    `delete from contacts c where c.tenant_id = $1 and c.id = $2
       and not exists (select from messages m where m.tenant_id = $1 and m.contact_id = $2)`,
    [tx.tenantId, from],
  );
}

/** Chats on connections where `into` has none simply change hands; the others hand their messages over. */
async function joinChats(tx: TenantTx, params: readonly unknown[]): Promise<void> {
  await tx.query(
    `update messages m set chat_id = k.id from chats f join chats k on k.tenant_id = f.tenant_id and k.connection_id = f.connection_id
     where f.tenant_id = $1 and f.contact_id = $2 and k.contact_id = $3 and m.tenant_id = $1 and m.chat_id = f.id`,
    params,
  );
  await tx.query(
    `update chats k set unread_count = k.unread_count + f.unread_count, last_inbound_at = greatest(k.last_inbound_at, f.last_inbound_at),
       human_until = greatest(k.human_until, f.human_until), created_at = least(k.created_at, f.created_at), updated_at = now(),
       status = case when f.last_message_at > k.last_message_at then f.status else k.status end,
       last_message_id = case when f.last_message_at > k.last_message_at then f.last_message_id else k.last_message_id end,
       last_message = case when f.last_message_at > k.last_message_at then f.last_message else k.last_message end,
       last_message_at = greatest(k.last_message_at, f.last_message_at)
     from chats f where f.tenant_id = $1 and f.contact_id = $2 and k.tenant_id = $1 and k.contact_id = $3 and k.connection_id = f.connection_id`,
    params,
  );
  await tx.query(
    `delete from chats f using chats k
     where f.tenant_id = $1 and f.contact_id = $2 and k.tenant_id = $1 and k.contact_id = $3 and k.connection_id = f.connection_id`,
    params,
  );
  await tx.query(
    `update chats f set contact_id = $3, owner_id = c.owner_id, updated_at = now() from contacts c
     where f.tenant_id = $1 and f.contact_id = $2 and c.tenant_id = $1 and c.id = $3`,
    params,
  );
}
