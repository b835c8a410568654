// The live feed's promises on real sockets and a real Redis: nothing missed, nothing twice, nobody hears what is not theirs.
import type { Frame } from '@parley/contract';
import { WebSocket } from 'ws';
import { createTestApp, type TestApp, until } from '../../../test/app';
import { actorWith, type LiveClient, type LiveServer, listen, startLive } from '../../../test/live-client';
import type { Actor } from '../actor';
import { newId } from '../ids';

let app: TestApp;
let live: LiveServer;

beforeAll(async () => {
  app = await createTestApp();
  live = await startLive(app.parts);
});
afterAll(async () => {
  await live.close();
  await app.close();
});

const everybody = {};
const publish = (tenantId: string, campaignId = newId(), audience: object = everybody) =>
  app.parts.feed.publish(tenantId, 'campaign.changed', { campaignId }, audience);
const news = (client: LiveClient) => client.frames.filter((frame) => frame.type === 'campaign.changed');
const idsOf = (frames: Frame[]) => frames.map((frame) => (frame as Frame<'campaign.changed'>).data.campaignId);
const greeted = (client: LiveClient) =>
  until('the greeting', () => client.frames.find((frame) => frame.type === 'hello'));

/** Connects, drops and resumes at random until told to stop; collects what a careful client would have seen. */
async function wander(
  actor: Actor,
  going: () => boolean,
  last: () => string | undefined,
  onGreeted: () => void,
): Promise<string[]> {
  const heard: string[] = [];
  let since: number | undefined;
  for (;;) {
    const client = live.connect(actor, since);
    const hello = await greeted(client);
    if (since === undefined) {
      since = hello.seq;
      onGreeted();
    }
    const ends = Date.now() + Math.random() * 60;
    await until('the end of this connection', () =>
      going() ? Date.now() > ends : news(client).length > 0 || heard.at(-1) === last() || Date.now() > ends + 500,
    );
    client.ws.terminate();
    await client.closed;
    for (const frame of client.frames) {
      if (frame.type === 'resync') throw new Error('told to start over');
      if (frame.type !== 'campaign.changed') continue;
      if (frame.seq <= since) throw new Error('a frame came twice');
      since = frame.seq;
      heard.push(...idsOf([frame]));
    }
    if (!going() && heard.at(-1) === last()) return heard;
  }
}

test('fifty sockets that drop again and again miss nothing and hear nothing twice while frames are published', async () => {
  const tenantId = newId();
  const sent: string[] = [];
  let going = true;
  let met = 0;
  const wanderers = Array.from({ length: 50 }, () =>
    wander(
      actorWith('owner', tenantId),
      () => going,
      () => sent.at(-1),
      () => {
        met += 1;
      },
    ),
  );
  const staying = live.connect(actorWith('owner', tenantId));
  await greeted(staying);
  // Everybody has been greeted once before the first frame: they resume from a position that they know.
  await until('all to be greeted', () => met === 50);
  for (let n = 0; n < 400; n += 1) {
    const id = newId();
    sent.push(id);
    await publish(tenantId, id);
    if (n % 10 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  }
  going = false;
  for (const heard of await Promise.all(wanderers)) expect(heard).toEqual(sent);
  await until('the socket that stayed', () => news(staying).length === sent.length);
  expect(idsOf(news(staying))).toEqual(sent);
  staying.ws.terminate();
});

test('the first frame of a new tenant is heard as a frame, not as a reason to start over', async () => {
  const tenantId = newId();
  const client = live.connect(actorWith('owner', tenantId));
  await greeted(client);
  await publish(tenantId);
  await until('the frame', () => news(client).length === 1);
  expect(client.frames.map((frame) => frame.type)).toEqual(['hello', 'campaign.changed']);
  client.ws.terminate();
});

test('a coach hears of their own leads only, live and when resuming', async () => {
  const tenantId = newId();
  const coach = actorWith('coach', tenantId);
  const agent = actorWith('agent', tenantId);
  const clients = [live.connect(coach), live.connect(agent), live.connect(actorWith('manager', tenantId))] as const;
  await Promise.all(clients.map(greeted));
  const since = clients[0].frames[0]!.seq;
  const mine = newId();
  const nobodys = newId();
  const foreign = newId();
  const chats = { permission: 'chats.read', viewAll: 'chats.viewAll' };
  await publish(tenantId, foreign, { ...chats, userIds: [newId()] });
  await publish(tenantId, mine, { ...chats, userIds: [coach.userId] });
  await publish(tenantId, nobodys, { ...chats, userIds: [], unassigned: true });
  await until('the manager to hear all', () => news(clients[2]).length === 3);
  await until('the others to hear theirs', () => news(clients[0]).length === 1 && news(clients[1]).length === 1);
  expect(idsOf(news(clients[0]))).toEqual([mine]);
  expect(idsOf(news(clients[1]))).toEqual([nobodys]);
  const resumed = live.connect(coach, since);
  await until('the replay', () => news(resumed).length > 0);
  await publish(tenantId, mine, { ...chats, userIds: [coach.userId] });
  await until('what follows', () => news(resumed).length === 2);
  expect(idsOf(news(resumed))).toEqual([mine, mine]);
  for (const client of [...clients, resumed]) client.ws.terminate();
});

test('another tenant hears nothing', async () => {
  const stranger = live.connect(actorWith('owner', newId()));
  const tenantId = newId();
  const client = live.connect(actorWith('owner', tenantId));
  await Promise.all([greeted(stranger), greeted(client)]);
  await publish(tenantId);
  await until('the frame', () => news(client).length === 1);
  expect(news(stranger)).toEqual([]);
  stranger.ws.terminate();
  client.ws.terminate();
});

async function statusOf(path: string, origin?: string): Promise<number | 'open'> {
  const ws = new WebSocket(`ws://127.0.0.1:${live.port}${path}`, origin === undefined ? {} : { origin });
  return new Promise((resolve) => {
    ws.on('unexpected-response', (_req, res) => resolve(res.statusCode ?? 0));
    ws.on('error', () => undefined);
    ws.on('open', () => {
      ws.terminate();
      resolve('open');
    });
  });
}

test('only the configured origins, the host itself and programs without an origin are let in, and only with a ticket', async () => {
  const ticket = live.ticketFor(actorWith('owner', newId()));
  expect(await statusOf(`/ws?ticket=${ticket}`, 'https://evil.example')).toBe(403);
  expect(await statusOf(`/ws?ticket=${ticket}`, 'null')).toBe(403);
  expect(await statusOf(`/ws?ticket=${ticket}`, app.parts.config.publicUrl)).toBe('open');
  expect(await statusOf(`/ws?ticket=${ticket}`, `http://127.0.0.1:${live.port}`)).toBe('open');
  expect(await statusOf(`/ws?ticket=${ticket}`)).toBe('open');
  expect(await statusOf('/ws?ticket=unknown')).toBe(401);
  expect(await statusOf('/ws')).toBe(401);
  expect(await statusOf(`/ws?ticket=${ticket}&since=abc`)).toBe(400);
  expect(await statusOf(`/other?ticket=${ticket}`)).toBe(404);
});

test('an emptied Redis makes sockets start over, whether they stayed or come back', async () => {
  const tenantId = newId();
  const actor = actorWith('owner', tenantId);
  const stayed = live.connect(actor);
  await greeted(stayed);
  await publish(tenantId);
  const before = await until('a frame', () => news(stayed)[0]);
  await app.parts.redis.flushdb();
  await publish(tenantId);
  const resync = await until('the order to start over', () => stayed.frames.find((frame) => frame.type === 'resync'));
  expect(resync.seq).toBeGreaterThan(before.seq);
  const back = live.connect(actor, before.seq);
  await until('the order to start over', () => back.frames.find((frame) => frame.type === 'resync'));
  await publish(tenantId);
  const [a, b] = await Promise.all(
    [stayed, back].map((client) => until('the next frame', () => news(client).at(-1)?.seq === resync.seq + 1)),
  );
  expect([a, b]).toEqual([true, true]);
  stayed.ws.terminate();
  back.ws.terminate();
});

test('frames that were published while the subscription was cut are filled in, in order', async () => {
  const tenantId = newId();
  const client = live.connect(actorWith('owner', tenantId));
  await greeted(client);
  const sent = Array.from({ length: 30 }, () => newId());
  for (const [n, id] of sent.entries()) {
    if (n === 10) await killSubscribers();
    await publish(tenantId, id);
  }
  await until('all frames', () => news(client).length === sent.length);
  expect(idsOf(news(client))).toEqual(sent);
  client.ws.terminate();
});

async function killSubscribers(): Promise<void> {
  const list = String(await app.parts.redis.call('CLIENT', 'LIST', 'TYPE', 'PUBSUB'));
  const ids = [...list.matchAll(/^id=(\d+) .*name=parley-live/gm)].map((match) => String(match[1]));
  for (const id of ids) await app.parts.redis.call('CLIENT', 'KILL', 'ID', id);
}

test('a reader that cannot follow is closed with 1013, and finds everything when it resumes', async () => {
  const tenantId = newId();
  const actor = actorWith('owner', tenantId);
  const slow = live.connect(actor);
  const hello = await greeted(slow);
  slow.ws.pause();
  const padding = 'x'.repeat(300_000);
  const sent = Array.from({ length: 40 }, (_, n) => `${n}-${padding}`);
  for (const id of sent) await publish(tenantId, id);
  slow.ws.resume();
  expect(await slow.closed).toBe(1013);
  const heard = idsOf(news(slow));
  expect(heard).toEqual(sent.slice(0, heard.length));
  expect(heard.length).toBeLessThan(sent.length);
  const resumed = live.connect(actor, news(slow).at(-1)?.seq ?? hello.seq);
  await until('the rest', () => heard.length + news(resumed).length === sent.length);
  expect([...heard, ...idsOf(news(resumed))]).toEqual(sent);
  expect(resumed.ws.readyState).toBe(WebSocket.OPEN);
  resumed.ws.terminate();
});

test('anything but a ping closes the socket; a ping is answered', async () => {
  const client = live.connect(actorWith('owner', newId()));
  await greeted(client);
  client.ws.send('{"type":"ping"}');
  await until('the answer', () => client.frames.length === 2);
  client.ws.send('{"type":"subscribe","tenantId":"other"}');
  expect(await client.closed).toBe(1008);
  const loud = live.connect(actorWith('owner', newId()));
  await greeted(loud);
  loud.ws.send('x'.repeat(5000));
  expect(await loud.closed).toBe(1009);
});

test('a socket ends with its session, and a changed role counts from the next look on', async () => {
  const tenantId = newId();
  let now: Actor | undefined;
  const checked = await startLive(app.parts, { recheck: async () => now, recheckEveryMs: 40 });
  const owner = actorWith('owner', tenantId);
  now = actorWith('coach', tenantId, owner.userId);
  const client = checked.connect(owner);
  await greeted(client);
  await until('the new role to count', async () => {
    await publish(tenantId, newId(), { permission: 'team.manage' });
    const before = news(client).length;
    await publish(tenantId, newId(), {});
    await until('a frame', () => news(client).length > before);
    await publish(tenantId, newId(), { permission: 'team.manage' });
    await publish(tenantId, 'end', {});
    await until('the end', () => idsOf(news(client)).at(-1) === 'end');
    return idsOf(news(client)).length === before + 2;
  });
  now = undefined;
  expect(await client.closed).toBe(4401);
  await checked.close();
});

test('a stopping server asks its clients to come back', async () => {
  const stopping = await startLive(app.parts);
  const client = stopping.connect(actorWith('owner', newId()));
  await greeted(client);
  await stopping.close();
  expect(await client.closed).toBe(1012);
});

test('a client that no longer answers pings is dropped', async () => {
  const pinging = await startLive(app.parts, { pingEveryMs: 50 });
  const deaf = listen(
    new WebSocket(`ws://127.0.0.1:${pinging.port}/ws?ticket=${pinging.ticketFor(actorWith('owner', newId()))}`, {
      autoPong: false,
    }),
  );
  expect(await deaf.closed).toBe(1006);
  const answering = pinging.connect(actorWith('owner', newId()));
  await greeted(answering);
  let pings = 0;
  answering.ws.on('ping', () => {
    pings += 1;
  });
  await until('three pings', () => pings >= 3);
  expect(answering.ws.readyState).toBe(WebSocket.OPEN);
  answering.ws.terminate();
  await pinging.close();
});
