// Presence in a chat over real Redis and live sockets: who is told what, and when.
import type { ChatViewer, FrameData } from '@parley/contract';
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { insertChat } from '../../../test/conversation';
import { actorWith, type LiveClient, type LiveServer, startLive } from '../../../test/live-client';
import { redisKey } from '../../platform/redis';
import { takePresence } from './presence-store';

let app: TestApp;
let live: LiveServer;
let owner: TestPerson;
let agent: TestPerson;
let other: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  app.work();
  live = await startLive(app.parts);
  owner = await app.register('Olga');
  [agent, other] = [await app.join(owner, 'agent'), await app.join(owner, 'agent')];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(async () => {
  await live.close();
  await app.close();
});

const makeChat = async () => (await insertChat(app.parts, owner.tenantId, line, { assigneeId: agent.userId })).id;
const be = async (person: TestPerson, chatId: string, state: string): Promise<ChatViewer[]> =>
  (await person.put(`/api/chats/${chatId}/presence`, { state }).expect(200)).body.data.viewers;
async function listen(role: 'owner' | 'agent', { userId }: TestPerson): Promise<LiveClient> {
  const client = live.connect(actorWith(role, owner.tenantId, userId));
  await until('greeted', () => client.frames.some((frame) => frame.type === 'hello'));
  return client;
}
const told = (client: LiveClient, chatId: string): ChatViewer[][] =>
  client.frames
    .filter((frame) => frame.type === 'chat.presence')
    .map((frame) => frame.data as FrameData<'chat.presence'>)
    .filter((data) => data.chatId === chatId)
    .map((data) => data.viewers);
const named = (viewers: ChatViewer[]) => viewers.map(({ name, typing }) => (typing ? `${name} writes` : name)).sort();
/** Lets the time of what Redis keeps pass: every moment in it is moved into the past. */
async function letPass(chatId: string, ms: number): Promise<void> {
  const key = redisKey(app.parts.config.redis, 'presence', owner.tenantId, chatId);
  for (const [userId, kept] of Object.entries(await app.parts.redis.hgetall(key))) {
    const [seen, typing, name] = kept.split('|');
    if (name !== undefined)
      await app.parts.redis.hset(key, userId, `${Number(seen) - ms}|${Math.max(0, Number(typing) - ms)}|${name}`);
  }
}

test('two people in a chat see each other come, write and go; repeating changes nothing and is told to nobody', async () => {
  const chatId = await makeChat();
  const [asOwner, asAgent] = [await listen('owner', owner), await listen('agent', agent)];
  expect(await be(agent, chatId, 'viewing')).toEqual([]);
  expect(named(await be(owner, chatId, 'viewing'))).toEqual(['agent']);
  for (let n = 0; n < 3; n += 1) await be(owner, chatId, 'viewing');
  expect(named(await be(agent, chatId, 'typing'))).toEqual(['Olga']);
  await be(agent, chatId, 'typing');
  expect(named(await be(owner, chatId, 'viewing'))).toEqual(['agent writes']);
  await be(agent, chatId, 'viewing');
  await be(agent, chatId, 'left');
  expect(await be(owner, chatId, 'viewing')).toEqual([]);
  const story = [['agent'], ['Olga', 'agent'], ['Olga', 'agent writes'], ['Olga', 'agent'], ['Olga']];
  for (const client of [asOwner, asAgent]) {
    await until('the story was told', () => told(client, chatId).length >= story.length);
    expect(told(client, chatId).map(named)).toEqual(story);
    client.ws.close();
  }
});

test('who does not see the chat is told nothing, and it does not exist for them', async () => {
  const chatId = await makeChat();
  const [asOwner, asOther] = [await listen('owner', owner), await listen('agent', other)];
  await be(agent, chatId, 'viewing');
  await until('the owner is told', () => told(asOwner, chatId).length === 1);
  expect(told(asOther, chatId)).toEqual([]);
  await other.put(`/api/chats/${chatId}/presence`, { state: 'viewing' }).expect(404);
  await (await app.register()).put(`/api/chats/${chatId}/presence`, { state: 'viewing' }).expect(404);
  await agent.put(`/api/chats/${chatId}/presence`, { state: 'asleep' }).expect(400);
  await agent.put('/api/chats/none/presence', { state: 'viewing' }).expect(400);
  await supertest(app.app).put(`/api/chats/${chatId}/presence`).send({ state: 'viewing' }).expect(401);
  for (const client of [asOwner, asOther]) client.ws.close();
});

test('writing ends 6 s after it was last said, being there after 45 s', async () => {
  const chatId = await makeChat();
  await be(agent, chatId, 'typing');
  const look = () => takePresence(app.parts, { tenantId: owner.tenantId, chatId });
  const first = await look();
  expect(first.lapsesInMs).toBeLessThanOrEqual(6000);
  await letPass(chatId, 6000);
  const second = await look();
  expect(second).toMatchObject({ changed: true, viewers: [{ userId: agent.userId, name: 'agent', typing: false }] });
  expect(second.lapsesInMs).toBeLessThanOrEqual(39_000);
  await letPass(chatId, 39_000);
  expect(await look()).toEqual({ changed: true, viewers: [], lapsesInMs: null });
  expect(await look()).toEqual({ changed: false, viewers: [], lapsesInMs: null });
});

test('of many who look at once, one sees the change', async () => {
  const chatId = await makeChat();
  const place = { tenantId: owner.tenantId, chatId };
  await takePresence(app.parts, place, { userId: agent.userId, name: 'a|b\nc', state: 'viewing' });
  const looks = await Promise.all(
    Array.from({ length: 20 }, () =>
      takePresence(app.parts, place, { userId: owner.userId, name: 'Olga', state: 'viewing' }),
    ),
  );
  expect(looks.filter((look) => look.changed)).toHaveLength(1);
  expect(named(looks[0]!.viewers)).toEqual(['Olga', 'a|b\nc']);
});

test('somebody who vanishes while writing is told to have stopped', async () => {
  const chatId = await makeChat();
  const asOwner = await listen('owner', owner);
  await be(agent, chatId, 'typing');
  await until('the job told it', () => told(asOwner, chatId).length === 2, 15_000);
  expect(told(asOwner, chatId).map(named)).toEqual([['agent writes'], ['agent']]);
  asOwner.ws.close();
});
