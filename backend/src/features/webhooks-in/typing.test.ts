// A customer writes: told live to those who look at the chat, and kept nowhere.
import type { FrameData } from '@parley/contract';
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { startGateway } from '../../../test/gateway';
import { actorWith, type LiveServer, startLive } from '../../../test/live-client';
import { createReachableApp } from '../../../test/reachable';
import { applyNext } from './apply';

let app: TestApp;
let live: LiveServer;
let owner: TestPerson;
let line: Awaited<ReturnType<typeof insertConnection>>;
let chatId: string;

beforeAll(async () => {
  app = await createTestApp();
  live = await startLive(app.parts);
});
beforeEach(async () => {
  owner = await app.register();
  line = await insertConnection(app.parts, owner.tenantId);
  await post('messages.upsert', {
    key: { remoteJid: jid, remoteJidAlt: lid, fromMe: false, id: '3A1' },
    messageType: 'conversation',
    message: { conversation: 'hi' },
    messageTimestamp: 1_763_719_200,
  });
  await applyNext(app.parts, owner.tenantId, line.id);
  chatId = (await owner.get('/api/chats').expect(200)).body.data[0].id;
});
afterAll(async () => {
  await live.close();
  await app.close();
});

const [jid, lid] = ['15550001111@s.whatsapp.net', '987654321@lid'];
const post = (event: string, data: object) =>
  supertest(app.app)
    .post(`/api/webhooks/evolution/${line.token}`)
    .set('authorization', `Bearer ${line.header}`)
    .send({ event, instance: 'x', data })
    .expect(200);
const presence = (lastKnownPresence: string, id = jid) =>
  post('presence.update', { id, presences: { [id]: { lastKnownPresence } } });
const view = () => owner.put(`/api/chats/${chatId}/presence`, { state: 'viewing' }).expect(200);
async function listen(person: TestPerson, role: 'owner' | 'agent' = 'owner', at = live) {
  const client = at.connect(actorWith(role, person.tenantId, person.userId));
  await until('greeted', () => client.frames.some(({ type }) => type === 'hello'));
  return () =>
    client.frames.flatMap((frame) =>
      frame.type === 'contact.typing' ? [frame.data as FrameData<'contact.typing'>] : [],
    );
}
/** Frames of a tenant come in order: what was told before this one has arrived with it. */
async function typeElsewhere(heard: () => FrameData<'contact.typing'>[]) {
  const before = heard().length;
  await presence('composing', lid);
  await until('the next is told', () => heard().length > before);
}

test('writing, speaking and stopping are told once each to whoever looks at the chat, and stored nowhere', async () => {
  await view();
  const heard = await listen(owner);
  const stranger = await listen(await app.register());
  for (let time = 0; time < 3; time += 1) await presence('composing');
  await presence('recording');
  await until('it is told', () => heard().length === 1);
  await presence('paused');
  await presence('available');
  await until('the end is told', () => heard().length === 2);
  expect(heard()).toEqual([
    { chatId, typing: true },
    { chatId, typing: false },
  ]);
  await typeElsewhere(heard);
  expect(heard()).toHaveLength(3);
  expect(stranger()).toEqual([]);
  const stored = await app.parts.db.read<{ kind: string }>(
    owner.tenantId,
    'select kind from webhook_events where tenant_id = $1',
    [owner.tenantId],
  );
  expect(stored.map(({ kind }) => kind)).toEqual(['messages.upsert']);
});

test('a customer at the phone is seen through the gateway, from the first letter to the last', async () => {
  const gateway = await startGateway();
  const reachable = await createReachableApp(gateway.env);
  const near = await startLive(reachable.parts);
  const person = await reachable.register();
  const base = '/api/social-connections';
  const created = await person.post(base, { channel: 'whatsapp_evolution', name: 'Shop' }).expect(201);
  await person.post(`${base}/${created.body.data.id}/connect`).expect(200);
  const [row] = await reachable.parts.db.read<{ instance_name: string }>(
    person.tenantId,
    'select instance_name from connections where tenant_id = $1',
    [person.tenantId],
  );
  await gateway.sandbox.control.scan(row!.instance_name);
  reachable.work();
  const act = (action: string, body: object) =>
    fetch(`${gateway.sandbox.url}/_phone/instances/${row!.instance_name}/${action}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: '972501234567', ...body }),
    });
  await act('write', { text: 'hello' });
  const chat = await until('the chat is there', async () => (await person.get('/api/chats')).body.data[0]);
  await person.put(`/api/chats/${chat.id}/presence`, { state: 'viewing' }).expect(200);
  const heard = await listen(person, 'owner', near);
  await act('typing', { isTyping: true });
  await until('the beginning is seen', () => heard().length === 1);
  await act('typing', { isTyping: false });
  await until('the end is seen', () => heard().length === 2);
  expect(heard().map(({ chatId: id, typing }) => [id, typing])).toEqual([
    [chat.id, true],
    [chat.id, false],
  ]);
  await near.close();
  await reachable.close();
  await gateway.close();
});

test('nobody is told of a chat that nobody looks at, of groups, or of people who never wrote', async () => {
  const heard = await listen(owner);
  await presence('composing');
  await presence('composing', '120363000000000000@g.us');
  await presence('composing', '15559998888@s.whatsapp.net');
  await presence('nonsense', '15550001111');
  await view();
  await typeElsewhere(heard);
  expect(heard()).toEqual([{ chatId, typing: true }]);
});
