// Counters against counting: whatever happens to chats, at once and in any order, the sums are what counting would find.
import type { ChatCounts } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { foldTallies } from './tallies';

let app: TestApp;
let owner: TestPerson;
let agent: TestPerson;
let coach: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  [agent, coach] = [await app.join(owner, 'agent'), await app.join(owner, 'coach')];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));
const fold = () => app.parts.db.withTenant(owner.tenantId, foldTallies);

/** What the endpoints answer, and what counting the chats finds, for each of the three. */
async function compare(): Promise<void> {
  const seen: [TestPerson, string][] = [
    [owner, 'true'],
    [agent, `(assignee_id = '${agent.userId}' or assignee_id is null)`],
    [coach, `owner_id = '${coach.userId}'`],
  ];
  for (const [person, visible] of seen) {
    const [counted] = await sql<ChatCounts & { messages: number }>(
      `select count(*) filter (where status = 'open' and assignee_id = $1)::int as mine,
         count(*) filter (where status = 'open' and assignee_id is null)::int as unassigned,
         count(*) filter (where status = 'open')::int as "all", count(*) filter (where unread_count > 0)::int as unread,
         coalesce(sum(unread_count), 0)::int as messages
       from chats where ${visible}`,
      [person.userId],
    );
    const { messages, ...counts } = counted!;
    expect((await person.get('/api/chats/counts').expect(200)).body.data).toEqual(counts);
    expect((await person.get('/api/messages/unread-count').expect(200)).body.data).toEqual({
      unread: messages,
      chats: counts.unread,
    });
  }
}

test('the counters are what counting would find, through everything that happens to chats at once', async () => {
  const chats = [];
  for (let n = 0; n < 12; n += 1)
    chats.push(
      await insertChat(app.parts, owner.tenantId, line, {
        ownerId: n % 3 === 0 ? coach.userId : null,
        ...(n % 2 ? { assigneeId: agent.userId } : {}),
      }),
    );
  await compare();
  const acts = chats.flatMap((chat, n) => [
    () => receive(app.parts, owner.tenantId, line, [inbound(chat.phone!), inbound(chat.phone!)]),
    () => owner.put(`/api/chats/${chat.id}`, { status: n % 4 ? 'closed' : 'pending' }),
    () => owner.put(`/api/chats/${chat.id}`, { assigneeId: n % 2 ? null : agent.userId }),
    () => (n % 5 === 0 ? owner.del(`/api/chats/${chat.id}`) : owner.post(`/api/chats/${chat.id}/read`)),
    () => (n % 3 === 0 ? fold() : receive(app.parts, owner.tenantId, line, [inbound(chat.phone!)])),
  ]);
  await Promise.all(acts.map((act) => act().catch(() => undefined)));
  await compare();
  await Promise.all([fold(), fold()]);
  await compare();
});

test('folding leaves one row for each answerer and coach', async () => {
  await fold();
  const rows = await sql<{ rows: number; pairs: number }>(
    'select count(*)::int as rows, count(distinct (assignee_id, owner_id))::int as pairs from chat_tallies',
  );
  expect(rows[0]!.rows).toBe(rows[0]!.pairs);
  await compare();
});

test('a tenant is counted for itself alone', async () => {
  const stranger = await app.register();
  const none = { mine: 0, unassigned: 0, all: 0, unread: 0 };
  expect((await stranger.get('/api/chats/counts').expect(200)).body.data).toEqual(none);
});
