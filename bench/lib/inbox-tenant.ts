// A tenant with an inbox of a given size, written straight to the tables: how it got there is not what is measured.
import { randomBytes } from 'node:crypto';
import type { World } from './world';

export interface InboxTenant {
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
  const client = await world.owner.connect();
  try {
    // The rows fit together by construction; checking millions of foreign keys one by one would take an hour.
    await client.query(
      "set session_replication_role = replica; set synchronous_commit = off; set maintenance_work_mem = '512MB'",
    );
    for (let from = 0; from < chats; from += step) {
      const to = Math.min(from + step, chats) - 1;
      await client.query(
        `insert into contacts (tenant_id, id, name, first_name, phone, phone_key)
         select $1, md5($1::text || 'contact' || n)::uuid, 'Person ' || n, 'Person', '+97254' || lpad(n::text, 7, '0'), '+97254' || lpad(n::text, 7, '0') from generate_series($2::int, $3::int) n`,
        [tenantId, from, to],
      );
      await client.query(
        `insert into chats (tenant_id, id, contact_id, connection_id, status, unread_count, last_message_at, last_message, last_message_id, last_inbound_at)
         select $1, md5($1::text || 'chat' || n)::uuid, md5($1::text || 'contact' || n)::uuid, $2, case when n % 10 = 0 then 'open' else 'closed' end, (n % 50 = 0)::int,
           now() - make_interval(secs => n), jsonb_build_object('preview', 'Thank you, see you then', 'direction', 'in', 'state', 'received', 'kind', 'text'),
           md5($1::text || 'message' || n || '-' || ($5::int - 1))::uuid, now() - make_interval(secs => n)
         from generate_series($3::int, $4::int) n`,
        [tenantId, connectionId, from, to, perChat],
      );
      await client.query(
        `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, state, provider_id, at)
         select $1, md5($1::text || 'message' || n || '-' || k)::uuid, $2, md5($1::text || 'contact' || n)::uuid, md5($1::text || 'chat' || n)::uuid,
           case when k % 2 = 1 then 'in' else 'out' end, case when k % 2 = 1 then 'contact' else 'phone' end, 'text',
           'Hello, about order ' || (n * 1000 + k) || case when n % 997 = 0 and k = 7 then ' with the purple umbrella' else ' and the delivery on Monday' end,
           case when k % 2 = 1 then 'received' else 'read' end, n || '-' || k, now() - make_interval(secs => n + ($5::int - 1 - k) * 60)
         from generate_series($3::int, $4::int) n cross join generate_series(0, $5::int - 1) k`,
        [tenantId, connectionId, from, to, perChat],
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
    client.release();
  }
}
