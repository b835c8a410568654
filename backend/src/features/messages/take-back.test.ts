// Reacting, taking back, marking read: against a gateway that answers over real HTTP.
import type { Chat, Message } from '@parley/contract';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { newId } from '../../platform/ids';

let app: TestApp;
let gateway: TestGateway;
let owner: TestPerson;
let agent: TestPerson;
let stranger: TestPerson;
let line: { id: string; instance: string };

beforeAll(async () => {
  gateway = await startGateway();
  app = await createTestApp(gateway.env);
  app.work();
  owner = await app.register('Olga');
  [agent, stranger] = [await app.join(owner, 'agent'), await app.register()];
  line = await gateway.connectLine(app.parts, owner.tenantId);
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));
const make = (values: Parameters<typeof insertChat>[3] = {}) => insertChat(app.parts, owner.tenantId, line.id, values);
const show = async (id: string): Promise<Message> => (await owner.get(`/api/messages/${id}`).expect(200)).body.data;
const showChat = async (id: string): Promise<Chat> => (await owner.get(`/api/chats/${id}`).expect(200)).body.data;
const threadOf = async (id: string) => (await owner.get(`/api/messages/chat/${id}`).expect(200)).body.data as Message[];
const hear = async (chat: { phone: string | null }, text = 'Hello') =>
  (await receive(app.parts, owner.tenantId, line.id, [inbound(chat.phone!, { text })]))[0]!;
async function sendOut(chatId: string, text = 'Hi'): Promise<Message> {
  const { id } = (await owner.post('/api/messages', { chatId, text }).expect(201)).body.data;
  return until('it left', async () => {
    const message = await show(id);
    return message.state !== 'queued' && message.state !== 'sending' ? message : undefined;
  });
}
const reservedCredits = async () => (await owner.get('/api/credits')).body.data.reserved as number;
const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();

test('a reaction stands under its message and nowhere else, leaves once, and costs nothing', async () => {
  const chat = await make();
  const id = await hear(chat, 'Thanks!');
  const before = (await owner.get('/api/credits')).body.data;
  const since = await app.parts.feed.latest(owner.tenantId);
  const reacted = (await owner.put(`/api/messages/${id}/reaction`, { emoji: '❤️' }).expect(200)).body.data as Message;
  expect(reacted.reactions).toEqual([{ emoji: '❤️', direction: 'out', senderId: owner.userId, senderName: 'Olga' }]);
  await until(
    'it left',
    async () =>
      (await sql("select 1 from messages where reply_to_id = $1 and kind = 'reaction' and state = 'sent'", [id]))
        .length,
  );
  expect((await owner.get('/api/credits')).body.data).toEqual(before);
  expect((await threadOf(chat.id)).map((one) => one.id)).toEqual([id]);
  expect((await showChat(chat.id)).lastMessage!.preview).toBe('Thanks!');
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ body }) => JSON.parse(body));
  const heard = frames.filter((frame) => frame.type === 'message.status' || frame.type === 'message.created');
  expect(new Set(heard.map((frame) => frame.data.changes?.[0].messageId))).toEqual(new Set([id]));
  await owner.put(`/api/messages/${id}/reaction`, { emoji: '' }).expect(200);
  expect((await show(id)).reactions).toEqual([]);
});

test('a reaction is one emoji, to a message that is there and may be seen', async () => {
  const chat = await make({ assigneeId: owner.userId });
  const id = await hear(chat);
  for (const emoji of ['ok', '👍👍', 'a👍']) await owner.put(`/api/messages/${id}/reaction`, { emoji }).expect(400);
  for (const emoji of ['👍🏽', '👨‍👩‍👧', '🇮🇱', '1️⃣'])
    await owner.put(`/api/messages/${id}/reaction`, { emoji }).expect(200);
  for (const person of [stranger, agent]) await person.put(`/api/messages/${id}/reaction`, { emoji: '👍' }).expect(404);
  await owner.put(`/api/messages/${newId()}/reaction`, { emoji: '👍' }).expect(404);
  const waiting = (await owner.post('/api/messages', { chatId: chat.id, text: 'x', sendAt: hoursFromNow(1) })).body
    .data;
  await owner.put(`/api/messages/${waiting.id}/reaction`, { emoji: '👍' }).expect(422);
});

test('a message that waits is cancelled: its credit comes back and nothing leaves', async () => {
  const chat = await make();
  await hear(chat, 'Before');
  const held = await reservedCredits();
  const { id } = (
    await owner.post('/api/messages', { chatId: chat.id, text: 'Later', sendAt: hoursFromNow(1) }).expect(201)
  ).body.data;
  expect(await reservedCredits()).toBe(held + 1);
  const since = await app.parts.feed.latest(owner.tenantId);
  expect((await owner.del(`/api/messages/${id}`).expect(200)).body.data).toEqual({ withdrawn: 'cancelled' });
  expect(await reservedCredits()).toBe(held);
  await owner.get(`/api/messages/${id}`).expect(404);
  expect((await showChat(chat.id)).lastMessage!.preview).toBe('Before');
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ body }) => JSON.parse(body));
  const told = frames.filter((frame) => frame.type === 'message.status').flatMap((frame) => frame.data.changes);
  expect(told).toEqual([
    expect.objectContaining({ messageId: id, message: expect.objectContaining({ state: 'skipped', text: null }) }),
  ]);
});

test('a sent message is withdrawn for everybody, and only its place is left', async () => {
  const chat = await make();
  await hear(chat, 'Question');
  const sent = await sendOut(chat.id, 'Secret');
  expect((await owner.del(`/api/messages/${sent.id}`).expect(200)).body.data).toEqual({ withdrawn: 'everywhere' });
  expect(await show(sent.id)).toMatchObject({
    text: null,
    content: {},
    media: null,
    abilities: { remove: false, retry: false },
  });
  expect((await show(sent.id)).deletedAt).not.toBeNull();
  expect((await showChat(chat.id)).lastMessage).toMatchObject({ preview: '', kind: 'deleted' });
  expect((await owner.del(`/api/messages/${sent.id}`).expect(200)).body.data).toEqual({ withdrawn: 'here' });
});

test('what the provider will not take back stays, and the person is told', async () => {
  const chat = await make();
  const sent = await sendOut(chat.id, 'Still there');
  // The gateway does not know the number any more.
  await sql("update connections set instance_name = 'gone' where id = $1", [line.id]);
  const refused = await owner.del(`/api/messages/${sent.id}`);
  await sql('update connections set instance_name = $2 where id = $1', [line.id, line.instance]);
  expect([refused.status, refused.body.error]).toEqual([422, 'rule_broken']);
  expect((await show(sent.id)).text).toBe('Still there');
});

test('a customer’s message is hidden here alone, and quotes of it lose their words', async () => {
  const chat = await make();
  const id = await hear(chat, 'My card number');
  const { id: answer } = (await owner.post('/api/messages', { chatId: chat.id, text: 'Ok', replyToId: id }).expect(201))
    .body.data;
  expect((await show(answer)).quoted).toMatchObject({ id, preview: 'My card number', direction: 'in', kind: 'text' });
  expect((await owner.del(`/api/messages/${id}`).expect(200)).body.data).toEqual({ withdrawn: 'here' });
  expect((await show(answer)).quoted).toMatchObject({ id, preview: '', kind: 'deleted' });
});

test('a message is taken back only by those who see it, and not while it leaves', async () => {
  const chat = await make({ assigneeId: owner.userId });
  const id = await hear(chat);
  for (const person of [stranger, agent]) await person.del(`/api/messages/${id}`).expect(404);
  const { id: leaving } = (await owner.post('/api/messages', { chatId: chat.id, text: 'x', sendAt: hoursFromNow(1) }))
    .body.data;
  await sql("update messages set state = 'sending' where id = $1", [leaving]);
  expect((await owner.del(`/api/messages/${leaving}`).expect(409)).body.error).toBe('wrong_state');
});

test('messages are marked read up to the given one; what came later stays unread', async () => {
  const chat = await make();
  const ids = [await hear(chat, '1'), await hear(chat, '2'), await hear(chat, '3')];
  await owner.patch('/api/messages/mark-read', { messageIds: [ids[1]] }).expect(200);
  expect((await showChat(chat.id)).unreadCount).toBe(1);
  await owner.patch('/api/messages/mark-read', { messageIds: [ids[0]] }).expect(200);
  expect((await showChat(chat.id)).unreadCount).toBe(1);
  await stranger.patch('/api/messages/mark-read', { messageIds: [ids[2]] }).expect(404);
  await owner.patch('/api/messages/mark-read', { messageIds: [ids[2], newId()] }).expect(404);
  expect((await showChat(chat.id)).unreadCount).toBe(1);
  await owner.patch('/api/messages/mark-read', { messageIds: [] }).expect(400);
  await owner.patch('/api/messages/mark-read', { chatId: chat.id }).expect(200);
  expect((await showChat(chat.id)).unreadCount).toBe(0);
});
