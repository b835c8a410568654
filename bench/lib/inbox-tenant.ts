// A tenant with an inbox of a given size, written straight to the tables: how it got there is not what is measured.
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { World } from './world';

export interface InboxTenant {
  /** Signs in with the password of every owner here. */
  email: string;
  tenantId: string;
  connectionId: string;
  /** Chats, newest first, of which every tenth is open. */
  chats: number;
  messagesPerChat: number;
  /** One page of a list. */
  page(path: string): Promise<{ items: { id: string }[]; nextCursor: string | null }>;
  /** A GET whose answer is read but not parsed. @returns milliseconds */
  time(path: string): Promise<number>;
}

/** Registers a tenant over the API and fills its inbox. */
export async function createInboxTenant(
  world: World,
  { chats, messagesPerChat }: { chats: number; messagesPerChat: number },
): Promise<InboxTenant> {
  const email = `inbox-${randomBytes(6).toString('hex')}@test.localhost`;
  const { token, tenantId } = await world.signUp(email);
  const { rows } = await world.owner.query<{ id: string }>(
    `insert into connections (tenant_id, channel, name, instance_name, state, reason) values ($1, 'whatsapp_evolution', 'Inbox line', $2, 'connected', null) returning id`,
    [tenantId, `bench-${randomBytes(6).toString('hex')}`],
  );
  const connectionId = rows[0]?.id ?? '';
  await fill(world, tenantId, connectionId, chats, messagesPerChat);
  const headers = { authorization: `Bearer ${token}` };
  return {
    email,
    tenantId,
    connectionId,
    chats,
    messagesPerChat,
    async page(path) {
      const res = await fetch(world.url + path, { headers });
      // Parse boundary: the contract's envelope of a list, as declared.
      const body = (await res.json()) as { data: { id: string }[]; pagination: { nextCursor?: string | null } };
      if (!res.ok) throw new Error(`${path}: ${res.status} ${JSON.stringify(body)}`);
      return { items: body.data, nextCursor: body.pagination.nextCursor ?? null };
    },
    async time(path) {
      const startedAt = performance.now();
      const res = await fetch(world.url + path, { headers });
      await res.arrayBuffer();
      if (!res.ok) throw new Error(`${path}: ${res.status}`);
      return performance.now() - startedAt;
    },
  };
}

/** Chats per statement: large enough to be fast, small enough to be undone by a Ctrl-C. */
const step = 1000;

async function fill(
  world: World,
  tenantId: string,
  connectionId: string,
  chats: number,
  perChat: number,
): Promise<void> {
  const client = new pg.Client({ connectionString: world.superUrl });
  await client.connect();
  const newest = new Date().toISOString();
  try {
    // The rows fit together by construction; checking millions of foreign keys one by one would take an hour.
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'",
    );
    // Ids as the app makes them, in order of time (UUID version 7), but derived from a key, so that rows can name each other.
    await client.query(
      `create function pg_temp.id_of(at timestamptz, key text) returns uuid language sql immutable as $$
         select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(key), 1, 3) || '8' || substr(md5(key), 4, 15))::uuid $$`,
    );
    for (let from = 0; from < chats; from += step) {
      const to = Math.min(from + step, chats) - 1;
      const keys = `pg_temp.id_of($2, $1::uuid || 'contact' || n) as contact_id, pg_temp.id_of($2, $1::uuid || 'chat' || n) as chat_id, n
         from generate_series($3::int, $4::int) n`;
      await client.query(
        `insert into contacts (tenant_id, id, name, first_name, phone, phone_key)
         select $1, contact_id, 'Person ' || n, 'Person', '+97254' || lpad(n::text, 7, '0'), '+97254' || lpad(n::text, 7, '0') from (select ${keys}) k`,
        [tenantId, newest, from, to],
      );
      await client.query(
        `insert into chats (tenant_id, id, contact_id, connection_id, status, unread_count, last_message_at, last_message, last_message_id, last_inbound_at)
         select $1, chat_id, contact_id, $5, case when n % 10 = 0 then 'open' else 'closed' end, (n % 50 = 0)::int,
           at, jsonb_build_object('preview', 'Thank you, see you then', 'direction', 'in', 'state', 'received', 'kind', 'text'),
           pg_temp.id_of(at, $1::uuid || 'message' || n || '-' || ($6::int - 1)), at
         from (select $2::timestamptz - make_interval(secs => n) as at, k.* from (select ${keys}) k) k`,
        [tenantId, newest, from, to, connectionId, perChat],
      );
      await client.query(
        `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, state, provider_id, at)
         select $1, pg_temp.id_of(at, $1::uuid || 'message' || n || '-' || k), $5, contact_id, chat_id,
           case when k % 2 = 1 then 'in' else 'out' end, case when k % 2 = 1 then 'contact' else 'phone' end, 'text',
           'Hello, about order ' || (n * 1000 + k) || case when n % 997 = 0 and k = 7 then ' with the purple umbrella' else ' and the delivery on Monday' end,
           case when k % 2 = 1 then 'received' else 'read' end, n || '-' || k, at
         from (select $2::timestamptz - make_interval(secs => n + ($6::int - 1 - k) * 60) as at, m.k, c.* from
           (select ${keys}) c cross join generate_series(0, $6::int - 1) as m(k)) k`,
        [tenantId, newest, from, to, connectionId, perChat],
      );
    }
    await client.query('reset session_replication_role');
    // As the triggers, which slept meanwhile, would have counted.
    await client.query(
      `insert into chat_tallies (tenant_id, assignee_id, owner_id, open, unread_chats, unread_messages, folded)
       select tenant_id, assignee_id, owner_id, count(*) filter (where status = 'open'), count(*) filter (where unread_count > 0), sum(unread_count), true
       from chats where tenant_id = $1 group by tenant_id, assignee_id, owner_id`,
      [tenantId],
    );
    for (const table of ['contacts', 'chats', 'messages']) await client.query(`vacuum analyze ${table}`);
  } finally {
    await client.end();
  }
}
