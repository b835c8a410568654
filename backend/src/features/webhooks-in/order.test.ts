// Webhooks come late, doubled and in any order: the state they leave is the same. And the whole way from a customer's phone, over sockets.
import fc from 'fast-check';
import supertest from 'supertest';
import { insertConnection, type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { createReachableApp, type ReachableApp } from '../../../test/reachable';
import { applyLateMatches } from '../outbox/statuses';
import { applyNext } from './apply';

let gateway: TestGateway;
let app: ReachableApp;

beforeAll(async () => {
  gateway = await startGateway();
  app = await createReachableApp(gateway.env);
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

const jid = '15550001111@s.whatsapp.net';
const lid = '198765432109876@lid';
type Webhook = { event: string; data: unknown; instance?: string; date_time?: string };

const text = (id: string, words: string, second: number, key: object = { remoteJid: jid, fromMe: false }): Webhook => ({
  event: 'messages.upsert',
  data: {
    key: { id, ...key },
    pushName: 'Ann',
    messageType: 'conversation',
    message: { conversation: words },
    messageTimestamp: 1_763_719_200 + second,
  },
});
const status = (keyId: string, of: string): Webhook => ({
  event: 'messages.update',
  data: { keyId, remoteJid: lid, fromMe: true, status: of },
});
const edit = (id: string, words: string, ms: number): Webhook => ({
  event: 'messages.edited',
  data: {
    key: { id, remoteJid: jid },
    type: 'MESSAGE_EDIT',
    editedMessage: { conversation: words },
    timestampMs: String(1_763_719_200_000 + ms),
  },
});
const lineState = (state: string, ms: number, rest: object = {}): Webhook => ({
  event: 'connection.update',
  data: { state, ...rest },
  date_time: new Date(Date.now() - 60_000 + ms).toISOString(),
});

/** What people would see. */
interface Seen {
  messages: unknown[];
  contacts: unknown[];
  chats: unknown[];
  line: unknown[];
}

/** Plays webhooks to a new tenant's line in two halves and reads what became of them. */
async function play(owner: TestPerson, webhooks: readonly Webhook[], half: number): Promise<Seen> {
  const line = await insertConnection(app.parts, owner.tenantId);
  const sql = (query: string) => app.parts.db.read<object>(owner.tenantId, query, [owner.tenantId]);
  const post = (webhook: Webhook) =>
    supertest(app.app)
      .post(`/api/webhooks/evolution/${line.token}`)
      .set('authorization', `Bearer ${line.header}`)
      .set('content-type', 'application/json')
      .send(JSON.stringify(webhook))
      .expect(200);
  for (const part of [webhooks.slice(0, half), webhooks.slice(half)]) {
    for (const webhook of part) await post(webhook);
    await sql("update webhook_events set received_at = received_at - interval '20 seconds' where tenant_id = $1");
    await applyNext(app.parts, owner.tenantId, line.id);
  }
  await applyNext(app.parts, owner.tenantId, line.id);
  await app.parts.db.withTenant(owner.tenantId, (tx) => applyLateMatches(tx, app.parts, line.id));
  expect(await sql('select 1 from webhook_events where tenant_id = $1 and applied_at is null')).toEqual([]);
  return {
    messages: await sql(
      'select provider_id, direction, source, text, state from messages where tenant_id = $1 order by provider_id',
    ),
    contacts: await sql('select name, phone from contacts where tenant_id = $1'),
    chats: await sql("select unread_count, last_message ->> 'preview' as preview from chats where tenant_id = $1"),
    line: await sql('select state, reason, phone from connections where tenant_id = $1'),
  };
}

test('any order and number of the same webhooks leaves the same state', async () => {
  const story: Webhook[] = [
    lineState('open', 0, { wuid: '972500000001@s.whatsapp.net', profileName: 'Shop' }),
    text('A1', 'hello', 0, { remoteJid: lid, remoteJidAlt: jid, fromMe: false }),
    text('A2', 'anyone there?', 10),
    text('B1', 'yes!', 20, { remoteJid: jid, fromMe: true }),
    status('B1', 'SERVER_ACK'),
    status('B1', 'DELIVERY_ACK'),
    status('B1', 'READ'),
    text('A3', 'great', 30, { remoteJid: jid, remoteJidAlt: lid, fromMe: false }),
    edit('A2', 'anybody there?', 12_000),
    edit('A2', 'anyone here?', 14_000),
    lineState('connecting', 1000),
    lineState('close', 2000, { statusReason: 401 }),
  ];
  const expected = await play(await app.register(), story, story.length);
  expect(expected).toEqual({
    messages: [
      { provider_id: 'A1', direction: 'in', source: 'contact', text: 'hello', state: 'received' },
      { provider_id: 'A2', direction: 'in', source: 'contact', text: 'anyone here?', state: 'received' },
      { provider_id: 'A3', direction: 'in', source: 'contact', text: 'great', state: 'received' },
      { provider_id: 'B1', direction: 'out', source: 'phone', text: 'yes!', state: 'read' },
    ],
    contacts: [{ name: 'Ann', phone: '+15550001111' }],
    chats: [{ unread_count: 3, preview: 'great' }],
    line: [{ state: 'disconnected', reason: 'logged_out', phone: '+972500000001' }],
  });
  const shuffled = fc
    .array(fc.constantFrom(...story), { maxLength: 8 })
    .chain((copies) => fc.shuffledSubarray([...story, ...copies], { minLength: story.length + copies.length }));
  await fc.assert(
    fc.asyncProperty(shuffled, fc.nat({ max: story.length }), async (webhooks, half) => {
      expect(await play(await app.register(), webhooks, half)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});

test('messages of one second, the finest that WhatsApp tells, stand as they were told, however they are applied', async () => {
  const owner = await app.register();
  const burst = Array.from({ length: 30 }, (_, n) => text(`BURST${n}`, `${n}`, 5));
  await play(owner, [text('NEXT', 'next', 6), ...burst], 11);
  const rows = await app.parts.db.read<{ text: string }>(
    owner.tenantId,
    'select text from messages where tenant_id = $1 order by at, id',
    [owner.tenantId],
  );
  expect(rows.map((row) => row.text)).toEqual([...burst.map((_, n) => `${n}`), 'next']);
});

test('from a customer’s phone to the inbox and back, each message once', async () => {
  app.work();
  const owner = await app.register();
  const added = await owner
    .post('/api/social-connections', { channel: 'whatsapp_evolution', name: 'Main' })
    .expect(201);
  const id: string = added.body.data.id;
  await owner.post(`/api/social-connections/${id}/connect`).expect(200);
  const [row] = await app.parts.db.read<{ instance_name: string }>(
    owner.tenantId,
    'select instance_name from connections where tenant_id = $1',
    [owner.tenantId],
  );
  const { control } = gateway.sandbox;
  const instance = row!.instance_name;
  await control.scan(instance);
  await control.receiveInbound(instance, { from: '15550002222', pushName: 'Ben', text: 'hi', lid: 'only', repeat: 5 });
  await control.receiveInbound(instance, { from: '15550002222', pushName: 'Ben', text: 'it is me', lid: true });
  await control.receiveInbound(instance, { from: '15550002222', kind: 'location' });
  await control.receiveInbound(instance, { from: '15550003333', text: 'in a group', groupJid: '1203@g.us' });
  await control.typeOnPhone(instance, { to: '15550002222', text: 'hello Ben' });
  const read = () =>
    app.parts.db.read<{ kind: string; text: string | null; direction: string; state: string }>(
      owner.tenantId,
      'select kind, text, direction, state from messages where tenant_id = $1 order by at, id',
      [owner.tenantId],
    );
  await until('all is read', async () => {
    const rows = await read();
    return (
      rows.length === 4 &&
      rows.every((one) => one.direction === 'in' || one.state === 'delivered' || one.state === 'read')
    );
  });
  const rows = await read();
  expect(rows.map((one) => one.kind).sort()).toEqual(['location', 'text', 'text', 'text']);
  expect(rows.map((one) => one.text)).toEqual(expect.arrayContaining(['hi', 'it is me', 'hello Ben']));
  const people = await app.parts.db.read(owner.tenantId, 'select name, phone from contacts where tenant_id = $1', [
    owner.tenantId,
  ]);
  expect(people).toEqual([{ name: 'Ben', phone: '+15550002222' }]);
});
