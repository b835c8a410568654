// The demo data, seeded against the sandbox gateway.
import { startSandbox } from '@parley/sandbox';
import supertest from 'supertest';
import { createTestApp, type TestApp, testConfig } from '../../../test/app';
import { seedDemo } from './seed';

let test: TestApp;
let sandbox: Awaited<ReturnType<typeof startSandbox>>;
let environment: Record<string, string>;

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, host: '127.0.0.1', apiKey: 'sandbox-key' });
  const port = String(20_000 + Math.floor(Math.random() * 20_000));
  environment = {
    EVOLUTION_API_URL: sandbox.url,
    EVOLUTION_API_KEY: 'sandbox-key',
    EVOLUTION_WEBHOOK_URL: `http://127.0.0.1:${port}`,
    PORT: port,
    CREDITS_ON_SIGNUP: '100',
  };
  test = await createTestApp(environment);
});
afterAll(async () => {
  await test.close();
  await sandbox.stop();
});

async function countAll(tenantId: string) {
  const [row] = await test.parts.db.read<Record<string, number>>(
    tenantId,
    `select (select count(*)::int from memberships) as members, (select count(*)::int from contacts) as contacts,
       (select count(*)::int from templates) as templates, (select count(*)::int from connections where state = 'connected') as connected,
       (select count(*)::int from chats where status = 'open') as open, (select count(*)::int from chats where unread_count > 0) as unread,
       (select count(*)::int from messages) as messages, (select count(*)::int from campaigns where status = 'completed') as campaigns,
       (select balance::int from credit_accounts) as balance, (select sum(amount)::int from credit_entries) as ledger,
       (select reserved::int from credit_accounts) as reserved`,
  );
  return row!;
}

it('a first start ends with a team that can launch, and a second changes nothing', async () => {
  expect(await seedDemo(testConfig(environment))).toBe('The demo is ready; "Main line" is connected.');
  const signIn = await supertest(test.app)
    .post('/api/auth/login')
    .send({ email: 'admin@demo.localhost', password: 'admin123' })
    .expect(200);
  const { tenant, accessToken } = signIn.body.data;
  expect(tenant).toMatchObject({ name: 'Northbank Coaching', country: 'IL', timezone: 'Asia/Jerusalem' });
  const first = await countAll(tenant.id);
  expect(first).toMatchObject({
    members: 4,
    contacts: 200,
    templates: 2,
    connected: 1,
    campaigns: 1,
    balance: 2000,
    ledger: 2000,
    reserved: 0,
  });
  expect(first.unread).toBeGreaterThan(3);
  const overview = await supertest(test.app)
    .get('/api/stats/overview')
    .set('authorization', `Bearer ${accessToken}`)
    .expect(200);
  expect(overview.body.data).toMatchObject({
    contacts: { total: 200 },
    chats: { open: first.open, unread: first.unread },
    connections: { connected: 1, total: 1 },
    credits: { balance: 2000 },
  });
  expect(await seedDemo(testConfig(environment))).toBe('The demo is ready; "Main line" is connected.');
  expect(await countAll(tenant.id)).toEqual(first);
});

it('the finished campaign’s counts are those of its recipients', async () => {
  const signIn = await supertest(test.app)
    .post('/api/auth/login')
    .send({ email: 'coach@demo.localhost', password: 'coach123' })
    .expect(200);
  const rows = await test.parts.db.read(
    signIn.body.data.tenant.id,
    `select k.total_count, k.sent_count, k.delivered_count, k.read_count, k.failed_count, k.skipped_count, k.replied_count from campaigns k
     union all
     select count(*)::int, count(sent_at)::int, count(delivered_at)::int, count(read_at)::int, count(*) filter (where state = 'failed')::int,
       count(*) filter (where state = 'skipped')::int, count(replied_at)::int from messages where campaign_id is not null`,
  );
  expect(rows[1]).toEqual(rows[0]);
});

it('a demo whose passwords were changed is left alone', async () => {
  await test.parts.db
    .system('test')
    .query("update users set password_hash = 'changed' where email = 'admin@demo.localhost'");
  expect(await seedDemo(testConfig(environment))).toMatch('nothing was changed');
});

it('production gets no demo data', async () => {
  await expect(seedDemo({ ...testConfig(environment), production: true })).rejects.toThrow('not for production');
});
