// Who sees, uses, changes and removes connections; what open screens hear; what removal leaves behind.
import type { Connection } from '@parley/contract';
import { startSandbox } from '../../../../sandbox/src/server';
import { insertConnection, type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { createReachableApp, type ReachableApp } from '../../../test/reachable';
import { enqueueMessage } from '../outbox';

const base = '/api/social-connections';
let gateway: TestGateway;
let app: ReachableApp;
let owner: TestPerson;

beforeAll(async () => {
  gateway = await startGateway();
  app = await createReachableApp(gateway.env);
  app.work();
});
beforeEach(async () => {
  owner = await app.register();
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

const idsOf = async (person: TestPerson): Promise<string[]> =>
  (await person.get(base).expect(200)).body.data.map((one: Connection) => one.id);
const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row>(owner.tenantId, text, [owner.tenantId, ...params]);

describe('who', () => {
  test('a coach sees the team’s lines and their own, and manages only their own', async () => {
    const coach = await app.join(owner, 'coach');
    const other = await app.join(owner, 'coach');
    const shared = await insertConnection(app.parts, owner.tenantId);
    const own = await insertConnection(app.parts, owner.tenantId, { ownerId: coach.userId });
    const foreign = await insertConnection(app.parts, owner.tenantId, { ownerId: other.userId });
    expect((await idsOf(coach)).sort()).toEqual([shared.id, own.id].sort());
    expect((await idsOf(owner)).length).toBe(3);
    await coach.get(`${base}/${foreign.id}`).expect(404);
    await coach.put(`${base}/${foreign.id}`, { name: 'Mine' }).expect(404);
    await coach.put(`${base}/${shared.id}`, { name: 'Mine' }).expect(403);
    await coach.del(`${base}/${shared.id}`).expect(403);
    await coach.post(`${base}/${shared.id}/connect`).expect(403);
    await coach.put(`${base}/${own.id}`, { name: 'Mine' }).expect(200);
    expect((await coach.get(`${base}/${shared.id}`).expect(200)).body.data.abilities).toEqual({ manage: false });
    expect((await coach.get(`${base}/${own.id}`).expect(200)).body.data.abilities).toEqual({ manage: true });
  });

  test('what a coach adds is theirs, and only others hand it over', async () => {
    const coach = await app.join(owner, 'coach');
    const body = { channel: 'whatsapp_evolution', name: 'Dana' };
    const added = (await coach.post(base, body).expect(201)).body.data;
    expect(added).toMatchObject({ ownerId: coach.userId, ownerName: 'coach' });
    await coach.put(`${base}/${added.id}`, { ownerId: null }).expect(403);
    await owner.put(`${base}/${added.id}`, { ownerId: null }).expect(200);
    expect((await coach.get(`${base}/${added.id}`).expect(200)).body.data.ownerId).toBeNull();
    await coach.post(base, { ...body, name: 'For you', ownerId: owner.userId }).expect(403);
  });

  test('an agent sees lines but may not touch them; nobody sees another tenant’s', async () => {
    const agent = await app.join(owner, 'agent');
    const stranger = await app.register();
    const { id } = await insertConnection(app.parts, owner.tenantId);
    await agent.get(`${base}/${id}/status`).expect(200);
    await agent.get(`${base}/${id}/qr`).expect(403);
    await agent.put(`${base}/${id}/pacing`, {}).expect(403);
    for (const path of ['', '/qr', '/status', '/pacing']) await stranger.get(`${base}/${id}${path}`).expect(404);
    for (const path of ['/connect', '/test', '/repair', '/logout'])
      await stranger.post(`${base}/${id}${path}`).expect(404);
    await stranger.del(`${base}/${id}`).expect(404);
    await stranger.get(`${base}/not-an-id`).expect(400);
  });
});

test('renaming keeps names unique', async () => {
  const a = await insertConnection(app.parts, owner.tenantId, { name: 'A' });
  await insertConnection(app.parts, owner.tenantId, { name: 'B' });
  await owner.put(`${base}/${a.id}`, { name: 'b' }).expect(409);
  expect((await owner.put(`${base}/${a.id}`, { name: 'C' }).expect(200)).body.data.name).toBe('C');
});

test('limits are read back as they were set; a longest delay below the shortest is refused', async () => {
  const { id } = await insertConnection(app.parts, owner.tenantId);
  const wanted = {
    perSecond: null,
    perMinute: 5,
    perHour: null,
    perDay: 200,
    minDelayMs: 0,
    maxDelayMs: 1500,
    warmUp: null,
  };
  await owner.put(`${base}/${id}/pacing`, wanted).expect(200);
  expect((await owner.get(`${base}/${id}/pacing`).expect(200)).body.data).toEqual(wanted);
  await owner.put(`${base}/${id}/pacing`, { ...wanted, minDelayMs: 2000 }).expect(400);
  const warming = { ...wanted, warmUp: { startPerDay: 50, growthPercent: 50 } };
  expect((await owner.put(`${base}/${id}/pacing`, warming).expect(200)).body.data).toEqual(warming);
  // A client that knows no warm-up leaves it as it is.
  const { warmUp: _, ...plain } = wanted;
  expect((await owner.put(`${base}/${id}/pacing`, plain).expect(200)).body.data).toEqual(warming);
  expect((await owner.get(`${base}/${id}`)).body.data.warmUp).toMatchObject({ startPerDay: 50, perDayNow: 50 });
  await owner.put(`${base}/${id}/pacing`, wanted).expect(200);
  expect((await owner.get(`${base}/${id}`)).body.data.warmUp).toBeNull();
});

describe('removing', () => {
  const chatOn = async (connectionId: string) => {
    const [contact] = await sql<{ id: string }>(
      "insert into contacts (tenant_id, name, first_name, phone, phone_key) values ($1, 'Ann', 'Ann', '+15550001111', '15550001111') returning id",
    );
    const [chat] = await sql<{ id: string }>(
      'insert into chats (tenant_id, contact_id, connection_id) values ($1, $2, $3) returning id',
      [contact!.id, connectionId],
    );
    return { contactId: contact!.id, chatId: chat!.id };
  };

  test('waiting replies are skipped and their credits come back; the chat stays; the instance goes', async () => {
    const added = (await owner.post(base, { channel: 'whatsapp_evolution', name: 'Main' }).expect(201)).body.data;
    const [row] = await sql<{ instance_name: string }>('select instance_name from connections where tenant_id = $1');
    const chat = await chatOn(added.id);
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      enqueueMessage(tx, app.parts, {
        ...chat,
        connectionId: added.id,
        text: 'hi',
        source: 'inbox',
        senderId: owner.userId,
      }),
    );
    await owner.del(`${base}/${added.id}`).expect(200);
    await owner.get(`${base}/${added.id}`).expect(404);
    expect(await sql('select state, error_code from messages where tenant_id = $1')).toEqual([
      { state: 'skipped', error_code: 'connection_removed' },
    ]);
    expect(await sql('select balance, reserved from credit_accounts where tenant_id = $1')).toEqual([
      { balance: 1000, reserved: 0 },
    ]);
    expect(await sql('select id from chats where tenant_id = $1')).toEqual([{ id: chat.chatId }]);
    await until('the instance is gone', async () =>
      (await gateway.sandbox.control.readState()).instances.every((one) => one.name !== row!.instance_name),
    );
    await owner.post(base, { channel: 'whatsapp_evolution', name: 'Main' }).expect(201);
  });

  test('a line that a campaign uses stays until the campaign ends', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId);
    await sql(
      "insert into campaigns (tenant_id, name, status, connection_id, audience) values ($1, 'Spring', 'paused', $2, '{}')",
      [id],
    );
    const res = await owner.del(`${base}/${id}`).expect(409);
    expect(res.body).toMatchObject({ error: 'wrong_state', message: expect.stringContaining('Spring') });
    await sql("update campaigns set status = 'completed' where tenant_id = $1");
    await owner.del(`${base}/${id}`).expect(200);
  });
});

test('open screens hear of states and QRs; the QR only reaches those who manage the line', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const coach = await app.join(owner, 'coach');
  const added = (await coach.post(base, { channel: 'whatsapp_evolution', name: 'Main' }).expect(201)).body.data;
  const shown = (await coach.post(`${base}/${added.id}/connect`).expect(200)).body.data;
  const frames = await until('the frames', async () => {
    const all = (await app.parts.feed.after(owner.tenantId, since, 100)) ?? [];
    const read = all.map((frame) => ({ audience: frame.audience, ...JSON.parse(frame.body) }));
    return read.some((frame) => frame.type === 'connection.qr') ? read : undefined;
  });
  expect(frames.find((frame) => frame.type === 'connection.qr')).toMatchObject({
    audience: { permission: 'connections.manage', viewAll: 'connections.viewAll', userIds: [coach.userId] },
    data: { connectionId: added.id, qr: { code: shown.code } },
  });
  expect(frames.find((frame) => frame.type === 'connection.status' && frame.data.state === 'connecting')).toMatchObject(
    {
      audience: { permission: 'connections.read', viewAll: 'connections.viewAll', userIds: [coach.userId] },
      data: { connectionId: added.id },
    },
  );
});

test('a gateway that goes away shows as such and heals when it is back', async () => {
  const apiKey = 'second-gateway';
  const number = '15550009999';
  const first = await startSandbox({ apiKey, seedInstances: [{ name: 'seeded', number }] });
  const second = await createReachableApp({ EVOLUTION_API_URL: first.url, EVOLUTION_API_KEY: apiKey });
  const person = await second.register();
  const { id } = await insertConnection(second.parts, person.tenantId, { instanceName: 'seeded' });
  const test = async () => (await person.post(`${base}/${id}/test`).expect(200)).body.data;
  expect(await test()).toMatchObject({ state: 'connected' });
  await first.stop();
  expect(await test()).toMatchObject({
    state: 'connecting',
    reason: 'gateway_unreachable',
    nextRetryAt: expect.any(String),
  });
  await person.post(`${base}/${id}/connect`).expect(502);
  const back = await startSandbox({ apiKey, port: first.port, seedInstances: [{ name: 'seeded', number }] });
  // The next look comes by itself; here it is brought forward.
  await second.parts.db.read(person.tenantId, 'update connections set next_retry_at = now() where tenant_id = $1', [
    person.tenantId,
  ]);
  second.work();
  await until(
    'it is connected',
    async () => (await person.get(`${base}/${id}/status`).expect(200)).body.data.state === 'connected',
  );
  await second.close();
  await back.stop();
});
