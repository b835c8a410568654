// What the customer's provider is told when the team reads, over real HTTP to a gateway that only listens.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';

let gateway: Server;
let app: TestApp;
let owner: TestPerson;
let line: string;
const asked: { path: string; ids: string[] }[] = [];

beforeAll(async () => {
  gateway = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString() || '{}');
      asked.push({ path: req.url ?? '', ids: (body.readMessages ?? []).map((one: { id: string }) => one.id) });
      res.writeHead(201, { 'content-type': 'application/json' }).end('{"message":"Read messages","read":"success"}');
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  // The server listens on TCP, so its address is not a path.
  const { port } = gateway.address() as AddressInfo;
  app = await createTestApp({ EVOLUTION_API_URL: `http://127.0.0.1:${port}`, EVOLUTION_API_KEY: 'key' });
  app.work();
  owner = await app.register();
  line = (await insertConnection(app.parts, owner.tenantId, { instanceName: `line-${newId()}` })).id;
});
afterAll(async () => {
  await app.close();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

/** A chat with so many unread messages; their provider ids, oldest first. */
async function makeChat(count: number): Promise<{ id: string; providerIds: string[] }> {
  const chat = await insertChat(app.parts, owner.tenantId, line);
  const start = Date.now() - 60_000;
  const messages = Array.from({ length: count }, (_, n) => inbound(chat.phone!, { at: new Date(start + n * 1000) }));
  await receive(app.parts, owner.tenantId, line, messages);
  return { id: chat.id, providerIds: messages.map(({ providerId }) => providerId) };
}
const toldIds = () => asked.filter(({ path }) => path.includes('markMessageAsRead')).flatMap(({ ids }) => ids);
const read = (chat: { id: string }) => owner.post(`/api/chats/${chat.id}/read`).expect(200);
const toldOf = (providerId: string | undefined) =>
  until('the customer was told', () => toldIds().includes(providerId ?? ''));

test('the customer is told once, of their newest message, however often the chat is opened', async () => {
  const [chat, last] = [await makeChat(3), await makeChat(1)];
  for (let n = 0; n < 3; n += 1) await read(chat);
  await toldOf(chat.providerIds[2]);
  await read(chat);
  await read(last);
  await toldOf(last.providerIds[0]);
  expect(toldIds()).toEqual([chat.providerIds[2], last.providerIds[0]]);
});

test('reading up to a message tells of that one, not of those that stay unread', async () => {
  const chat = await makeChat(3);
  const thread = (await owner.get(`/api/messages/chat/${chat.id}`)).body.data as { id: string }[];
  await owner.patch('/api/messages/mark-read', { messageIds: [thread[1]!.id] }).expect(200);
  await toldOf(chat.providerIds[1]);
  expect(toldIds()).not.toContain(chat.providerIds[2]);
});

test('a team that does not want it tells nobody', async () => {
  const [quiet, chat] = [await makeChat(1), await makeChat(1)];
  await owner.patch('/api/inbox/settings', { readReceipts: false }).expect(200);
  await owner.patch('/api/messages/mark-read', { chatId: quiet.id }).expect(200);
  // Another team's receipt is due later: when it is told, this one's turn has passed.
  const other = await app.register();
  const theirs = (await insertConnection(app.parts, other.tenantId, { instanceName: `line-${newId()}` })).id;
  const last = await insertChat(app.parts, other.tenantId, theirs);
  const message = inbound(last.phone!);
  await receive(app.parts, other.tenantId, theirs, [message]);
  await other.post(`/api/chats/${last.id}/read`).expect(200);
  await toldOf(message.providerId);
  expect(toldIds()).not.toContain(quiet.providerIds[0]);
  await owner.patch('/api/inbox/settings', { readReceipts: true }).expect(200);
  await read(chat);
  await toldOf(chat.providerIds[0]);
});
