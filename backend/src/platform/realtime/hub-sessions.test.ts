// The live feed with real accounts: tickets, sessions that end, and frames that Redis did not take at first.

import { WebSocket } from 'ws';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { type LiveClient, type LiveServer, listen, startLive } from '../../../test/live-client';
import { actorOfSession, redeemTicket } from '../../features/auth';
import { recordEvent } from '../events';
import { publishLeftovers } from '../publisher';

let app: TestApp;
let live: LiveServer;

beforeAll(async () => {
  app = await createTestApp();
  live = await startLive(app.parts, {
    redeem: (ticket) => redeemTicket(app.parts, ticket),
    recheck: (actor) => actorOfSession(app.parts, actor),
    recheckEveryMs: 50,
  });
});
afterAll(async () => {
  await live.close();
  await app.close();
});

async function enter(person: TestPerson): Promise<LiveClient & { url: string }> {
  const { ticket } = (await person.post('/api/ws-ticket').expect(201)).body.data;
  const url = `ws://127.0.0.1:${live.port}/ws?ticket=${ticket}`;
  const client = listen(new WebSocket(url));
  await until('the greeting', () => client.frames.length > 0);
  return { ...client, url };
}

test('a ticket opens one socket', async () => {
  const client = await enter(await app.register());
  const again = new WebSocket(client.url);
  const status = await new Promise((resolve) => {
    again.on('unexpected-response', (_req, res) => resolve(res.statusCode));
    again.on('open', () => resolve('open'));
    again.on('error', () => undefined);
  });
  expect(status).toBe(401);
  client.ws.terminate();
});

test('signing out, and leaving the team, close the socket', async () => {
  const owner = await app.register();
  const agent = await app.join(owner, 'agent');
  const [first, second] = [await enter(owner), await enter(agent)];
  await owner.del(`/api/users/${agent.userId}`).expect(200);
  expect(await second.closed).toBe(4401);
  await owner.post('/api/auth/logout').expect(200);
  expect(await first.closed).toBe(4401);
});

test('a change while Redis is away is not held up, and its frame follows when Redis is back', async () => {
  const cut = await createTestApp({ REDIS_PREFIX: app.parts.config.redis.prefix });
  const logged = jest.spyOn(cut.parts.logger, 'error').mockReturnValue(cut.parts.logger);
  const owner = await app.register();
  const client = await enter(owner);
  cut.parts.redis.disconnect();
  await until('the connection to be lost', () => cut.parts.redis.status === 'end');
  await cut.parts.db.withTenant(owner.tenantId, (tx) =>
    recordEvent(tx, cut.parts.publish, { type: 'tenant.updated', subjectId: owner.tenantId }),
  );
  expect(logged).toHaveBeenCalledTimes(1);
  expect(client.frames.map((frame) => frame.type)).toEqual(['hello']);
  const sweep = publishLeftovers(app.parts.db, app.parts.publish);
  await until('the frame', async () => {
    await sweep.run(new AbortController().signal);
    return client.frames.some((frame) => frame.type === 'team.changed');
  });
  client.ws.terminate();
  await cut.close();
});
