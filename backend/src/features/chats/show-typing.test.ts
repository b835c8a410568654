// What the customer's provider is told while somebody of the team writes, over real HTTP to a gateway that only listens.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { newId } from '../../platform/ids';

let gateway: Server;
let app: TestApp;
let owner: TestPerson;
let status = 201;
const asked: { path: string; body: Record<string, unknown> }[] = [];

beforeAll(async () => {
  gateway = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      asked.push({ path: req.url ?? '', body: JSON.parse(Buffer.concat(chunks).toString() || '{}') });
      res.writeHead(status, { 'content-type': 'application/json' }).end('{"presence":"composing"}');
    });
  });
  await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
  // The server listens on TCP, so its address is not a path.
  const { port } = gateway.address() as AddressInfo;
  app = await createTestApp({ EVOLUTION_API_URL: `http://127.0.0.1:${port}`, EVOLUTION_API_KEY: 'key' });
});
beforeEach(async () => {
  asked.length = 0;
  status = 201;
  owner = await app.register();
});
afterAll(async () => {
  await app.close();
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
});

const makeChat = async (state = 'connected') => {
  const line = await insertConnection(app.parts, owner.tenantId, { instanceName: `line-${newId()}`, state });
  return insertChat(app.parts, owner.tenantId, line.id);
};
type Chat = Awaited<ReturnType<typeof makeChat>>;
const be = (chat: Chat, state: string) => owner.put(`/api/chats/${chat.id}/presence`, { state }).expect(200);
const digits = (...chats: Chat[]) => chats.map((chat) => chat.phone!.slice(1));
/** Writes in one more chat and waits until that was told, so that whatever was to be told before has been. */
async function heardUntil(chat: Chat): Promise<unknown[]> {
  await be(chat, 'typing');
  await until('the gateway was asked', () => asked.some(({ body }) => body.number === digits(chat)[0]));
  return asked.map(({ body }) => body.number);
}

test('the customer is told that somebody writes, once in 10 s however often it is said, and not that somebody looks', async () => {
  const [first, down, last] = [await makeChat(), await makeChat('connecting'), await makeChat()];
  await be(first, 'viewing');
  for (let n = 0; n < 3; n += 1) await be(first, 'typing');
  await be(first, 'left');
  await be(down, 'typing');
  expect((await heardUntil(last)).sort()).toEqual(digits(first, last).sort());
  expect(asked[0]).toMatchObject({
    path: expect.stringMatching(/^\/chat\/sendPresence\/line-/),
    body: { presence: 'composing' },
  });
});

test('a team that does not want it tells nobody', async () => {
  const [quiet, last] = [await makeChat(), await makeChat()];
  await owner.patch('/api/inbox/settings', { typingIndicator: false }).expect(200);
  await be(quiet, 'typing');
  await owner.patch('/api/inbox/settings', { typingIndicator: true }).expect(200);
  expect(await heardUntil(last)).toEqual(digits(last));
});

test('a provider that refuses is the agent’s least worry: presence goes on', async () => {
  const chat = await makeChat();
  status = 400;
  const colleague = await app.join(owner, 'agent');
  await heardUntil(chat);
  const seen = await colleague.put(`/api/chats/${chat.id}/presence`, { state: 'viewing' }).expect(200);
  expect(seen.body.data.viewers).toMatchObject([{ userId: owner.userId, typing: true }]);
});
