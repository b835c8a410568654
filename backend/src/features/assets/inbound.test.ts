// Customers' files: fetched from the provider, shown when they are here, tried again, and given up when they are gone.
import { buffer } from 'node:stream/consumers';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { newId } from '../../platform/ids';
import { fetchMedia } from './inbound';

let gateway: TestGateway;
let app: TestApp;
let owner: TestPerson;
let line: { id: string; instance: string };

beforeAll(async () => {
  gateway = await startGateway();
  app = await createTestApp(gateway.env);
  owner = await app.register();
  line = await gateway.connectLine(app.parts, owner.tenantId);
});
afterAll(async () => {
  await app.close();
  await gateway.close();
});

/** A message whose file is still at the gateway. */
async function arrive(providerId: string): Promise<string> {
  const id = newId();
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const contact = await tx.one<{ id: string }>(
      `insert into contacts (tenant_id, name, first_name) values ($1, 'Ann', 'Ann') returning id`,
      [tx.tenantId],
    );
    await tx.query(
      `insert into messages (tenant_id, id, connection_id, contact_id, direction, source, kind, state, media_state, provider_id, content)
       values ($1, $2, $3, $4, 'in', 'contact', 'image', 'received', 'pending', $5, '{"media":{"kind":"image","mime":"image/jpeg","voice":false}}')`,
      [tx.tenantId, id, line.id, contact?.id, `${providerId}-${id}`],
    );
    await tx.query(
      'insert into media_fetches (tenant_id, message_id, connection_id, reference) values ($1, $2, $3, $4)',
      [tx.tenantId, id, line.id, JSON.stringify({ id: providerId })],
    );
  });
  return id;
}

const read = async <Row extends object>(sql: string, id: string) =>
  (await app.parts.db.read<Row>(owner.tenantId, sql, [owner.tenantId, id]))[0];
const messageOf = (id: string) =>
  read<{ media_state: string; kind: string | null; storage_key: string | null; width: number | null }>(
    `select m.media_state, a.kind, a.storage_key, a.width from messages m left join assets a on a.tenant_id = m.tenant_id and a.id = m.asset_id
     where m.tenant_id = $1 and m.id = $2`,
    id,
  );
const orderOf = (id: string) =>
  read<{ attempts: number }>('select attempts from media_fetches where tenant_id = $1 and message_id = $2', id);

test('a file is stored once with its measures, however many fetch it at once', async () => {
  const { messageId: providerId } = await gateway.sandbox.control.receiveInbound(line.instance, {
    from: '15550001111',
    kind: 'image',
  });
  const id = await arrive(providerId);
  await Promise.all([1, 2, 3].map(() => fetchMedia(app.parts, owner.tenantId, id)));
  const message = await messageOf(id);
  expect(message).toMatchObject({ media_state: 'ready', kind: 'image', width: expect.any(Number) });
  expect((await buffer(await app.parts.storage.get(message?.storage_key ?? ''))).length).toBeGreaterThan(0);
  expect(await orderOf(id)).toBeUndefined();
  const [count] = await app.parts.db.read<{ n: number }>(
    owner.tenantId,
    'select count(*)::int as n from assets where tenant_id = $1',
    [owner.tenantId],
  );
  expect(count?.n).toBe(1);
});

test('a file that the gateway does not have any more is given up at once', async () => {
  const id = await arrive('never-there');
  expect(await fetchMedia(app.parts, owner.tenantId, id)).toBeUndefined();
  expect(await messageOf(id)).toMatchObject({ media_state: 'failed', storage_key: null });
});

test('while the gateway is away the file is asked for again, later each time, and given up in the end', async () => {
  const id = await arrive('later');
  const cut = await createTestApp({ EVOLUTION_API_URL: 'http://127.0.0.1:9', EVOLUTION_API_KEY: 'key' });
  const waits: number[] = [];
  for (;;) {
    const result = await fetchMedia(cut.parts, owner.tenantId, id);
    if (!result) break;
    expect((await messageOf(id))?.media_state).toBe('pending');
    waits.push(result.againInMs / 1000);
  }
  await cut.close();
  expect(waits).toEqual([10, 60, 300, 1200, 3600]);
  expect((await messageOf(id))?.media_state).toBe('failed');
});
