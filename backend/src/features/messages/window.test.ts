// The window in which one may write freely, asked on every path; two people who answer at once; messages that wait for their time.
import type { Channel, Message } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';

let app: TestApp;
let owner: TestPerson;
let agent: TestPerson;

beforeAll(async () => {
  app = await createTestApp({
    META_APP_SECRET: 'meta-app-secret',
    META_VERIFY_TOKEN: 'verify-token',
    META_HUMAN_AGENT: 'true',
  });
  owner = await app.register('Olga');
  agent = await app.join(owner, 'agent');
});
afterAll(() => app.close());

const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));
const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000);
const inFuture = (ms: number) => new Date(Date.now() + ms).toISOString();
const minute = 60_000;

/** A chat on a line of this channel whose customer last wrote so many hours ago; null: never. */
async function makeChat(channel: Channel, silentHours: number | null) {
  const { id: line } = await insertConnection(app.parts, owner.tenantId);
  await sql('update connections set channel = $2 where id = $1', [line, channel]);
  const chat = await insertChat(app.parts, owner.tenantId, line);
  const [message] = await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!)]);
  await sql('update chats set last_inbound_at = $2, created_at = $3 where id = $1', [
    chat.id,
    silentHours === null ? null : hoursAgo(silentHours),
    hoursAgo(1000),
  ]);
  return { ...chat, line, message: message! };
}
const queued = async (chatId: string) =>
  (await sql("select id from messages where chat_id = $1 and direction = 'out' and state = 'queued'", [chatId])).length;

test.each([
  ['whatsapp_cloud', 25],
  ['whatsapp_cloud', null],
  ['messenger', 24 * 7 + 1],
  ['instagram', 24 * 7 + 1],
] as const)('on %s, %s hours after the customer wrote, nothing is queued on any path', async (channel, hours) => {
  const chat = await makeChat(channel, hours);
  const failed = newId();
  await sql(
    `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, text, state, provider_id)
     values ($1, $2, $3, $4, $5, 'out', 'inbox', 'x', 'failed', null)`,
    [owner.tenantId, failed, chat.line, chat.contactId, chat.id],
  );
  const credits = (await owner.get('/api/credits')).body.data;
  const attempts = [
    owner.post('/api/messages', { chatId: chat.id, text: 'Hi' }),
    owner.post('/api/messages', { chatId: chat.id, text: 'Hi', replyToId: chat.message }),
    owner.post('/api/messages', { chatId: chat.id, text: 'Hi', sendAt: inFuture(10 * minute) }),
    owner.post('/api/messages', { chatId: chat.id, text: 'Hi', interactive: { buttons: [{ id: 'a', title: 'A' }] } }),
    owner.post(`/api/messages/${failed}/retry`),
    owner.put(`/api/messages/${chat.message}/reaction`, { emoji: '👍' }),
    ...(channel === 'whatsapp_cloud'
      ? [owner.post('/api/messages', { chatId: chat.id, location: { latitude: 1, longitude: 1 } })]
      : []),
  ];
  for (const attempt of attempts) {
    const refused = await attempt.expect(409);
    expect(refused.body.error).toBe('window_closed');
    expect(refused.body.message).toMatch(/WhatsApp|Messenger|Instagram/);
  }
  expect(await queued(chat.id)).toBe(0);
  expect((await owner.get('/api/credits')).body.data).toEqual(credits);
});

test.each([
  ['whatsapp_evolution', 5000],
  ['whatsapp_evolution', null],
  ['whatsapp_cloud', 23],
  ['messenger', 24 * 6],
  ['instagram', 24 * 6],
] as const)('on %s, %s hours after the customer wrote, a person may answer', async (channel, hours) => {
  const chat = await makeChat(channel, hours);
  await owner.post('/api/messages', { chatId: chat.id, text: 'Hi' }).expect(201);
});

test('a message for later is refused when the window will be closed by then', async () => {
  const chat = await makeChat('whatsapp_cloud', 23);
  const sendAt = (ms: number) => owner.post('/api/messages', { chatId: chat.id, text: 'Later', sendAt: inFuture(ms) });
  expect((await sendAt(2 * 60 * minute).expect(409)).body.message).toMatch(/will be over by then/);
  await sendAt(10 * minute).expect(201);
});

test.each([
  ['in the past', -minute],
  ['in ten seconds', 10_000],
  ['in 61 days', 61 * 24 * 60 * minute],
])('a message cannot be sent %s', async (_when, ms) => {
  const chat = await makeChat('whatsapp_evolution', null);
  await owner.post('/api/messages', { chatId: chat.id, text: 'x', sendAt: inFuture(ms) }).expect(400);
});

test('a message for later stands in the thread, is listed soonest first, and does not lead its chat', async () => {
  const chat = await makeChat('whatsapp_evolution', 1);
  const before = (await owner.get(`/api/chats/${chat.id}`)).body.data.lastMessage;
  const schedule = async (person: TestPerson, ms: number) =>
    (await person.post('/api/messages', { chatId: chat.id, text: `in ${ms}`, sendAt: inFuture(ms) }).expect(201)).body
      .data as Message;
  const later = await schedule(owner, 60 * minute);
  const sooner = await schedule(agent, 5 * minute);
  expect(sooner).toMatchObject({ state: 'queued', scheduledAt: sooner.at, abilities: { remove: true } });
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data.lastMessage).toEqual(before);
  const idsOf = async (query: string, person = owner) =>
    ((await person.get(`/api/messages/scheduled?chatId=${chat.id}${query}`).expect(200)).body.data as Message[]).map(
      ({ id }) => id,
    );
  expect(await idsOf('')).toEqual([sooner.id, later.id]);
  expect(await idsOf('&mine=true')).toEqual([later.id]);
  const first = await owner.get(`/api/messages/scheduled?chatId=${chat.id}&limit=1`).expect(200);
  expect(await idsOf(`&cursor=${first.body.pagination.nextCursor}`)).toEqual([later.id]);
  await sql('update chats set assignee_id = $2 where id = $1', [chat.id, owner.userId]);
  expect(await idsOf('', agent)).toEqual([]);
  expect(await idsOf('', await app.register())).toEqual([]);
});

test('an answer is refused when a colleague answered after what was on screen, unless it is meant', async () => {
  const chat = await makeChat('whatsapp_evolution', 1);
  const answer = (person: TestPerson, more: object) =>
    person.post('/api/messages', { chatId: chat.id, text: 'Yes', lastSeenMessageId: chat.message, ...more });
  const first = (await answer(agent, {}).expect(201)).body.data as Message;
  const refused = await answer(owner, {}).expect(409);
  expect(refused.body).toMatchObject({ error: 'answered_meanwhile', data: { by: 'agent', messageId: first.id } });
  // One’s own answer is no surprise, and neither is one that was seen.
  await answer(agent, {}).expect(201);
  const seen = ((await owner.get(`/api/messages/chat/${chat.id}`)).body.data as Message[])[0]!.id;
  await answer(owner, { lastSeenMessageId: seen }).expect(201);
  await answer(agent, { force: true }).expect(201);
});

test('of two people who answer at once, one is told of the other', async () => {
  const chat = await makeChat('whatsapp_evolution', 1);
  const body = { chatId: chat.id, text: 'Mine', lastSeenMessageId: chat.message };
  const answers = await Promise.all([owner.post('/api/messages', body), agent.post('/api/messages', body)]);
  expect(answers.map((res) => res.status).sort()).toEqual([201, 409]);
});

test.each([
  ['messenger', { location: { latitude: 1, longitude: 1 } }, 415],
  ['instagram', { contacts: [{ name: 'Dana', phones: ['+972500000000'] }] }, 415],
  ['messenger', { template: { id: newId() } }, 415],
  ['instagram', { text: 'ש'.repeat(501) }, 400],
] as const)('%s is not asked to carry what it cannot', async (channel, body, status) => {
  const chat = await makeChat(channel, 1);
  await owner.post('/api/messages', { chatId: chat.id, ...body }).expect(status);
  expect(await queued(chat.id)).toBe(0);
});

test('several parts are several messages in order, and the sender’s key is the first one’s', async () => {
  const chat = await makeChat('whatsapp_evolution', 1);
  const body = {
    chatId: chat.id,
    text: 'Meet here',
    location: { latitude: 32.1, longitude: 34.8, name: 'Office' },
    contacts: [{ name: 'Dana', phones: ['+972500000000'] }],
    clientKey: newId(),
  };
  const first = (await owner.post('/api/messages', body).expect(201)).body.data as Message;
  expect(first).toMatchObject({ kind: 'text', clientKey: body.clientKey });
  expect((await owner.post('/api/messages', body).expect(201)).body.data.id).toBe(first.id);
  const thread = (await owner.get(`/api/messages/chat/${chat.id}`)).body.data as Message[];
  expect(thread.map(({ kind, clientKey }) => [kind, clientKey])).toEqual([
    ['contact', null],
    ['location', null],
    ['text', body.clientKey],
    ['text', null],
  ]);
  expect(thread[1]!.content).toEqual({ location: body.location });
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data.lastMessage.kind).toBe('contact');
});
