// Changing chats over HTTP: tags, takeover, several things at once, removal; and what the panel and the gaps show.
import type { Chat, ContactPanel } from '@parley/contract';
import pg from 'pg';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let agent: TestPerson;
let stranger: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register('Olga');
  [coach, agent, stranger] = [await app.join(owner, 'coach'), await app.join(owner, 'agent'), await app.register()];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

const make = (values: Parameters<typeof insertChat>[3] = {}) => insertChat(app.parts, owner.tenantId, line, values);
const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));
const makeTag = async (name: string, person = owner): Promise<string> =>
  (await person.post('/api/tags', { name: `${name} ${newId().slice(-12)}`, color: 'green' }).expect(201)).body.data.id;
const show = async (id: string): Promise<Chat> => (await owner.get(`/api/chats/${id}`).expect(200)).body.data;
const framesSince = async (since: number) =>
  (await app.parts.feed.after(owner.tenantId, since))!.map(({ body, audience }) => ({ ...JSON.parse(body), audience }));

test('one request changes status, answerer, tags and takeover, and what it leaves out stays', async () => {
  const chat = await make();
  const tag = await makeTag('VIP');
  const changed = (
    await owner
      .put(`/api/chats/${chat.id}`, { status: 'pending', assigneeId: agent.userId, tagIds: [tag, tag], takeover: true })
      .expect(200)
  ).body.data as Chat;
  expect(changed).toMatchObject({
    status: 'pending',
    assigneeId: agent.userId,
    tags: [{ id: tag, color: 'green' }],
    takeover: { until: null },
    contactPictureUrl: null,
    connectionState: 'connected',
    lastAnswer: null,
  });
  await owner.put(`/api/chats/${chat.id}`, { status: 'open' }).expect(200);
  expect(await show(chat.id)).toEqual({ ...changed, status: 'open', version: changed.version + 1 });
  await owner.put(`/api/chats/${chat.id}`, { tagIds: [] }).expect(200);
  expect((await show(chat.id)).tags).toEqual([]);
});

test('a change that cannot be made whole is not made at all', async () => {
  const chat = await make();
  await owner.put(`/api/chats/${chat.id}`, { status: 'closed', tagIds: [newId()] }).expect(404);
  await owner.put(`/api/chats/${chat.id}`, { status: 'closed', assigneeId: newId() }).expect(404);
  await owner.put(`/api/chats/${chat.id}`, { status: 'snoozed' }).expect(400);
  await owner.put(`/api/chats/${chat.id}`, { assigneeId: coach.userId }).expect(422);
  await owner.put(`/api/chats/${chat.id}`, { tagIds: 'x' }).expect(400);
  // A tag of another tenant does not exist here.
  await owner.put(`/api/chats/${chat.id}`, { tagIds: [await makeTag('Theirs', stranger)] }).expect(404);
  expect(await show(chat.id)).toMatchObject({ status: 'open', assigneeId: null, tags: [] });
});

test('the list is narrowed to a tag', async () => {
  const [tagged] = [await make(), await make()];
  const tag = await makeTag('Only');
  await owner.put(`/api/chats/${tagged.id}`, { tagIds: [tag] }).expect(200);
  const listed = (await owner.get(`/api/chats?tag=${tag}`).expect(200)).body.data as Chat[];
  expect(listed.map((chat) => chat.id)).toEqual([tagged.id]);
});

test('a person’s answer silences automations for a while, and letting them in again ends it', async () => {
  const chat = await make();
  await agent.post('/api/messages', { chatId: chat.id, text: 'Hello' }).expect(201);
  const answered = await show(chat.id);
  expect(answered.lastAnswer).toMatchObject({ userId: agent.userId, name: 'agent' });
  expect(Date.parse(answered.takeover!.until!)).toBeGreaterThan(Date.now());
  await owner.put(`/api/chats/${chat.id}`, { takeover: true }).expect(200);
  expect((await show(chat.id)).takeover).toEqual({ until: null });
  await owner.put(`/api/chats/${chat.id}`, { takeover: false }).expect(200);
  expect((await show(chat.id)).takeover).toBeNull();
});

test('a chat waits for somebody while it is open and nobody’s, and only then', async () => {
  const chat = await make({ assigneeId: agent.userId });
  const waits = async () =>
    (await sql<{ waits: boolean }>('select waiting_since is not null as waits from chats where id = $1', [chat.id]))[0]!
      .waits;
  await owner.put(`/api/chats/${chat.id}`, { assigneeId: null }).expect(200);
  expect(await waits()).toBe(true);
  await owner.put(`/api/chats/${chat.id}`, { status: 'closed' }).expect(200);
  expect(await waits()).toBe(false);
  await owner.put(`/api/chats/${chat.id}`, { status: 'open' }).expect(200);
  expect(await waits()).toBe(true);
  await owner.put(`/api/chats/${chat.id}`, { assigneeId: agent.userId }).expect(200);
  expect(await waits()).toBe(false);
});

test('what may not be seen does not exist, for every verb of a chat', async () => {
  const chat = await make({ assigneeId: owner.userId });
  for (const person of [stranger, agent, coach]) {
    await person.put(`/api/chats/${chat.id}`, { status: 'closed' }).expect(404);
    await person.get(`/api/chats/${chat.id}/panel`).expect(404);
    await person.get(`/api/chats/${chat.id}/gaps`).expect(404);
    await person.post(`/api/chats/${chat.id}/read`).expect(404);
  }
  await stranger.del(`/api/chats/${chat.id}`).expect(404);
  // They lack the permission altogether.
  await agent.del(`/api/chats/${chat.id}`).expect(403);
  await coach.del(`/api/chats/${chat.id}`).expect(403);
});

test('deleting a chat takes its messages and notes, gives back what waits, and is heard by those who saw it', async () => {
  const chat = await make({ assigneeId: agent.userId });
  await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!)]);
  const before = (await owner.get('/api/credits')).body.data;
  await owner.post('/api/messages', { chatId: chat.id, text: 'waiting' }).expect(201);
  await owner.post('/api/notes', { chatId: chat.id, text: 'note' }).expect(201);
  const since = await app.parts.feed.latest(owner.tenantId);
  await owner.del(`/api/chats/${chat.id}`).expect(200);
  await owner.get(`/api/chats/${chat.id}`).expect(404);
  await owner.get(`/api/contacts/${chat.contactId}`).expect(200);
  expect((await owner.get('/api/credits')).body.data).toMatchObject({
    balance: before.balance,
    reserved: before.reserved,
  });
  expect(await sql('select id from messages where chat_id = $1', [chat.id])).toEqual([]);
  const heard = (await framesSince(since)).filter((frame) => frame.type === 'chat.deleted');
  expect(heard).toEqual([
    expect.objectContaining({
      data: { chatId: chat.id },
      audience: { permission: 'chats.read', viewAll: 'chats.viewAll', userIds: [agent.userId] },
    }),
  ]);
});

test('a chat is not deleted while a message of it is leaving', async () => {
  const chat = await make();
  const { id } = (await owner.post('/api/messages', { chatId: chat.id, text: 'x' }).expect(201)).body.data;
  await sql("update messages set state = 'sending' where id = $1", [id]);
  expect((await owner.del(`/api/chats/${chat.id}`).expect(409)).body.error).toBe('wrong_state');
  await owner.get(`/api/chats/${chat.id}`).expect(200);
});

test('a chat shows the outages of its own line since it began, newest first', async () => {
  const chat = await make();
  const other = (await insertConnection(app.parts, owner.tenantId)).id;
  const gap = (of: string, hours: number, state: string, length: string | null) =>
    sql(
      `insert into connection_gaps (tenant_id, connection_id, started_at, ended_at, state, recovered)
       values ($1, $2, now() + make_interval(hours => $3), now() + make_interval(hours => $3) + $5::interval, $4, 3)`,
      [owner.tenantId, of, hours, state, length],
    );
  await gap(line, -5, 'may_be_missing', '1 hour');
  await gap(line, 1, 'recovered', '1 minute');
  await gap(line, 2, 'open', null);
  await gap(other, 2, 'open', null);
  const gaps = (await owner.get(`/api/chats/${chat.id}/gaps`).expect(200)).body.data;
  expect(gaps.map((one: { state: string; to: string | null }) => [one.state, one.to === null])).toEqual([
    ['open', true],
    ['recovered', false],
  ]);
});

test('the panel shows the person, and of their chats only those that the reader sees', async () => {
  const chat = await make({ ownerId: coach.userId });
  const second = (await insertConnection(app.parts, owner.tenantId, { name: 'Second' })).id;
  await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!, { text: 'first' })]);
  await receive(app.parts, owner.tenantId, second, [inbound(chat.phone!, { text: 'on the other line' })]);
  const panelOf = async (person: TestPerson) =>
    (await person.get(`/api/chats/${chat.id}/panel`).expect(200)).body.data as ContactPanel;
  const full = await panelOf(owner);
  expect(full).toMatchObject({
    contactId: chat.contactId,
    consent: { optedOutAt: null, entries: [] },
    campaigns: [],
    chats: [{ connectionName: 'Second', preview: 'on the other line', unreadCount: 1 }],
  });
  expect((await panelOf(coach)).chats).toHaveLength(1);
  await owner.put(`/api/chats/${full.chats[0]!.id}`, { assigneeId: owner.userId }).expect(200);
  expect((await panelOf(agent)).chats).toEqual([]);
});

test('list, thread and panel cost the same number of statements however much they show', async () => {
  const chat = await make({ name: 'Counted' });
  const other = await make({ name: 'Counted too' });
  const count = async (url: string) => {
    const spy = jest.spyOn(pg.Client.prototype, 'query');
    await owner.get(url).expect(200);
    const statements = spy.mock.calls.length;
    spy.mockRestore();
    return statements;
  };
  const urls = ['/api/chats?limit=100&search=Counted', `/api/messages/chat/${chat.id}`, `/api/chats/${chat.id}/panel`];
  await owner.get('/api/chats').expect(200);
  const few: number[] = [];
  for (const url of urls) few.push(await count(url));
  const messages = Array.from({ length: 20 }, () => inbound(chat.phone!));
  await receive(app.parts, owner.tenantId, line, [...messages, inbound(other.phone!)]);
  for (const { id } of [chat, other]) await owner.put(`/api/chats/${id}`, { tagIds: [await makeTag('T')] }).expect(200);
  const many: number[] = [];
  for (const url of urls) many.push(await count(url));
  expect(many).toEqual(few);
  expect(Math.max(...many)).toBeLessThan(12);
});

test('chats of somebody who leaves the team wait for somebody again, and who saw them is told', async () => {
  const leaver = await app.join(owner, 'agent');
  const chat = await make({ assigneeId: leaver.userId });
  await owner.patch(`/api/users/${leaver.userId}`, { status: 'deactivated' }).expect(200);
  expect((await show(chat.id)).assigneeId).toBeNull();
  const second = await app.join(owner, 'agent');
  const theirs = await make({ assigneeId: second.userId });
  await owner.del(`/api/users/${second.userId}`).expect(200);
  expect((await show(theirs.id)).assigneeId).toBeNull();
  expect(
    await sql('select id from chats where id = any($1) and waiting_since is not null', [[chat.id, theirs.id]]),
  ).toHaveLength(2);
});
