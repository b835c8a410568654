// Which campaign an answer belongs to: the newest message that a campaign sent to this person on this connection.
import type { TenantTx } from '../../platform/db/database';

/** An answer later than this is a new conversation. Clocks may differ by a minute. */
const replyWithinDays = 7;

/**
 * Marks the campaign messages that were answered. Each counts once, however often the person writes.
 * @returns `count`, which adds the replies to their campaigns; called last, because campaigns are locked after chats
 */
export async function attributeReplies(
  tx: TenantTx,
  connectionId: string,
  answers: readonly { contactId: string; at: Date }[],
): Promise<{ count: () => Promise<void> }> {
  if (answers.length === 0) return { count: async () => undefined };
  const replied = await tx.query<RepliedRow>(
    `with answer as (
       select contact_id, min(at) as at from unnest($3::uuid[], $4::timestamptz[]) as a (contact_id, at) group by contact_id
     ), answered as (
       select newest.id, a.at from answer a
       cross join lateral (
         select m.id, m.replied_at from messages m
         where m.tenant_id = $1 and m.contact_id = a.contact_id and m.connection_id = $2 and m.campaign_id is not null and m.part = 0
           and m.sent_at <= a.at + interval '1 minute' and m.sent_at > a.at - make_interval(days => $5)
         order by m.sent_at desc limit 1
       ) newest where newest.replied_at is null
     ), locked as (
       select m.id from messages m join answered x on x.id = m.id where m.tenant_id = $1 and m.replied_at is null order by m.id for no key update of m
     )
     update messages m set replied_at = x.at from answered x join locked l on l.id = x.id where m.tenant_id = $1 and m.id = x.id
     returning m.campaign_id, m.variant`,
    [tx.tenantId, connectionId, answers.map((one) => one.contactId), answers.map((one) => one.at), replyWithinDays],
  );
  return {
    count: () => countReplies(tx, replied),
  };
}

interface RepliedRow {
  campaign_id: string;
  variant: number | null;
}

async function countReplies(tx: TenantTx, replied: readonly RepliedRow[]): Promise<void> {
  if (replied.length === 0) return;
  await tx.query(
    `with counted as (
       select campaign_id, count(*)::int as replies from unnest($2::uuid[]) as r (campaign_id) group by campaign_id
     ), locked as (
       select g.id from campaigns g join counted n on n.campaign_id = g.id where g.tenant_id = $1 order by g.id for no key update of g
     )
     update campaigns g set replied_count = g.replied_count + n.replies, updated_at = now()
     from counted n join locked l on l.id = n.campaign_id where g.tenant_id = $1 and g.id = n.campaign_id`,
    [tx.tenantId, replied.map((row) => row.campaign_id)],
  );
  const compared = replied.filter((row) => row.variant !== null);
  if (compared.length === 0) return;
  await tx.query(
    `update campaign_variants v set replied_count = v.replied_count + n.replies
     from (select campaign_id, number, count(*)::int as replies from unnest($2::uuid[], $3::smallint[]) as r (campaign_id, number) group by 1, 2) n
     where v.tenant_id = $1 and v.campaign_id = n.campaign_id and v.number = n.number`,
    [tx.tenantId, compared.map((row) => row.campaign_id), compared.map((row) => row.variant)],
  );
}
