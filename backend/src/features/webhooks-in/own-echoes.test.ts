// What Meta tells of our own messages: the whole way over HTTP, from the composer to the sandbox and back by signed webhooks. Words that go with
// files, and several files at once, are one row for each message there, and everything told of them is told of that row.
import type { Message } from '@parley/contract';
import sharp from 'sharp';
import supertest from 'supertest';
import { META_DEFAULTS } from '../../../../sandbox/src/server';
import { type TestPerson, until } from '../../../test/app';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';
import { createReachableApp, type ReachableApp } from '../../../test/reachable';

let meta: MetaLines;
let app: ReachableApp;
let owner: TestPerson;
let png: Buffer;

beforeAll(async () => {
  meta = await startMetaLines();
  app = await createReachableApp({ ...meta.env, OUTBOUND_ALLOW_PRIVATE: 'true' });
  await meta.graph.createApp({
    appId: META_DEFAULTS.appId,
    appSecret: META_DEFAULTS.appSecret,
    webhookBaseUrl: app.url,
  });
  await meta.sandbox.control.setStatuses({ ackDelayMs: 0, deliveryDelayMs: 0, readDelayMs: 0, readRate: 1 });
  owner = await app.register();
  png = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
  app.work();
});
afterAll(async () => {
  await app.close();
  await meta.close();
});

const threadOf = async (chatId: string): Promise<Message[]> =>
  (await owner.get(`/api/messages/chat/${chatId}?limit=100`).expect(200)).body.data.reverse();
async function upload(count: number): Promise<string[]> {
  const request = supertest(app.app).post('/api/assets').set('authorization', `Bearer ${owner.token}`);
  for (let n = 0; n < count; n += 1) request.attach('files', png, `${n}.png`);
  return (await request.expect(201)).body.data.map(({ id }: { id: string }) => id);
}
const rows = (connectionId: string) =>
  app.parts.db.read<{ kind: string; text: string | null; state: string; provider_id: string }>(
    owner.tenantId,
    "select kind, text, state, provider_id from messages where tenant_id = $1 and connection_id = $2 and direction = 'out' order by id",
    [owner.tenantId, connectionId],
  );
const allApplied = async (connectionId: string) => {
  const { webhooks } = await meta.graph.readState();
  const [row] = await app.parts.db.read<{ open: number }>(
    owner.tenantId,
    'select count(*)::int as open from webhook_events where tenant_id = $1 and connection_id = $2 and applied_at is null',
    [owner.tenantId, connectionId],
  );
  return webhooks.underWay === 0 && row?.open === 0;
};

test.each(['messenger', 'instagram'] as const)(
  '%s: a text with three files, and the same words twice, are six rows, each known by its own id there',
  async (channel) => {
    const { line } = await meta.connect(owner, channel);
    const to = line.externalId!;
    const from = `77${to.slice(-10)}`;
    await meta.graph.receiveInbound({ to, from, text: 'Have you pictures?' });
    const chat = await until('the chat', async () => {
      const { body } = await owner.get(`/api/chats?connectionId=${line.id}`).expect(200);
      return body.data[0];
    });
    const assetIds = await upload(3);
    await owner.post('/api/messages', { chatId: chat.id, text: 'Here', assetIds }).expect(201);
    for (const text of ['Nice?', 'Nice?']) await owner.post('/api/messages', { chatId: chat.id, text }).expect(201);
    await until('everything read', async () => {
      const sent = await rows(line.id);
      return sent.length >= 6 && sent.every(({ state }) => state === 'read') && allApplied(line.id);
    });
    const sent = await rows(line.id);
    const received = await meta.graph.listReceived({ senderId: to });
    expect(sent.map(({ kind, text }) => [kind, text])).toEqual([
      ['text', 'Here'],
      ['image', null],
      ['image', null],
      ['image', null],
      ['text', 'Nice?'],
      ['text', 'Nice?'],
    ]);
    expect(sent.map((row) => row.provider_id)).toEqual(received.map(({ messageId }) => messageId));
    // What the customer does to any of them is done to that one.
    const second = sent[2]!.provider_id;
    await meta.graph.receiveInbound({ to, from, kind: 'reaction', targetId: second, emoji: '❤' });
    await meta.graph.receiveInbound({ to, from, text: 'This one', replyTo: sent[0]!.provider_id });
    const thread = await until('the answer', async () => {
      const messages = await threadOf(chat.id);
      return messages.at(-1)?.text === 'This one' && (await allApplied(line.id)) && threadOf(chat.id);
    });
    expect(thread).toHaveLength(8);
    expect(thread[3]!.reactions).toMatchObject([{ emoji: '❤' }]);
    expect(thread[7]!.replyToId).toBe(thread[1]!.id);
  },
);
