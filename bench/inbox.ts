// The inbox over HTTP at 5,000,000 messages against 50,000: first page, deep page, thread, counters, search.
import { createInboxTenant, type InboxTenant } from './lib/inbox-tenant';
import { percentile, type Row } from './lib/measure';
import type { World } from './lib/world';

const messagesPerChat = 100;
const warmUps = 30;
const reads = 200;
const pagesDeep = 40;

interface Subject {
  name: string;
  /** The path to read, anew each time. */
  path: (tenant: InboxTenant, cursor: string) => string;
  goal: number;
}

const subjects: Subject[] = [
  { name: 'chat list, first page', path: () => '/api/chats?limit=50', goal: 1.15 },
  { name: 'chat list, open chats', path: () => '/api/chats?limit=50&status=open', goal: 1.15 },
  {
    name: `chat list, page ${pagesDeep}`,
    path: (_tenant, cursor) => `/api/chats?limit=10&cursor=${cursor}`,
    goal: 1.3,
  },
  { name: 'counters', path: () => '/api/chats/counts', goal: 1.15 },
  { name: 'search for rare words', path: () => '/api/messages/search?q=purple%20umbrella', goal: 1.6 },
];

/** @param messages of the larger tenant; the smaller has a hundredth of them */
export async function benchInbox(world: World, messages: number): Promise<Row[]> {
  const small = await createInboxTenant(world, { chats: Math.ceil(messages / 100 / messagesPerChat), messagesPerChat });
  const large = await createInboxTenant(world, { chats: Math.ceil(messages / messagesPerChat), messagesPerChat });
  const cursors = new Map([
    [small, await deepCursor(small)],
    [large, await deepCursor(large)],
  ]);
  const rows: Row[] = [];
  for (const subject of subjects)
    rows.push(
      await compare(
        subject.name,
        small,
        large,
        subject.goal,
        (tenant) => () => subject.path(tenant, cursors.get(tenant) ?? ''),
      ),
    );
  const threads = new Map([
    [small, await threadIds(small)],
    [large, await threadIds(large)],
  ]);
  rows.push(
    await compare('thread', small, large, 1.6, (tenant) => {
      const ids = threads.get(tenant) ?? [];
      let at = 0;
      return () => `/api/messages/chat/${ids[at++ % ids.length]}?limit=50`;
    }),
  );
  return rows;
}

/** Interleaves reads of both tenants, so that a slow moment of the machine touches both. */
async function compare(
  name: string,
  small: InboxTenant,
  large: InboxTenant,
  goal: number,
  paths: (tenant: InboxTenant) => () => string,
): Promise<Row> {
  const times = new Map<InboxTenant, number[]>([
    [small, []],
    [large, []],
  ]);
  const next = new Map([...times.keys()].map((tenant) => [tenant, paths(tenant)]));
  for (let n = 0; n < warmUps + reads; n += 1)
    for (const [tenant, path] of next) {
      const ms = await tenant.time(path());
      if (n >= warmUps) times.get(tenant)?.push(ms);
    }
  const p95 = (tenant: InboxTenant) => percentile(times.get(tenant) ?? [], 0.95);
  const count = (tenant: InboxTenant) => (tenant.chats * tenant.messagesPerChat).toLocaleString('en');
  console.log(`  ${name}: ${p95(large).toFixed(1)} ms against ${p95(small).toFixed(1)} ms`);
  return {
    work: `Inbox at ${count(large)} messages against ${count(small)}: ${name}, p95`,
    result: `${p95(large).toFixed(1)} ms against ${p95(small).toFixed(1)} ms`,
    ratio: p95(large) / p95(small),
    goal,
    lower: true,
  };
}

async function deepCursor(tenant: InboxTenant): Promise<string> {
  let cursor = '';
  for (let page = 1; page < pagesDeep; page += 1) {
    const { nextCursor } = await tenant.page(`/api/chats?limit=10${cursor ? `&cursor=${cursor}` : ''}`);
    if (!nextCursor) return cursor;
    cursor = encodeURIComponent(nextCursor);
  }
  return cursor;
}

async function threadIds(tenant: InboxTenant): Promise<string[]> {
  const { items } = await tenant.page('/api/chats?limit=100');
  return items.map((chat) => chat.id);
}
