// Outages of QR numbers: marked, filled from the gateway's history, found by silence; and a gateway that lost every line in one moment.
import type { Connection, ConnectionGap } from '@parley/contract';
import { insertConnection, type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { createReachableApp, type ReachableApp } from '../../../test/reachable';
import { changeLine } from './line';
import { reconcileGap } from './reconcile';
import { takeTurn } from './turns';
import { watchLine } from './watch';

const base = '/api/social-connections';
let gateway: TestGateway;
let app: ReachableApp;
let owner: TestPerson;
let count = 0;

beforeAll(async () => {
  gateway = await startGateway();
  app = await createReachableApp(gateway.env);
});
beforeEach(async () => {
  owner = await app.register();
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

const read = async (id: string): Promise<Connection> => (await owner.get(`${base}/${id}`).expect(200)).body.data;
const gapsOf = async (id: string): Promise<ConnectionGap[]> =>
  (await owner.get(`${base}/${id}/gaps`).expect(200)).body.data;
const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row>(owner.tenantId, text, [owner.tenantId, ...params]);
/** Puts a line into a state as the gateway or the clock would. */
const put = (id: string, state: Connection['state'], reason: Connection['reason']) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    changeLine(tx, app.parts, id, (line, now) => ({ ...line, state, reason, since: now })),
  );
const openedAgo = (id: string, minutes: number) =>
  sql(
    "update connection_gaps set started_at = now() - $3 * interval '1 minute' where tenant_id = $1 and connection_id = $2 and state = 'open'",
    [id, minutes],
  );
const addOpen = async () => {
  const { id } = (await owner.post(base, { channel: 'whatsapp_evolution', name: `Line ${++count}` }).expect(201)).body
    .data;
  await owner.post(`${base}/${id}/connect`).expect(200);
  const [row] = await sql<{ instance_name: string }>(
    'select instance_name from connections where tenant_id = $1 and id = $2',
    [id],
  );
  await gateway.sandbox.control.scan(row!.instance_name);
  expect((await owner.post(`${base}/${id}/test`).expect(200)).body.data.state).toBe('connected');
  return { id: id as string, instance: row!.instance_name };
};

describe('an outage', () => {
  test('is marked from its beginning to its end, and what came meanwhile may be missing', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId);
    await put(id, 'connecting', 'reconnecting');
    await put(id, 'error', 'reconnecting');
    expect(await gapsOf(id)).toMatchObject([{ state: 'open', cause: 'reconnecting', to: null }]);
    await openedAgo(id, 9);
    await put(id, 'connected', null);
    const [gap] = await gapsOf(id);
    expect(gap).toMatchObject({ state: 'may_be_missing', cause: 'reconnecting', recovered: 0 });
    expect(Date.parse(gap!.to!) - Date.parse(gap!.from)).toBeGreaterThan(8 * 60_000);
    expect((await read(id)).lastGap).toEqual(gap);
  });

  test('of a moment leaves no mark', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId);
    await put(id, 'connecting', 'reconnecting');
    await put(id, 'connected', null);
    expect(await gapsOf(id)).toEqual([]);
  });

  test('of a line that never was connected is none', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId, { state: 'disconnected' });
    await put(id, 'connecting', 'waiting_for_scan');
    await put(id, 'connected', null);
    expect(await gapsOf(id)).toEqual([]);
  });

  test('is heard of by whoever reads chats', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId);
    await put(id, 'error', 'banned');
    const events = () =>
      sql<{ published_at: Date | null }>(
        "select published_at from events where tenant_id = $1 and subject_id = $2 and type = 'connection.gap'",
        [id],
      );
    await until('it is told', async () => (await events()).every((one) => one.published_at !== null));
    expect(await events()).toHaveLength(1);
  });
});

describe('afterwards', () => {
  const dueGap = async (id: string) => {
    const [gap] = await gapsOf(id);
    await sql('update connection_gaps set next_at = now() where tenant_id = $1 and id = $2', [gap!.id]);
    return gap!.id;
  };

  test('messages that only the gateway heard are fetched once, and counted', async () => {
    const { id, instance } = await addOpen();
    await put(id, 'connecting', 'reconnecting');
    await openedAgo(id, 5);
    await fetch(`${gateway.sandbox.url}/webhook/set/${instance}`, {
      method: 'POST',
      headers: { apikey: gateway.env.EVOLUTION_API_KEY!, 'content-type': 'application/json' },
      body: JSON.stringify({ webhook: { enabled: false, url: 'http://127.0.0.1:9' } }),
    });
    for (const text of ['one', 'two'])
      await gateway.sandbox.control.receiveInbound(instance, { from: '972501234567', text });
    await put(id, 'connected', null);
    const gapId = await dueGap(id);
    await reconcileGap(app.parts, owner.tenantId, gapId);
    await reconcileGap(app.parts, owner.tenantId, gapId);
    expect(await gapsOf(id)).toMatchObject([{ state: 'recovered', recovered: 2 }]);
    const texts = await sql<{ text: string }>(
      'select text from messages where tenant_id = $1 and connection_id = $2 order by at, id',
      [id],
    );
    expect(texts.map(({ text }) => text).sort()).toEqual(['one', 'two']);
  });

  test('a history too long to fetch whole is fetched in part, and what is older may still be missing', async () => {
    const { id, instance } = await addOpen();
    await put(id, 'connecting', 'reconnecting');
    await openedAgo(id, 5);
    await fetch(`${gateway.sandbox.url}/webhook/set/${instance}`, {
      method: 'POST',
      headers: { apikey: gateway.env.EVOLUTION_API_KEY!, 'content-type': 'application/json' },
      body: JSON.stringify({ webhook: { enabled: false, url: 'http://127.0.0.1:9' } }),
    });
    for (let count = 0; count <= 2; count += 1)
      await gateway.sandbox.control.receiveInbound(instance, { from: '972501234567', text: `${count}` });
    await put(id, 'connected', null);
    await reconcileGap(app.parts, owner.tenantId, await dueGap(id), 2);
    expect(await gapsOf(id)).toMatchObject([{ state: 'may_be_missing', recovered: 2 }]);
    const [row] = await sql<{ oldest: boolean; newest: boolean; reconciled: boolean }>(
      `select bool_or(text = '0') as oldest, bool_or(text = '2') as newest,
         (select reconciled_at is not null from connection_gaps where tenant_id = $1 and connection_id = $2) as reconciled
       from messages where tenant_id = $1 and connection_id = $2`,
      [id],
    );
    expect(row).toEqual({ oldest: false, newest: true, reconciled: true });
  });

  test('a history that cannot be had is asked for three times, and the mark stays', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId, { instanceName: `gone-${++count}` });
    await put(id, 'connecting', 'reconnecting');
    await openedAgo(id, 5);
    await put(id, 'connected', null);
    for (let time = 0; time < 3; time += 1) await reconcileGap(app.parts, owner.tenantId, await dueGap(id));
    const [row] = await sql<{ attempts: number; reconciled_at: Date | null; state: string }>(
      'select attempts, reconciled_at, state from connection_gaps where tenant_id = $1 and connection_id = $2',
      [id],
    );
    expect(row).toMatchObject({ attempts: 3, reconciled_at: expect.any(Date), state: 'may_be_missing' });
  });
});

describe('the watchdog', () => {
  const silence = (id: string, minutes: number) =>
    sql(
      "update connections set heard_at = now() - $3 * interval '1 minute', state_since = now() - interval '1 day', watched_at = null where tenant_id = $1 and id = $2",
      [id, minutes],
    );
  const watched = async (id: string) =>
    (
      await sql<{ watched_at: Date | null }>('select watched_at from connections where tenant_id = $1 and id = $2', [
        id,
      ])
    )[0]!.watched_at;

  test('finds a line that the gateway has lost unheard', async () => {
    const { id, instance } = await addOpen();
    await gateway.sandbox.control.reset();
    await silence(id, 61);
    await watchLine(app.parts, owner.tenantId, id);
    expect(await read(id)).toMatchObject({ state: 'error', reason: 'instance_missing' });
    expect(instance).toBeTruthy();
  });

  test('sets a lost webhook again, and marks the silence', async () => {
    const { id, instance } = await addOpen();
    await fetch(`${gateway.sandbox.url}/webhook/set/${instance}`, {
      method: 'POST',
      headers: { apikey: gateway.env.EVOLUTION_API_KEY!, 'content-type': 'application/json' },
      body: JSON.stringify({
        webhook: { enabled: true, url: 'http://127.0.0.1:9/elsewhere', events: ['MESSAGES_UPSERT'] },
      }),
    });
    await silence(id, 61);
    await watchLine(app.parts, owner.tenantId, id);
    expect(await gapsOf(id)).toMatchObject([{ state: 'may_be_missing', cause: 'silent' }]);
    await gateway.sandbox.control.receiveInbound(instance, { from: '972501234567', text: 'heard again' });
    app.work();
    await until(
      'the message is there',
      async () =>
        (await sql("select 1 from messages where tenant_id = $1 and connection_id = $2 and text = 'heard again'", [id]))
          .length > 0,
    );
  });

  test('leaves a webhook that works as it is, and does not look again at once', async () => {
    const { id } = await addOpen();
    await silence(id, 61);
    await watchLine(app.parts, owner.tenantId, id);
    const at = await watched(id);
    expect(at).not.toBeNull();
    await watchLine(app.parts, owner.tenantId, id);
    expect(await watched(id)).toEqual(at);
    expect(await gapsOf(id)).toEqual([]);
  });

  test('leaves a webhook that only does not say who is typing: nothing is missed by that', async () => {
    const { id, instance } = await addOpen();
    const headers = { apikey: gateway.env.EVOLUTION_API_KEY!, 'content-type': 'application/json' };
    const at = (verb: string) => `${gateway.sandbox.url}/webhook/${verb}/${instance}`;
    const set = (await (await fetch(at('find'), { headers })).json()) as { events: string[] };
    expect(set.events).toContain('PRESENCE_UPDATE');
    const events = set.events.filter((event) => event !== 'PRESENCE_UPDATE');
    await fetch(at('set'), { method: 'POST', headers, body: JSON.stringify({ webhook: { ...set, events } }) });
    await silence(id, 61);
    await watchLine(app.parts, owner.tenantId, id);
    expect(await gapsOf(id)).toEqual([]);
  });

  test('is patient with a line that seldom speaks, and not with one that does', async () => {
    const { id } = await insertConnection(app.parts, owner.tenantId, { instanceName: `quiet-${++count}` });
    await silence(id, 20);
    await watchLine(app.parts, owner.tenantId, id);
    expect((await read(id)).state).toBe('connected');
    await sql(
      `insert into webhook_events (tenant_id, connection_id, kind, dedupe_key, payload, received_at, applied_at)
       select $1, $2, 'test', 'k' || n, '{}', now() - interval '1 hour', now() from generate_series(1, 30) n`,
      [id],
    );
    await silence(id, 20);
    await watchLine(app.parts, owner.tenantId, id);
    expect(await read(id)).toMatchObject({ state: 'error', reason: 'instance_missing' });
  });
});

describe('a gateway that lost every line', () => {
  test('is asked by a few at a time; those who wait ask again at moments of their own', async () => {
    const waits = await Promise.all(
      Array.from({ length: 50 }, () => takeTurn(app.parts.redis, app.parts.config.redis, `storm-${owner.tenantId}`)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(20);
    const waiting = waits.filter((wait) => wait > 0);
    expect(Math.max(...waiting)).toBeLessThanOrEqual(4100);
    expect(new Set(waiting).size).toBeGreaterThan(20);
  });

  test('gets fifty lines back once its server is up', async () => {
    const lines = await Promise.all(Array.from({ length: 50 }, () => gateway.connectLine(app.parts, owner.tenantId)));
    const ids = lines.map(({ id }) => id);
    await sql(
      "update connections set state = 'connecting', reason = 'reconnecting', next_retry_at = now() where tenant_id = $1 and id = any($2::uuid[])",
      [ids],
    );
    app.work();
    const countBack = async () =>
      (
        await sql<{ n: number }>(
          "select count(*)::int as n from connections where tenant_id = $1 and id = any($2::uuid[]) and state = 'connected'",
          [ids],
        )
      )[0]!.n;
    // They take turns: what is waited for is the next of them, however long all of them take on this machine.
    for (let back = 0; back < lines.length; )
      back = await until(`more than ${back} are connected`, async () => {
        const now = await countBack();
        return now > back && now;
      });
  }, 60_000);
});
