// Test send: the message to oneself, through the real line, and to nobody whom one may not write to.
import { createTestApp, type TestApp, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { addPeople, draft, readMoney, setScene } from './test-kit';

let gateway: TestGateway;
let app: TestApp;
beforeAll(async () => {
  gateway = await startGateway();
  app = await createTestApp(gateway.env);
  app.work();
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

const own = '+972525550123';

async function setUp() {
  const owner = await app.register();
  const line = await gateway.connectLine(app.parts, owner.tenantId);
  await owner.put('/api/auth/profile', { coachProfile: { whatsapp: own } });
  return { owner, line };
}
const phonesOf = async (instance: string) =>
  (await gateway.sandbox.control.listReceived({ instance })).map(({ number, text }) => ({ to: number, text }));

test('a test reaches one’s own number with the values of the person chosen, marked as a test, for one credit', async () => {
  const { owner, line } = await setUp();
  const [contactId] = await addPeople(app, owner.tenantId, { count: 1 });
  const [person] = await app.parts.db.read<{ first_name: string }>(
    owner.tenantId,
    'select first_name from contacts where tenant_id = $1 and id = $2',
    [owner.tenantId, contactId],
  );
  const id = await draft(owner, line.id, { message: { text: 'Hi {first_name}' } });
  const { data } = (await owner.post(`/api/campaigns/${id}/test`, { contactId }).expect(200)).body;
  expect(data).toMatchObject({
    phone: own,
    message: { text: `Hi ${person?.first_name}`, content: { test: true, testOf: 'Spring' } },
  });
  await until('the message', async () => (await owner.get(`/api/messages/${data.message.id}`)).body.data.sentAt);
  expect(await phonesOf(line.instance)).toEqual([{ to: own.slice(1), text: `Hi ${person?.first_name}` }]);
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ used: 1, reserved: 0 });
});

test('what is not saved yet is tested as it stands, each variant on its own', async () => {
  const { owner, line } = await setUp();
  const body = {
    connectionId: line.id,
    message: { text: 'One', variants: [{ text: 'Two for {first_name}', share: 50 }] },
  };
  const second = await owner.post('/api/campaigns/test', { ...body, variant: 1 }).expect(200);
  expect(second.body.data.message.text).toMatch(/^Two for \S+/);
  expect(second.body.data.message.content).toEqual({ test: true });
  const named = await owner.post('/api/campaigns/test', { ...body, name: ' Autumn ' }).expect(200);
  expect(named.body.data.message.content).toEqual({ test: true, testOf: 'Autumn' });
  await owner.post('/api/campaigns/test', { ...body, variant: 2 }).expect(404);
});

test('a test goes to nobody else: no strangers, no colleague’s contacts, nobody who opted out', async () => {
  const { owner, line } = await setUp();
  const coach = await app.join(owner, 'coach');
  await addPeople(app, owner.tenantId, { count: 2, optedOut: 1, ownerId: owner.userId });
  const rows = await app.parts.db.read<{ id: string; phone: string; opted_out: boolean }>(
    owner.tenantId,
    "select id, phone, opted_out_at is not null as opted_out from contacts where tenant_id = $1 and name like 'Person%'",
    [owner.tenantId],
  );
  const body = { connectionId: line.id, message: { text: 'Hi' } };
  await owner.post('/api/campaigns/test', { ...body, phone: '+972525559999' }).expect(403);
  await owner.post('/api/campaigns/test', { ...body, phone: 'nonsense' }).expect(422);
  for (const { phone, opted_out } of rows) {
    await coach.post('/api/campaigns/test', { ...body, phone }).expect(403);
    await owner.post('/api/campaigns/test', { ...body, phone }).expect(opted_out ? 403 : 200);
  }
  await coach.post('/api/campaigns/test', body).expect(400);
});

test('a coach whose own number is a contact of a colleague is told so and what to do, and nothing is sent or left behind', async () => {
  const { owner, line } = await setUp();
  const coach = await app.join(owner, 'coach');
  await coach.put('/api/auth/profile', { coachProfile: { whatsapp: own } });
  const body = { connectionId: line.id, message: { text: 'Hi' } };
  const { data: contact } = (
    await owner.post('/api/contacts', { name: 'The coach', phone: own, ownerId: owner.userId }).expect(201)
  ).body;
  const refused = await coach.post('/api/campaigns/test', body).expect(403);
  expect(refused.body).toMatchObject({ error: 'forbidden', data: { reason: 'colleagues_contact', phone: own } });
  expect(refused.body.message).toContain('Ask an admin to give you that contact');
  expect(await phonesOf(line.instance)).toEqual([]);
  await owner.patch(`/api/contacts/${contact.id}`, { ownerId: coach.userId }).expect(200);
  await coach.post('/api/campaigns/test', body).expect(200);
});

test('a line that is down sends no test, and says so', async () => {
  const scene = await setScene(app);
  await app.parts.db.withTenant(scene.owner.tenantId, (tx) =>
    tx.query("update connections set state = 'disconnected' where tenant_id = $1", [scene.owner.tenantId]),
  );
  const id = await draft(scene.owner, scene.connectionId);
  await scene.owner.post(`/api/campaigns/${id}/test`).expect(409);
});
