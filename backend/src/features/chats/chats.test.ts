// Chats over HTTP: who sees what, the list by keyset, counts, assigning, status, reading.
import type { Chat } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { inbound, insertChat, insertContact, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';
import { chatSweeps } from './jobs';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let agent: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  app.work();
  owner = await app.register();
  [coach, agent] = [await app.join(owner, 'coach'), await app.join(owner, 'agent')];
  line = (await insertConnection(app.parts, owner.tenantId, { name: 'Main line' })).id;
});
afterAll(() => app.close());

const make = (values: Parameters<typeof insertChat>[3] = {}) => insertChat(app.parts, owner.tenantId, line, values);
const list = async (person: TestPerson, query = '') =>
  (await person.get(`/api/chats${query}`).expect(200)).body as {
    data: Chat[];
    pagination: { nextCursor: string | null };
  };
const idsOf = (chats: Chat[]) => chats.map((chat) => chat.id);

test('a chat shows its contact, number, last message and what may be done', async () => {
  const chat = await make({ name: 'Dana Levi' });
  await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!, { text: 'Is Sunday free?' })]);
  const shown = (await owner.get(`/api/chats/${chat.id}`).expect(200)).body.data;
  expect(shown).toMatchObject({
    contactName: 'Dana Levi',
    contactPhone: chat.phone,
    connectionName: 'Main line',
    channel: 'whatsapp_evolution',
    status: 'open',
    unreadCount: 1,
    lastMessage: { preview: 'Is Sunday free?', direction: 'in', state: 'received', kind: 'text' },
    windowClosesAt: null,
    abilities: { send: true, assign: true },
  });
});

test('a coach sees the chats of their contacts, an agent what is theirs or nobody’s, and the rest does not exist', async () => {
  const leads = await make({ ownerId: coach.userId, assigneeId: owner.userId });
  const agents = await make({ assigneeId: agent.userId });
  const nobodys = await make();
  const all = [leads.id, agents.id, nobodys.id];
  const seenBy = async (person: TestPerson) => {
    const listed = idsOf((await list(person, '?limit=100')).data).filter((id) => all.includes(id));
    for (const id of all) await person.get(`/api/chats/${id}`).expect(listed.includes(id) ? 200 : 404);
    return listed.sort();
  };
  expect(await seenBy(owner)).toEqual([...all].sort());
  expect(await seenBy(coach)).toEqual([leads.id]);
  expect(await seenBy(agent)).toEqual([agents.id, nobodys.id].sort());
  const stranger = await app.register();
  for (const id of all) await stranger.get(`/api/chats/${id}`).expect(404);
  await stranger.post(`/api/chats/${leads.id}/read`).expect(404);
  await stranger.patch(`/api/chats/${leads.id}/assign`, { userId: null }).expect(404);
  await stranger.patch(`/api/chats/${leads.id}/status`, { status: 'closed' }).expect(404);
});

test('paging through a list shows every chat once, although new messages move chats meanwhile', async () => {
  const tenant = await app.register();
  const own = (await insertConnection(app.parts, tenant.tenantId)).id;
  const chats = [];
  for (let n = 0; n < 25; n += 1) chats.push(await insertChat(app.parts, tenant.tenantId, own));
  await receive(
    app.parts,
    tenant.tenantId,
    own,
    chats.map((chat) => inbound(chat.phone!, { at: new Date(Date.now() - 60_000) })),
  );
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let page = 0; cursor !== null; page += 1) {
    const answer: Awaited<ReturnType<typeof list>> = await list(tenant, `?limit=4${cursor && `&cursor=${cursor}`}`);
    seen.push(...idsOf(answer.data));
    cursor = answer.pagination.nextCursor;
    // One that was shown jumps to the top; a new chat appears there.
    if (page === 1) {
      await receive(app.parts, tenant.tenantId, own, [inbound(chats.find((chat) => chat.id === seen[0])!.phone!)]);
      await insertChat(app.parts, tenant.tenantId, own);
    }
  }
  expect(seen).toHaveLength(25);
  expect([...seen].sort()).toEqual(chats.map((chat) => chat.id).sort());
  expect(idsOf((await list(tenant)).data)[1]).toBe(seen[0]);
});

test('filters and search narrow the list', async () => {
  const chat = await make({ name: 'Noa Filter-Search', assigneeId: agent.userId });
  const found = async (query: string) => idsOf((await list(owner, `?limit=100&${query}`)).data).includes(chat.id);
  for (const query of [
    'search=filter-se',
    `search=${chat.phone!.replace('+972', '0')}`,
    'status=open',
    `assignee=${agent.userId}`,
    'channel=whatsapp_evolution',
    `connectionId=${line}`,
    `contactId=${chat.contactId}`,
    'unread=false',
  ])
    expect([query, await found(query)]).toEqual([query, true]);
  for (const query of [
    'search=somebody-else',
    'status=closed',
    'assignee=me',
    'assignee=none',
    'channel=messenger',
    `connectionId=${newId()}`,
    'unread=true',
  ])
    expect([query, await found(query)]).toEqual([query, false]);
  expect(idsOf((await list(agent, '?assignee=me')).data)).toContain(chat.id);
});

test('an unknown filter or a broken cursor is a 400', async () => {
  for (const query of [
    'status=gone',
    'assignee=you',
    'cursor=abc',
    `cursor=${Buffer.from('[1e300,"x"]').toString('base64url')}`,
    'limit=0',
  ])
    await owner.get(`/api/chats?${query}`).expect(400);
});

test('counts are exact for each reader', async () => {
  const tenant = await app.register();
  const helper = await app.join(tenant, 'agent');
  const trainer = await app.join(tenant, 'coach');
  const own = (await insertConnection(app.parts, tenant.tenantId)).id;
  const add = (values = {}) => insertChat(app.parts, tenant.tenantId, own, values);
  const nobodys = await add();
  const helpers = await add({ assigneeId: helper.userId });
  await add({ assigneeId: tenant.userId, ownerId: trainer.userId });
  const closed = await add({ ownerId: trainer.userId });
  await receive(app.parts, tenant.tenantId, own, [
    inbound(nobodys.phone!),
    inbound(nobodys.phone!),
    inbound(helpers.phone!),
    inbound(closed.phone!),
  ]);
  await tenant.patch(`/api/chats/${closed.id}/status`, { status: 'closed' }).expect(200);
  const counts = async (person: TestPerson) => (await person.get('/api/chats/counts').expect(200)).body.data;
  const unread = async (person: TestPerson) => (await person.get('/api/messages/unread-count').expect(200)).body.data;
  expect(await counts(tenant)).toEqual({ mine: 1, unassigned: 1, all: 3, unread: 2 });
  expect(await counts(helper)).toEqual({ mine: 1, unassigned: 1, all: 2, unread: 2 });
  expect(await counts(trainer)).toEqual({ mine: 0, unassigned: 0, all: 1, unread: 0 });
  expect(await unread(tenant)).toEqual({ unread: 3, chats: 2 });
  expect(await unread(trainer)).toEqual({ unread: 0, chats: 0 });
  await helper.patch('/api/messages/mark-read', { chatId: nobodys.id }).expect(200);
  await tenant.post(`/api/chats/${helpers.id}/read`).expect(200);
  await tenant.post(`/api/chats/${helpers.id}/read`).expect(200);
  expect(await unread(tenant)).toEqual({ unread: 0, chats: 0 });
});

test('opening a chat makes it once, answers the same one again, and only for people one may write to', async () => {
  const contact = await insertContact(app.parts, owner.tenantId, { ownerId: coach.userId });
  const body = { contactId: contact.id, connectionId: line };
  const made = await Promise.all([
    coach.post('/api/chats', body),
    owner.post('/api/chats', body),
    coach.post('/api/chats', body),
  ]);
  expect(made.map((res) => res.status)).toEqual([201, 201, 201]);
  expect(new Set(made.map((res) => res.body.data.id)).size).toBe(1);
  const nobodys = await insertContact(app.parts, owner.tenantId);
  await coach.post('/api/chats', { contactId: nobodys.id, connectionId: line }).expect(404);
  await owner.post('/api/chats', { contactId: nobodys.id, connectionId: newId() }).expect(404);
  await (await app.register()).post('/api/chats', body).expect(404);
  const unreachable = await insertContact(app.parts, owner.tenantId, { phone: null });
  await owner.post('/api/chats', { contactId: unreachable.id, connectionId: line }).expect(422);
  const taken = await make({ assigneeId: owner.userId });
  const refused = await agent.post('/api/chats', { contactId: taken.contactId, connectionId: line }).expect(422);
  expect(refused.body.message).toMatch(/is answering this chat/);
});

test('a chat is given only to members who can then see it', async () => {
  const chat = await make();
  const assign = (userId: string | null) => owner.patch(`/api/chats/${chat.id}/assign`, { userId });
  await assign(coach.userId).expect(422);
  await assign(newId()).expect(404);
  expect((await assign(agent.userId).expect(200)).body.data).toMatchObject({
    assigneeId: agent.userId,
    assigneeName: 'agent',
  });
  await agent.get(`/api/chats/${chat.id}`).expect(200);
  await (await app.join(owner, 'agent')).get(`/api/chats/${chat.id}`).expect(404);
  expect(
    (await agent.patch(`/api/chats/${chat.id}/assign`, { userId: null }).expect(200)).body.data.assigneeId,
  ).toBeNull();
  const lead = await make({ ownerId: coach.userId });
  await owner.patch(`/api/chats/${lead.id}/assign`, { userId: coach.userId }).expect(200);
});

test('a snoozed chat comes back at its time, a closed one when the customer writes', async () => {
  const chat = await make();
  const set = (body: object) => owner.patch(`/api/chats/${chat.id}/status`, body);
  await set({ status: 'snoozed' }).expect(400);
  await set({ status: 'snoozed', snoozedUntil: '2020-01-01T00:00:00Z' }).expect(400);
  const snoozedUntil = new Date(Date.now() + 400).toISOString();
  expect((await set({ status: 'snoozed', snoozedUntil }).expect(200)).body.data).toMatchObject({
    status: 'snoozed',
    snoozedUntil,
  });
  const status = async () => (await owner.get(`/api/chats/${chat.id}`)).body.data.status;
  await until('the chat to come back', async () => (await status()) === 'open');
  await set({ status: 'closed' }).expect(200);
  await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!)]);
  expect(await status()).toBe('open');
});

test('a snooze whose alarm was lost with Redis ends all the same, once', async () => {
  const chat = await make();
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query(
      "update chats set status = 'snoozed', snoozed_until = now() - interval '1 second' where tenant_id = $1 and id = $2",
      [owner.tenantId, chat.id],
    ),
  );
  for (const sweep of chatSweeps(app.parts)) {
    await sweep.run(new AbortController().signal);
    await sweep.run(new AbortController().signal);
  }
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data).toMatchObject({ status: 'open', snoozedUntil: null });
  const events = await app.parts.db.read(
    owner.tenantId,
    "select 1 from events where tenant_id = $1 and type = 'chat.updated' and subject_id = $2",
    [owner.tenantId, chat.id],
  );
  expect(events).toHaveLength(1);
});

test('what changes about a chat is heard by those who see it; who lost sight of it hears that alone', async () => {
  const chat = await make({ name: 'Hidden Name' });
  const since = await app.parts.feed.latest(owner.tenantId);
  await owner.patch(`/api/chats/${chat.id}/assign`, { userId: agent.userId }).expect(200);
  await owner.patch(`/api/chats/${chat.id}/assign`, { userId: owner.userId }).expect(200);
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ body, audience }) => ({
    ...JSON.parse(body),
    audience,
  }));
  const seers = (userId: string) => ({ permission: 'chats.read', viewAll: 'chats.viewAll', userIds: [userId] });
  expect(frames.filter((frame) => frame.type === 'chat.updated').map((frame) => frame.audience)).toEqual([
    seers(agent.userId),
    seers(owner.userId),
  ]);
  const lost = frames.filter((frame) => frame.type === 'chats.changed');
  expect(lost.map((frame) => frame.data)).toEqual([{ chatIds: [chat.id] }, { chatIds: [chat.id] }]);
  expect(lost.map((frame) => frame.audience)).toEqual([
    { permission: 'chats.read', userIds: [], unassigned: true, exceptUserId: agent.userId },
    { permission: 'chats.read', userIds: [agent.userId] },
  ]);
});
