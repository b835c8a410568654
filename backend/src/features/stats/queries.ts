// The dashboard's numbers. Each is one statement whose cost follows what happened in the last day, not what the tenant has ever stored:
// chats are found by their last message, and messages by their chat and time.
import type { Credits } from '@parley/contract';
import type { Database } from '../../platform/db/database';
import type { Reach } from './policy';

export interface HourRow {
  /** ISO time of the hour's start. */
  at: string;
  sent: number;
  received: number;
}

export interface Numbers {
  hours: HourRow[];
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  received: number;
  contacts_total: number;
  contacts_added: number;
  chats_open: number;
}

const numbersSql = `
with clock as (
  select date_trunc('hour', now()) - interval '23 hours' as first_hour,
         date_trunc('day', now() at time zone t.timezone) at time zone t.timezone as day_start
  from tenants t where t.id = $1
), visible as (
  select c.id from chats c, clock
  where c.tenant_id = $1 and c.last_message_at >= least(clock.first_hour, clock.day_start)
    and ($3::uuid is null or c.owner_id = $3)
    and ($4::uuid is null or c.assignee_id = $4 or ($5 and c.assignee_id is null))
), recent as (
  select m.at, m.state from visible v, clock
  cross join lateral (
    select x.at, x.state from messages x
    where x.tenant_id = $1 and x.chat_id = v.id and x.at >= least(clock.first_hour, clock.day_start)
  ) m
), by_hour as (
  select date_trunc('hour', r.at) as hour,
         count(*) filter (where r.state in ('sent', 'delivered', 'read'))::int as sent,
         count(*) filter (where r.state = 'received')::int as received
  from recent r, clock where r.at >= clock.first_hour group by 1
), today as (
  select count(*) filter (where r.state in ('sent', 'delivered', 'read'))::int as sent,
         count(*) filter (where r.state in ('delivered', 'read'))::int as delivered,
         count(*) filter (where r.state = 'read')::int as read,
         count(*) filter (where r.state = 'failed')::int as failed,
         count(*) filter (where r.state = 'received')::int as received
  from recent r, clock where r.at >= clock.day_start
), refused as (
  -- A campaign message that failed before its chat existed.
  select count(*)::int as n from campaigns k, clock
  join lateral (
    select 1 from messages m
    where m.tenant_id = $1 and m.campaign_id = k.id and m.state = 'failed' and m.chat_id is null and m.at >= clock.day_start
  ) m on true
  where k.tenant_id = $1 and k.failed_count > 0 and k.updated_at >= clock.day_start and ($6::uuid is null or k.owner_id = $6)
)
select
  (select json_agg(json_build_object('at', h.hour, 'sent', coalesce(b.sent, 0), 'received', coalesce(b.received, 0)) order by h.hour)
   from clock, generate_series(clock.first_hour, clock.first_hour + interval '23 hours', interval '1 hour') as h (hour)
   left join by_hour b on b.hour = h.hour) as hours,
  today.sent, today.delivered, today.read, today.failed + refused.n as failed, today.received,
  (select count(*)::int from contacts c where c.tenant_id = $1 and ($2::uuid is null or c.owner_id = $2)) as contacts_total,
  (select count(*)::int from contacts c, clock
   where c.tenant_id = $1 and c.created_at >= clock.day_start and ($2::uuid is null or c.owner_id = $2)) as contacts_added,
  (select count(*)::int from chats c where c.tenant_id = $1 and c.status = 'open'
     and ($3::uuid is null or c.owner_id = $3)
     and ($4::uuid is null or c.assignee_id = $4 or ($5 and c.assignee_id is null))) as chats_open
from today, refused`;

/** Messages of today (in the tenant's time zone) and of the last 24 hours, contacts and chats. */
export async function readNumbers(db: Database, tenantId: string, reach: Reach): Promise<Numbers | undefined> {
  const rows = await db.read<Numbers>(
    tenantId,
    numbersSql,
    [tenantId, reach.contactsOf, reach.chatsOfOwner, reach.chatsOfAssignee, reach.unassigned, reach.campaignsOf],
    'stats-numbers',
  );
  return rows[0];
}

export interface Present {
  connected: number;
  connections: number;
  running: number;
  scheduled: number;
  paused: number;
  chats_unread: number;
  credits: Credits | null;
}

/** What is the case right now: connections, campaigns at work, unread chats (they have an index of their own), the balance. */
export async function readPresent(db: Database, tenantId: string, reach: Reach): Promise<Present | undefined> {
  const rows = await db.read<Present>(
    tenantId,
    `select c.*, k.*,
       (select count(*)::int from chats h where h.tenant_id = $1 and h.unread_count > 0 and ($4::uuid is null or h.owner_id = $4)
          and ($5::uuid is null or h.assignee_id = $5 or ($6 and h.assignee_id is null))) as chats_unread,
       (select json_build_object('balance', a.balance, 'reserved', a.reserved, 'used', a.used, 'lowBelow', a.low_below)
       from credit_accounts a where a.tenant_id = $1) as credits
     from (select count(*)::int as connections, count(*) filter (where state = 'connected')::int as connected
           from connections where tenant_id = $1 and removed_at is null and ($2::uuid is null or owner_id is null or owner_id = $2)) c,
          (select count(*) filter (where status = 'running')::int as running, count(*) filter (where status = 'scheduled')::int as scheduled,
             count(*) filter (where status = 'paused')::int as paused
           from campaigns where tenant_id = $1 and status in ('running', 'paused', 'scheduled') and ($3::uuid is null or owner_id = $3)) k`,
    [tenantId, reach.connectionsOf, reach.campaignsOf, reach.chatsOfOwner, reach.chatsOfAssignee, reach.unassigned],
    'stats-present',
  );
  return rows[0];
}
