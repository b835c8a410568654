// Connections over HTTP, with a gateway whose webhooks arrive on a socket: from "add a number" to open, lost, repaired and removed.
import type { Connection, ConnectionQr } from '@parley/contract';
import { type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { createReachableApp, type ReachableApp } from '../../../test/reachable';
import { connectionSweeps } from './jobs';

const base = '/api/social-connections';
let gateway: TestGateway;
let app: ReachableApp;
let owner: TestPerson;
let count = 0;

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

const add = async (person = owner, body: object = {}): Promise<Connection> => {
  const res = await person.post(base, { channel: 'whatsapp_evolution', name: `Line ${++count}`, ...body }).expect(201);
  return res.body.data;
};
const read = async (id: string, person = owner): Promise<Connection> =>
  (await person.get(`${base}/${id}`).expect(200)).body.data;
const instanceOf = async (id: string, tenantId = owner.tenantId): Promise<string> => {
  const rows = await app.parts.db.read<{ instance_name: string }>(
    tenantId,
    'select instance_name from connections where tenant_id = $1 and id = $2',
    [tenantId, id],
  );
  return rows[0]!.instance_name;
};
const becomes = (id: string, state: string, reason: string | null = null) =>
  until(`${id} is ${state} (${reason})`, async () => {
    const now = await read(id);
    return now.state === state && now.reason === reason ? now : undefined;
  });
const connect = async (id: string): Promise<ConnectionQr> =>
  (await owner.post(`${base}/${id}/connect`).expect(200)).body.data;
const openLine = async (): Promise<{ id: string; instance: string }> => {
  const { id } = await add();
  await connect(id);
  const instance = await instanceOf(id);
  await gateway.sandbox.control.scan(instance, { number: '15550009999', profileName: 'Shop One' });
  await becomes(id, 'connected');
  return { id, instance };
};
const eventsOf = async (id: string) =>
  (
    await app.parts.db.read<{ type: string }>(
      owner.tenantId,
      'select type from events where tenant_id = $1 and subject_id = $2 order by id',
      [owner.tenantId, id],
    )
  ).map((row) => row.type);

describe('adding a number', () => {
  test('it is there at once, not connected, with the careful limits', async () => {
    const added = await add(owner, { externalName: 'main' });
    expect(added).toMatchObject({
      state: 'disconnected',
      reason: 'never_connected',
      externalName: 'main',
      ownerId: null,
      queued: 0,
      use: { minute: 0, hour: 0, day: 0 },
      pacing: { perMinute: 20, perHour: 100, perDay: 1000, minDelayMs: 2000, maxDelayMs: 5000 },
      abilities: { manage: true },
    });
    const list = (await owner.get(base).expect(200)).body;
    expect(list.data.map((one: Connection) => one.id)).toEqual([added.id]);
    expect(await instanceOf(added.id)).toMatch(/^[a-z0-9][a-z0-9-]{2,63}$/);
  });

  test('names are unique in the tenant, and free again elsewhere', async () => {
    const { name } = await add(owner, { externalName: 'x' });
    const taken = { channel: 'whatsapp_evolution', name: name.toUpperCase() };
    expect((await owner.post(base, taken).expect(409)).body).toMatchObject({
      error: 'name_taken',
      details: [{ path: 'name' }],
    });
    const external = { channel: 'whatsapp_evolution', name: 'Other', externalName: 'x' };
    expect((await owner.post(base, external).expect(409)).body).toMatchObject({ details: [{ path: 'externalName' }] });
    await add(await app.register(), { name, externalName: 'x' });
  });

  test('a gateway that refuses leaves nothing behind', async () => {
    const lonely = await createReachableApp({ ...gateway.env, EVOLUTION_API_KEY: 'wrong' });
    const person = await lonely.register();
    const res = await person.post(base, { channel: 'whatsapp_evolution', name: 'A' }).expect(502);
    expect(res.body).toMatchObject({ error: 'upstream_failed', message: expect.stringContaining('EVOLUTION_API_KEY') });
    expect((await person.get(base).expect(200)).body.data).toEqual([]);
    await lonely.close();
  });

  test('without a gateway it says what is missing', async () => {
    const bare = await createReachableApp({});
    const person = await bare.register();
    const res = await person.post(base, { channel: 'whatsapp_evolution', name: 'A' }).expect(503);
    expect(res.body.message).toContain('EVOLUTION_API_URL');
    await bare.close();
  });

  test('an unusable name, channel or owner is refused', async () => {
    await owner.post(base, { channel: 'whatsapp_evolution', name: ' ' }).expect(400);
    await owner.post(base, { channel: 'carrier_pigeon', name: 'A' }).expect(400);
    const stranger = await app.register();
    await owner.post(base, { channel: 'whatsapp_evolution', name: 'A', ownerId: stranger.userId }).expect(400);
  });
});

describe('connecting', () => {
  test('a QR is shown, scanned, and the line opens by itself', async () => {
    const { id } = await add();
    const shown = await connect(id);
    expect(shown).toMatchObject({ state: 'connecting', reason: 'waiting_for_scan', pairingCode: null });
    expect(shown.image).toMatch(/^data:image\/png;base64,/);
    expect(Date.parse(shown.expiresAt!)).toBeGreaterThan(Date.now() + 50_000);
    expect((await owner.get(`${base}/${id}/qr`).expect(200)).body.data).toMatchObject({ code: shown.code });
    await gateway.sandbox.control.scan(await instanceOf(id), { number: '972500000001', profileName: 'Dana' });
    expect(await becomes(id, 'connected')).toMatchObject({ phone: '+972500000001', profileName: 'Dana' });
    expect((await owner.get(`${base}/${id}/qr`).expect(200)).body.data).toMatchObject({
      state: 'connected',
      code: null,
    });
    expect(await eventsOf(id)).toEqual(
      expect.arrayContaining(['connection.created', 'connection.qr', 'connection.status']),
    );
  });

  test('a new QR replaces the old one as the gateway makes it', async () => {
    await gateway.sandbox.control.setTimings({ firstQrMs: 300, nextQrMs: 60_000 });
    const { id } = await add();
    const { code } = await connect(id);
    await until('the second QR', async () => {
      const { body } = await owner.get(`${base}/${id}/qr`).expect(200);
      return body.data.code && body.data.code !== code;
    });
    await gateway.sandbox.control.setTimings({});
  });

  test('too many QRs end the attempt with a reason, and connecting begins anew', async () => {
    await gateway.sandbox.control.setTimings({ firstQrMs: 50, nextQrMs: 50, qrLimit: 2 });
    const { id } = await add();
    await connect(id);
    await becomes(id, 'disconnected', 'qr_limit');
    await gateway.sandbox.control.setTimings({});
    expect(await connect(id)).toMatchObject({ state: 'connecting', code: expect.any(String) });
  });

  test('a phone number gets a pairing code, even when a QR is already shown', async () => {
    const { id } = await add();
    await connect(id);
    const res = await owner.post(`${base}/${id}/connect`, { phone: '050-123-4567' }).expect(200);
    expect(res.body.data.pairingCode).toMatch(/^[A-Z1-9]{4}-[A-Z1-9]{4}$/);
    await owner.post(`${base}/${id}/connect`, { phone: 'my phone' }).expect(422);
  });

  test('an instance lost at the gateway is made anew', async () => {
    const { id } = await add();
    await gateway.sandbox.control.reset();
    expect(await connect(id)).toMatchObject({ state: 'connecting', code: expect.any(String) });
  });
});

describe('a line that is open', () => {
  test('logging out on the phone shows that a scan is needed', async () => {
    const { id, instance } = await openLine();
    await gateway.sandbox.control.disconnect(instance, { reason: 'logged_out' });
    await becomes(id, 'disconnected', 'logged_out');
    // After a logout the gateway answers before its QR is ready; it follows.
    await connect(id);
    await until('the QR', async () => (await owner.get(`${base}/${id}/qr`).expect(200)).body.data.code);
  });

  test('a ban shows as one', async () => {
    const { id, instance } = await openLine();
    await gateway.sandbox.control.disconnect(instance, { reason: 'banned' });
    await becomes(id, 'error', 'banned');
  });

  test('a short loss does not flip it', async () => {
    const { id, instance } = await openLine();
    const { since } = await read(id);
    await gateway.sandbox.control.disconnect(instance, { reason: 'lost', reconnectAfterMs: 50 });
    await until('it is open again', async () =>
      (await gateway.sandbox.control.readState()).instances.some(
        (one) => one.name === instance && one.state === 'open',
      ),
    );
    expect(await read(id)).toMatchObject({ state: 'connected', since });
  });

  test('a long loss shows as reconnecting with the next try, and heals by itself', async () => {
    const { id, instance } = await openLine();
    await gateway.sandbox.control.disconnect(instance, { reason: 'lost', reconnectAfterMs: null });
    const tested = (await owner.post(`${base}/${id}/test`).expect(200)).body.data;
    expect(tested).toMatchObject({ state: 'connecting', reason: 'reconnecting' });
    expect(Date.parse(tested.nextRetryAt)).toBeGreaterThan(Date.now() + 200_000);
    await gateway.sandbox.control.scan(instance);
    await becomes(id, 'connected');
  });

  test('logging out from here ends it, twice harmlessly', async () => {
    const { id } = await openLine();
    for (let time = 0; time < 2; time += 1)
      expect((await owner.post(`${base}/${id}/logout`).expect(200)).body.data).toMatchObject({
        state: 'disconnected',
        reason: 'logged_out',
      });
    const [logout] = await app.parts.db.read<{ actor_id: string }>(
      owner.tenantId,
      "select actor_id from events where tenant_id = $1 and subject_id = $2 and type = 'connection.status' order by id desc limit 1",
      [owner.tenantId, id],
    );
    expect(logout!.actor_id).toBe(owner.userId);
  });

  test('a removed number is taken down at the gateway, also when the ring for it was lost', async () => {
    const { id, instance } = await openLine();
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query('update connections set removed_at = now() where tenant_id = $1 and id = $2', [owner.tenantId, id]),
    );
    for (const sweep of connectionSweeps(app.parts))
      if (sweep.name === 'take-down-abandoned-instances') await sweep.run(new AbortController().signal);
    await until('the instance is gone and forgotten', async () => (await instanceOf(id)) === null);
    expect((await gateway.sandbox.control.readState()).instances.map((one) => one.name)).not.toContain(instance);
  });

  test('repair restarts it; a dead one is rebuilt under a new name and keeps its id', async () => {
    const { id, instance } = await openLine();
    expect((await owner.post(`${base}/${id}/repair`).expect(200)).body.data.state).toBe('connected');
    expect(await instanceOf(id)).toBe(instance);
    await becomes(id, 'connected');
    await gateway.sandbox.control.disconnect(instance, { reason: 'banned' });
    await becomes(id, 'error', 'banned');
    const repaired = (await owner.post(`${base}/${id}/repair`).expect(200)).body.data;
    expect(repaired).toMatchObject({ state: 'connecting', reason: 'waiting_for_scan', code: expect.any(String) });
    const fresh = await instanceOf(id);
    expect(fresh).not.toBe(instance);
    await gateway.sandbox.control.scan(fresh);
    await becomes(id, 'connected');
    expect((await gateway.sandbox.control.readState()).instances.map((one) => one.name)).not.toContain(instance);
  });

  test('an instance that vanished is found out by asking, and repair brings it back', async () => {
    const { id } = await openLine();
    await gateway.sandbox.control.reset();
    expect((await owner.post(`${base}/${id}/test`).expect(200)).body.data).toMatchObject({
      state: 'error',
      reason: 'instance_missing',
    });
    expect((await owner.post(`${base}/${id}/repair`).expect(200)).body.data.code).toEqual(expect.any(String));
  });
});
