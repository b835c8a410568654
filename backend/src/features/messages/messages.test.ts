// Messages over HTTP: sending, repeating, threads, who may.
import type { Message } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';
import { readAsOf } from './queries';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let agent: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  [coach, agent] = [await app.join(owner, 'coach'), await app.join(owner, 'agent')];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

const make = (values: Parameters<typeof insertChat>[3] = {}) => insertChat(app.parts, owner.tenantId, line, values);
const sql = <Row>(text: string, params: unknown[]) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));
const balance = async () => (await owner.get('/api/credits').expect(200)).body.data;
const setState = (id: string, state: string, code: string | null = null) =>
  sql('update messages set state = $2, error_code = $3 where id = $1', [id, state, code]);

test('a sent text is queued at once, holds one credit, leads its chat and is heard', async () => {
  const chat = await make();
  const before = await balance();
  const since = await app.parts.feed.latest(owner.tenantId);
  const sent = (await owner.post('/api/messages', { chatId: chat.id, text: '  Shalom  ', clientKey: 'k1' }).expect(201))
    .body.data as Message;
  expect(sent).toMatchObject({
    chatId: chat.id,
    direction: 'out',
    kind: 'text',
    text: 'Shalom',
    state: 'queued',
    source: 'inbox',
    senderId: owner.userId,
    senderName: 'Owner',
    clientKey: 'k1',
    abilities: { retry: false },
  });
  const after = await balance();
  expect([after.balance - before.balance, after.reserved - before.reserved]).toEqual([-1, 1]);
  const shown = (await owner.get(`/api/chats/${chat.id}`)).body.data;
  expect(shown.lastMessage).toMatchObject({ preview: 'Shalom', direction: 'out', state: 'queued' });
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ body }) => JSON.parse(body));
  const created = frames.filter((frame) => frame.type === 'message.created');
  expect(created).toHaveLength(1);
  expect(created[0].data).toMatchObject({ message: { id: sent.id, clientKey: 'k1' }, chat: { id: chat.id } });
});

test('twenty requests with one client key at once are one message and one credit', async () => {
  const chat = await make();
  const before = await balance();
  const body = { chatId: chat.id, text: 'once', clientKey: newId() };
  const answers = await Promise.all(Array.from({ length: 20 }, () => owner.post('/api/messages', body)));
  expect(new Set(answers.map((res) => res.status))).toEqual(new Set([201]));
  expect(new Set(answers.map((res) => res.body.data.id)).size).toBe(1);
  expect((await balance()).balance).toBe(before.balance - 1);
});

test('a message is sent only by those who see the chat, into chats that exist', async () => {
  const chat = await make({ assigneeId: owner.userId });
  const send = (person: TestPerson) => person.post('/api/messages', { chatId: chat.id, text: 'x' });
  await send(coach).expect(404);
  await send(agent).expect(404);
  await send(await app.register()).expect(404);
  await send(owner).expect(201);
  await owner.post('/api/messages', { chatId: newId(), text: 'x' }).expect(404);
});

test.each([
  ['no text', {}],
  ['blanks', { text: '  \n ' }],
  ['only characters that cannot be stored', { text: '\0\0' }],
  ['too much', { text: 'x'.repeat(4097) }],
  ['another kind', { text: 'x', kind: 'image' }],
])('%s is a 400', async (_what, body) => {
  const chat = await make();
  await owner.post('/api/messages', { chatId: chat.id, ...body }).expect(400);
});

test('an answer may quote only a message of its own chat', async () => {
  const [chat, other] = [await make(), await make()];
  const [mine] = await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!)]);
  const [foreign] = await receive(app.parts, owner.tenantId, line, [inbound(other.phone!)]);
  const quoting = (replyToId: unknown) => owner.post('/api/messages', { chatId: chat.id, text: 'yes', replyToId });
  expect((await quoting(mine).expect(201)).body.data.replyToId).toBe(mine);
  await quoting(foreign).expect(404);
});

test('a person may answer somebody who opted out', async () => {
  const chat = await make({ optedOut: true });
  await owner.post('/api/messages', { chatId: chat.id, text: 'As you wish' }).expect(201);
});

test('nothing is sent through a removed number', async () => {
  const gone = (await insertConnection(app.parts, owner.tenantId)).id;
  const chat = await insertChat(app.parts, owner.tenantId, gone);
  await sql('update connections set removed_at = now() where id = $1', [gone]);
  const refused = await owner.post('/api/messages', { chatId: chat.id, text: 'x' }).expect(422);
  expect(refused.body.message).toMatch(/number of this chat was removed/);
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data.abilities.send).toBe(false);
});

test('writing to a contact or through a number while it is removed ends whole: sent or refused, and no credit is left behind', async () => {
  const own = (await app.register()) as TestPerson;
  for (let round = 0; round < 8; round += 1) {
    const { id: lineId } = await insertConnection(app.parts, own.tenantId);
    const chat = await insertChat(app.parts, own.tenantId, lineId);
    const remove = round % 2 ? `/api/contacts/${chat.contactId}` : `/api/social-connections/${lineId}`;
    const [removed, ...sent] = await Promise.all([
      own.del(remove),
      ...[1, 2, 3].map((n) => own.post('/api/messages', { chatId: chat.id, text: `Hi ${n}` })),
    ]);
    expect([200, 409]).toContain(removed.status);
    for (const answer of sent) expect([201, 404, 422]).toContain(answer.status);
    const [left] = await app.parts.db.read<{ waiting: number; reserved: number }>(
      own.tenantId,
      `select (select count(*)::int from messages where tenant_id = $1 and state = 'queued') as waiting, reserved from credit_accounts where tenant_id = $1`,
      [own.tenantId],
    );
    expect(left!.reserved).toBe(left!.waiting);
    const [stranded] = await app.parts.db.read<{ count: number }>(
      own.tenantId,
      `select count(*)::int as count from messages m join connections n on n.tenant_id = m.tenant_id and n.id = m.connection_id
       where m.tenant_id = $1 and m.state = 'queued' and n.removed_at is not null`,
      [own.tenantId],
    );
    expect(stranded!.count).toBe(0);
  }
});

test('without credits a message is refused with what is missing, and nothing is stored', async () => {
  const poor = await app.register();
  const own = (await insertConnection(app.parts, poor.tenantId)).id;
  const chat = await insertChat(app.parts, poor.tenantId, own);
  await app.parts.db.withTenant(poor.tenantId, (tx) => tx.query('update credit_accounts set balance = 0'));
  const refused = await poor.post('/api/messages', { chatId: chat.id, text: 'x' }).expect(402);
  expect(refused.body.data).toMatchObject({ balance: 0, required: 1 });
  expect((await poor.get(`/api/messages/chat/${chat.id}`)).body.data).toEqual([]);
});

test('a message written by a person opens a closed chat', async () => {
  const chat = await make();
  await owner.patch(`/api/chats/${chat.id}/status`, { status: 'closed' }).expect(200);
  await owner.post('/api/messages', { chatId: chat.id, text: 'One more thing' }).expect(201);
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data.status).toBe('open');
});

test('only a failed or uncertain message is sent again, and it costs its credit again', async () => {
  const chat = await make();
  const { id } = (await owner.post('/api/messages', { chatId: chat.id, text: 'again' }).expect(201)).body.data;
  const retry = (person: TestPerson) => person.post(`/api/messages/${id}/retry`);
  await retry(owner).expect(409);
  await setState(id, 'failed', 'provider_error');
  expect((await owner.get(`/api/messages/${id}`)).body.data).toMatchObject({
    error: { code: 'provider_error' },
    abilities: { retry: true },
  });
  await retry(coach).expect(404);
  const before = await balance();
  expect((await retry(owner).expect(200)).body.data).toMatchObject({ id, state: 'queued', error: null });
  expect((await balance()).balance).toBe(before.balance - 1);
  await retry(owner).expect(409);
  await (await app.register()).get(`/api/messages/${id}`).expect(404);
});

test('a thread is read newest first, every message once, while new ones arrive', async () => {
  const chat = await make();
  const start = Date.now() - 100_000;
  const all = Array.from({ length: 23 }, (_, n) =>
    // Several in the same millisecond: the id decides.
    inbound(chat.phone!, { text: `m${n}`, at: new Date(start + Math.floor(n / 5) * 1500 + 1) }),
  );
  const ids = await receive(app.parts, owner.tenantId, line, all);
  const ordered = all
    .map(({ text, at }, n) => ({ text, key: `${at.toISOString()} ${ids[n]}` }))
    .sort((a, b) => (a.key < b.key ? 1 : -1));
  const seen: (string | null)[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const res: { body: { data: Message[]; pagination: { nextCursor: string | null } } } = await owner
      .get(`/api/messages/chat/${chat.id}?limit=4${cursor && `&cursor=${cursor}`}`)
      .expect(200);
    seen.push(...res.body.data.map((message) => message.text));
    cursor = res.body.pagination.nextCursor;
    await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!, { text: 'later' })]);
  }
  expect(seen).toEqual(ordered.map(({ text }) => text));
  await owner.get(`/api/messages/chat/${chat.id}?cursor=broken`).expect(400);
  await coach.get(`/api/messages/chat/${chat.id}`).expect(404);
  await coach.patch('/api/messages/mark-read', { chatId: chat.id }).expect(404);
});

test('changes of state reach each group of listeners in one frame', async () => {
  const [lead, nobodys] = [await make({ ownerId: coach.userId, assigneeId: owner.userId }), await make()];
  const texts: [string, string][] = [
    [lead.id, 'a'],
    [nobodys.id, 'b'],
    [lead.id, 'c'],
  ];
  const ids: string[] = [];
  for (const [chatId, text] of texts)
    ids.push((await owner.post('/api/messages', { chatId, text }).expect(201)).body.data.id);
  const { recordEvent } = await import('../../platform/events');
  const since = await app.parts.feed.latest(owner.tenantId);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    recordEvent(tx, app.parts.publish, { type: 'message.status', data: { messageIds: ids } }),
  );
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ body }) => JSON.parse(body));
  const changed = frames.map((frame) =>
    frame.data.changes.map((change: { messageId: string }) => change.messageId).sort(),
  );
  expect(changed.sort((a, b) => b.length - a.length)).toEqual([[ids[0], ids[2]].sort(), [ids[1]]]);
});

test('whoever sees more has the greater number, also while older transactions are at work', async () => {
  const read = () => app.parts.db.withTenant(owner.tenantId, readAsOf);
  const [one, other] = [await make(), await make()];
  const write = (chatId: string) => sql('update chats set snoozed_until = null where id = $1', [chatId]);
  const numbers: number[] = [];
  // Two begin in one order and commit in the other.
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query('update chats set snoozed_until = null where id = $1', [one.id]);
    numbers.push(await read());
    await write(other.id);
    numbers.push(await read());
  });
  numbers.push(await read());
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
});
