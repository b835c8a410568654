// One campaign of the coach that ended this morning: most people read it, a few answered, some could not be reached. Its counts, its
// recipients and the ledger agree.
import { captureCredits, releaseCredits, reserveCredits } from '../../features/credits';
import type { TenantTx } from '../../platform/db/database';
import { recordEvent } from '../../platform/events';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { spentCredits, type Team } from './team';

const name = 'Spring workshop';
const text = 'Hi {first_name|there}, a few seats are left for our spring workshop next Thursday. Would you like one?';
const recipients = 40;
/** How many ended how; together they are the recipients. */
const outcomes = { read: 22, delivered: 9, sent: 4, failed: 3, skipped: 2 };
const answers = ['Yes please!', 'כן, אשמח', 'Is it in the evening?', 'תודה, אגיע', 'Count me in'];
const hoursAgo = 3;

export async function seedCampaign(parts: Parts, team: Team, connectionId: string): Promise<void> {
  await parts.db.withTenant(team.tenantId, async (tx) => {
    if (await tx.one('select 1 from campaigns where tenant_id = $1 limit 1', [tx.tenantId])) return;
    const id = newId();
    await insertCampaign(tx, id, team, connectionId);
    await insertRecipients(tx, id, team, connectionId);
    await insertAnswers(tx, id);
    await reserveCredits(tx, { amount: recipients, campaignId: id, actorId: team.coach.userId, reason: name });
    await captureCredits(tx, { amount: spentCredits, campaignId: id });
    await releaseCredits(tx, { amount: recipients - spentCredits, campaignId: id, reason: 'Not sent' });
    const actorId = team.coach.userId;
    await recordEvent(tx, parts.publish, { type: 'campaign.started', subjectId: id, actorId });
    await recordEvent(tx, parts.publish, { type: 'campaign.completed', subjectId: id });
  });
}

async function insertCampaign(tx: TenantTx, id: string, team: Team, connectionId: string): Promise<void> {
  const delivered = outcomes.delivered + outcomes.read;
  await tx.query(
    `insert into campaigns (tenant_id, id, name, status, connection_id, owner_id, text, body, audience, audience_at, audience_done_at, attempt,
       total_count, sent_count, delivered_count, read_count, failed_count, skipped_count, replied_count, started_at, finished_at, created_at)
     select $1, $2, $3, 'completed', $4, $5, $6, $6, $7, t.start, t.start, 1, $8, $9, $10, $11, $12, $13, $14,
       t.start, t.start + interval '4 minutes', t.start - interval '10 minutes'
     from (select now() - make_interval(hours => $15) as start) t`,
    [
      tx.tenantId,
      id,
      name,
      connectionId,
      team.coach.userId,
      text,
      JSON.stringify({ type: 'all' }),
      recipients,
      delivered + outcomes.sent,
      delivered,
      outcomes.read,
      outcomes.failed,
      outcomes.skipped,
      answers.length,
      hoursAgo,
    ],
  );
}

/** The coach's longest-known contacts without a conversation; those reached get a closed chat, as campaigns make them. */
async function insertRecipients(tx: TenantTx, id: string, team: Team, connectionId: string): Promise<void> {
  const states = Object.entries(outcomes).flatMap(([state, count]) => Array<string>(count).fill(state));
  await tx.query(
    `with chosen as (
       select c.id, c.first_name, s.state, s.n, k.started_at + make_interval(secs => s.n * 5) as at
       from (select c.id, c.first_name, row_number() over (order by c.created_at, c.id) as n from contacts c
             where c.tenant_id = $1 and c.owner_id = $3 and not exists (select from chats h where h.tenant_id = $1 and h.contact_id = c.id)) c
       join unnest($5::text[]) with ordinality as s (state, n) on s.n = c.n
       join campaigns k on k.tenant_id = $1 and k.id = $2
     ), chatted as (
       insert into chats (tenant_id, id, contact_id, connection_id, owner_id, status, last_message_at)
       select $1, uuidv7(), c.id, $4, $3, 'closed', c.at from chosen c where c.state in ('read', 'delivered', 'sent') returning id, contact_id
     ), reached as (
       update contacts set first_messaged_at = chosen.at, last_message_at = chosen.at from chosen
       where contacts.tenant_id = $1 and contacts.id = chosen.id and chosen.state in ('read', 'delivered', 'sent')
     )
     insert into messages (tenant_id, connection_id, contact_id, chat_id, campaign_id, direction, source, text, state, error_code, due_at, at, created_at,
       sent_at, delivered_at, read_at, replied_at)
     select $1, $4, c.id, h.id, $2, 'out', 'campaign', replace($6, '{first_name|there}', c.first_name), c.state,
       case c.state when 'failed' then 'not_on_whatsapp' when 'skipped' then 'opted_out' end, c.at, c.at, c.at,
       case when c.state in ('read', 'delivered', 'sent') then c.at end,
       case when c.state in ('read', 'delivered') then c.at + interval '3 seconds' end,
       case when c.state = 'read' then c.at + interval '2 minutes' end,
       case when c.n <= $7 then c.at + interval '9 minutes' end
     from chosen c left join chatted h on h.contact_id = c.id`,
    [tx.tenantId, id, team.coach.userId, connectionId, states, text, answers.length],
  );
  await tx.query(
    `update chats c set last_message_id = m.id,
       last_message = jsonb_build_object('preview', left(m.text, 140), 'direction', 'out', 'state', m.state, 'kind', 'text')
     from messages m where m.tenant_id = $1 and m.campaign_id = $2 and c.tenant_id = $1 and c.id = m.chat_id`,
    [tx.tenantId, id],
  );
  await tx.query(
    `update contacts c set opted_out_at = m.at from messages m
     where c.tenant_id = $1 and c.id = m.contact_id and m.tenant_id = $1 and m.campaign_id = $2 and m.error_code = 'opted_out'`,
    [tx.tenantId, id],
  );
}

/** The first ones answered, which opened their chats; the coach has read it. */
async function insertAnswers(tx: TenantTx, id: string): Promise<void> {
  await tx.query(
    `with answer as (
       insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, text, state, at, created_at)
       select $1, m.connection_id, m.contact_id, m.chat_id, 'in', 'contact', a.text, 'received', m.replied_at, m.replied_at
       from (select x.*, row_number() over (order by x.at) as n from messages x where x.tenant_id = $1 and x.campaign_id = $2 and x.replied_at is not null) m
       join unnest($3::text[]) with ordinality as a (text, n) on a.n = m.n
       returning id, chat_id, text, at
     )
     update chats c set status = 'open', last_message_id = a.id, last_message_at = a.at, last_inbound_at = a.at,
       last_message = jsonb_build_object('preview', a.text, 'direction', 'in', 'state', 'received', 'kind', 'text')
     from answer a where c.tenant_id = $1 and c.id = a.chat_id`,
    [tx.tenantId, id, answers],
  );
}
