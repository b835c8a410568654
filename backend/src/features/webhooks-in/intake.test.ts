// Webhooks over HTTP: who is let in, what is stored before it is acknowledged, and what becomes of it.
import { createServer, connect as openSocket, type Server, type Socket } from 'node:net';
import { Client } from 'pg';
import supertest, { type Test } from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { applyNext } from './apply';

let app: TestApp;
let owner: TestPerson;
let line: Awaited<ReturnType<typeof insertConnection>>;
let nextId = 0;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  owner = await app.register();
  line = await insertConnection(app.parts, owner.tenantId, { instanceName: `w-${Date.now()}-${++nextId}` });
});
afterAll(() => app.close());

const jid = '15550001111@s.whatsapp.net';
const newKey = (rest: object = {}) => ({ remoteJid: jid, fromMe: false, id: `3A${++nextId}`, ...rest });
const inbound = (text: string, key: object = newKey(), rest: object = {}) => ({
  event: 'messages.upsert',
  data: {
    key,
    pushName: 'Ann',
    messageType: 'conversation',
    message: { conversation: text },
    messageTimestamp: 1_763_719_200,
    ...rest,
  },
});
const post = (webhook: unknown, { to = app, token = line.token, header = `Bearer ${line.header}` } = {}): Test =>
  supertest(to.app)
    .post(`/api/webhooks/evolution/${token}`)
    .set('authorization', header)
    .set('content-type', 'application/json')
    .send(typeof webhook === 'string' ? webhook : JSON.stringify(webhook));
const sql = <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row & object>(owner.tenantId, text, [owner.tenantId, ...params]);
const storedKinds = async () =>
  (await sql<{ kind: string }>('select kind from webhook_events where tenant_id = $1 order by id')).map(
    (row) => row.kind,
  );
const apply = () => applyNext(app.parts, owner.tenantId, line.id);
const messages = () =>
  sql('select provider_id, direction, source, kind, text, state from messages where tenant_id = $1 order by id');

describe('the door', () => {
  test('a webhook is stored when it is acknowledged, without the instance’s key', async () => {
    await post({ ...inbound('hello'), apikey: 'tok-7Qd2' }).expect(200, { success: true, data: {} });
    const [stored] = await sql<{ payload: unknown }>('select payload from webhook_events where tenant_id = $1');
    expect(JSON.stringify(stored)).toContain('hello');
    expect(JSON.stringify(stored)).not.toContain('tok-7Qd2');
  });

  test('a hundred copies at once are stored once and all acknowledged', async () => {
    const webhook = inbound('hello');
    await Promise.all(Array.from({ length: 100 }, () => post(webhook).expect(200)));
    expect(await storedKinds()).toEqual(['messages.upsert']);
  });

  test('an unknown address is a 404, a wrong or missing header a 401, and neither is stored', async () => {
    await post(inbound('x'), { token: 'not-a-token-not-a-token' }).expect(404);
    await post(inbound('x'), { token: 'short' }).expect(400);
    await post(inbound('x'), { header: 'Bearer wrong' }).expect(401);
    await post(inbound('x'), { header: '' }).expect(401);
    const other = await insertConnection(app.parts, owner.tenantId);
    await post(inbound('x'), { header: `Bearer ${other.header}` }).expect(401);
    expect(await storedKinds()).toEqual([]);
  });

  test('a body that is not JSON is refused; what concerns nobody is acknowledged and forgotten', async () => {
    await post('{"event":').expect(400);
    await post('').expect(400);
    for (const webhook of [
      { event: 'presence.update', data: {} },
      { event: 'messages.upsert', data: { key: newKey({ remoteJid: '1@g.us' }) } },
      [],
      null,
      7,
    ])
      await post(webhook).expect(200);
    expect(await storedKinds()).toEqual([]);
  });

  test('characters that the database refuses do not refuse the message', async () => {
    await post(inbound('a\0b \ud83d c')).expect(200);
    await apply();
    expect(await messages()).toMatchObject([{ text: expect.stringMatching(/^a.?b .? c$/u) }]);
  });

  test('while the database is away the answer is 503, and the repeated webhook is stored once', async () => {
    const proxy = await startProxy();
    const cut = await createTestApp({ DATABASE_URL: proxy.url, DATABASE_POOL: '2' });
    const webhook = inbound('hello');
    await post(inbound('before'), { to: cut }).expect(200);
    await proxy.cut();
    await post(webhook, { to: cut }).expect(503);
    await post(webhook, { to: cut, token: 'x'.repeat(43) }).expect(503);
    await proxy.open();
    await until('the database is back', async () => (await post(webhook, { to: cut })).status === 200);
    await post(webhook, { to: cut }).expect(200);
    expect(await storedKinds()).toEqual(['messages.upsert', 'messages.upsert']);
    await cut.close();
    await proxy.close();
  });
});

describe('applying', () => {
  test('a customer’s message becomes a contact, a chat and a message, once', async () => {
    const webhook = inbound('hello');
    await post(webhook).expect(200);
    expect(await apply()).toBe('done');
    await post(webhook).expect(200);
    expect(await apply()).toBe('done');
    expect(await messages()).toEqual([
      {
        provider_id: webhook.data.key && expect.any(String),
        direction: 'in',
        source: 'contact',
        kind: 'text',
        text: 'hello',
        state: 'received',
      },
    ]);
    expect(await sql('select name, phone from contacts where tenant_id = $1')).toEqual([
      { name: 'Ann', phone: '+15550001111' },
    ]);
    expect(await sql('select unread_count from chats where tenant_id = $1')).toEqual([{ unread_count: 1 }]);
  });

  test('a message typed on the phone is ours; its statuses move it, also when they come first', async () => {
    const key = newKey({ fromMe: true });
    const status = (of: string) => ({
      event: 'messages.update',
      data: { keyId: key.id, remoteJid: '198@lid', fromMe: true, status: of },
    });
    await post(status('DELIVERY_ACK')).expect(200);
    await apply();
    await post(inbound('hi', key)).expect(200);
    await post(status('READ')).expect(200);
    await post(status('SERVER_ACK')).expect(200);
    await apply();
    expect(await messages()).toMatchObject([{ direction: 'out', source: 'phone', text: 'hi', state: 'read' }]);
  });

  test('kinds we do not show are kept as what they are', async () => {
    await post(
      inbound('', newKey(), {
        messageType: 'pollCreationMessage',
        message: { pollCreationMessage: { name: 'Which?' } },
      }),
    ).expect(200);
    await post(
      inbound('', newKey(), {
        messageType: 'imageMessage',
        message: { imageMessage: { caption: 'look', mimetype: 'image/png' } },
      }),
    ).expect(200);
    await apply();
    expect((await messages()).map((row) => row.kind).sort()).toEqual(['image', 'unsupported']);
  });

  test('a person seen by hidden identity first and by phone later stays one person', async () => {
    const lid = '198765432109876@lid';
    await post(inbound('first', newKey({ remoteJid: lid }))).expect(200);
    await apply();
    expect(await sql('select phone from contacts where tenant_id = $1')).toEqual([{ phone: null }]);
    const later = (seconds: number) => ({ messageTimestamp: 1_763_719_200 + seconds });
    await post(inbound('second', newKey({ remoteJid: lid, remoteJidAlt: jid }), later(1))).expect(200);
    await post(inbound('third', newKey(), later(2))).expect(200);
    await apply();
    expect(await sql('select phone from contacts where tenant_id = $1')).toEqual([{ phone: '+15550001111' }]);
    expect(await sql('select count(*) from chats where tenant_id = $1')).toEqual([{ count: 1 }]);
    expect((await messages()).map((row) => row.text)).toEqual(['first', 'second', 'third']);
  });

  test('an edit changes the text, an older edit does not, a withdrawal is marked', async () => {
    const key = newKey();
    const edit = (text: string, timestampMs: string) => ({
      event: 'messages.edited',
      data: { key, type: 'MESSAGE_EDIT', editedMessage: { conversation: text }, timestampMs },
    });
    await post(edit('newest', '1763719300000')).expect(200);
    expect(await apply()).toBe('waiting');
    await post(inbound('original', key)).expect(200);
    await post(edit('older', '1763719250000')).expect(200);
    await post({ event: 'messages.delete', data: { remoteJid: jid, fromMe: false, id: key.id } }).expect(200);
    await sql("update webhook_events set received_at = received_at - interval '1 minute' where tenant_id = $1");
    expect(await apply()).toBe('done');
    const [row] = await sql('select text, content, edited_at, deleted_at from messages where tenant_id = $1');
    expect(row).toEqual({ text: null, content: {}, edited_at: new Date(1763719300000), deleted_at: expect.any(Date) });
    expect(
      await sql(
        "select last_message ->> 'kind' as kind, last_message ->> 'preview' as preview from chats where tenant_id = $1",
      ),
    ).toEqual([{ kind: 'deleted', preview: '' }]);
  });

  test('a poisonous event is tried five times, set aside with its error, and holds up nobody', async () => {
    const database = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
    await database.connect();
    await database.query(`
      create or replace function refuse_poison() returns trigger language plpgsql as $$ begin raise exception 'poison'; end $$;
      create or replace trigger refuse_poison before insert on messages for each row when (new.text = 'poison') execute function refuse_poison()`);
    try {
      await Promise.all(['one', 'poison', 'two'].map((text) => post(inbound(text)).expect(200)));
      expect(await apply()).toBe('waiting');
      expect((await messages()).map((row) => row.text).sort()).toEqual(['one', 'two']);
      // Left alone for some seconds after each try; here time is moved instead.
      expect(await apply()).toBe('done');
      await sql("update webhook_events set received_at = received_at - interval '1 minute' where tenant_id = $1");
      for (let attempt = 2; attempt <= 5; attempt += 1) expect(await apply()).toBe('waiting');
      const [poison] = await sql<{ attempts: number; error: string; applied_at: Date }>(
        'select attempts, error, applied_at from webhook_events where tenant_id = $1 and error is not null',
      );
      expect(poison).toMatchObject({ attempts: 5, error: 'poison', applied_at: expect.any(Date) });
      await post(inbound('three')).expect(200);
      expect(await apply()).toBe('done');
      expect((await messages()).length).toBe(3);
    } finally {
      await database.query('drop trigger refuse_poison on messages; drop function refuse_poison');
      await database.end();
    }
  });

  test('two workers at once apply each event once', async () => {
    await Promise.all(Array.from({ length: 40 }, (_, at) => post(inbound(`m${at}`)).expect(200)));
    await until('all is applied', async () => {
      const progress = await Promise.all([apply(), apply(), apply()]);
      return progress.includes('done');
    });
    expect((await messages()).length).toBe(40);
    expect(await sql('select unread_count from chats where tenant_id = $1')).toEqual([{ unread_count: 40 }]);
  });

  test('a webhook whose bell was lost is found by the sweep', async () => {
    await post(inbound('hello')).expect(200);
    await app.parts.redis.flushdb();
    app.work();
    await until('it is applied', async () => (await messages()).length === 1);
  });
});

/** A door to the test database that can be shut, as when the database's host goes away. */
async function startProxy() {
  const target = new URL(process.env.TEST_DATABASE_URL!);
  const sockets = new Set<Socket>();
  let server: Server | undefined;
  let port = 0;
  const open = async () => {
    server = createServer((near) => {
      const far = openSocket(Number(target.port), target.hostname);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ] as const) {
        sockets.add(socket);
        socket.on('error', () => other.destroy()).on('close', () => other.destroy());
        socket.pipe(other);
      }
    });
    await new Promise<void>((resolve) => server!.listen(port, '127.0.0.1', resolve));
    const address = server.address();
    port = typeof address === 'object' && address ? address.port : 0;
  };
  const cut = async () => {
    const closed = new Promise((resolve) => server!.close(resolve));
    for (const socket of sockets) socket.destroy();
    sockets.clear();
    await closed;
  };
  await open();
  const url = new URL(target);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  return { url: url.href, open, cut, close: cut };
}
