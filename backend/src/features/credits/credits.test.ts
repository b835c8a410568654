// The ledger under parallel launches, and over HTTP.
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { AppError } from '../../platform/errors';
import { reserveCredits } from './ledger';
import { readAccount } from './queries';

let app: TestApp;
let owner: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
});
afterAll(() => app.close());

async function sumOfEntries(tenantId: string) {
  const [sum] = await app.parts.db.read<{ balance: number; reserved: number; used: number }>(
    tenantId,
    'select sum(amount)::int as balance, sum(reserved_change)::int as reserved, sum(used_change)::int as used from credit_entries where tenant_id = $1',
    [tenantId],
  );
  return sum;
}

const account = (tenantId: string) => app.parts.db.withTenant(tenantId, readAccount);

test('200 reservations at once never spend a credit twice', async () => {
  const rich = await app.register();
  const results = await Promise.allSettled(
    Array.from({ length: 200 }, () =>
      app.parts.db.withTenant(rich.tenantId, (tx) => reserveCredits(tx, { amount: 7 })),
    ),
  );
  const granted = results.filter((result) => result.status === 'fulfilled').length;
  expect(granted).toBe(Math.floor(1000 / 7));
  expect(await account(rich.tenantId)).toMatchObject({ balance: 1000 - granted * 7, reserved: granted * 7, used: 0 });
  expect(await sumOfEntries(rich.tenantId)).toMatchObject({ balance: 1000 - granted * 7, reserved: granted * 7 });
  const balances = await app.parts.db.read<{ balance_after: number; running: number }>(
    rich.tenantId,
    'select balance_after, sum(amount) over (order by id)::int as running from credit_entries where tenant_id = $1 order by id',
    [rich.tenantId],
  );
  expect(balances.every((row) => row.balance_after === row.running)).toBe(true);
});

test('a shortage says what is there, what is needed and what to do', async () => {
  const poor = await app.register();
  const refusal = await app.parts.db
    .withTenant(poor.tenantId, (tx) => reserveCredits(tx, { amount: 1200 }))
    .catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(AppError);
  expect(refusal).toMatchObject({
    code: 'insufficient_credits',
    data: { balance: 1000, required: 1200, suggestion: expect.stringContaining('Top up at least 200') },
  });
  expect(await account(poor.tenantId)).toMatchObject({ balance: 1000, reserved: 0, used: 0 });
});

test('amounts that are no whole number from 0 never reach the ledger', async () => {
  for (const amount of [-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
    await expect(app.parts.db.withTenant(owner.tenantId, (tx) => reserveCredits(tx, { amount }))).rejects.toThrow(
      'whole number',
    );
});

describe('over HTTP', () => {
  test('a top-up is added, explained and signed in the statement', async () => {
    const person = await app.register('Noa');
    const res = await person.post('/api/credits/top-up', { amount: 250, reason: 'Invoice 7' }).expect(201);
    expect(res.body.data).toEqual({ balance: 1250, reserved: 0, used: 0, lowBelow: 100, budget: null });
    expect((await person.get('/api/credits').expect(200)).body.data).toEqual(res.body.data);
    const statement = await person.get('/api/credits/entries').expect(200);
    expect(statement.body.data).toMatchObject([
      { kind: 'top_up', amount: 250, balanceAfter: 1250, reason: 'Invoice 7', actorName: 'Noa' },
      { kind: 'signup', amount: 1000, balanceAfter: 1000 },
    ]);
  });

  test('the statement pages without a gap or a repeat and filters by kind', async () => {
    const person = await app.register();
    for (let n = 1; n <= 5; n += 1)
      await person.post('/api/credits/top-up', { amount: n, reason: `No. ${n}` }).expect(201);
    const seen: number[] = [];
    for (let cursor = ''; ; ) {
      const res = await person.get(`/api/credits/entries?limit=2${cursor}`).expect(200);
      seen.push(...res.body.data.map((entry: { amount: number }) => entry.amount));
      if (!res.body.pagination.nextCursor) break;
      cursor = `&cursor=${res.body.pagination.nextCursor}`;
    }
    expect(seen).toEqual([5, 4, 3, 2, 1, 1000]);
    const signups = await person.get('/api/credits/entries?kind=signup').expect(200);
    expect(signups.body.data).toHaveLength(1);
  });

  test('a made-up page marker is a 400, not a failure', async () => {
    const cursor = Buffer.from('["nonsense"]').toString('base64url');
    await owner.get(`/api/credits/entries?cursor=${cursor}`).expect(400);
    await owner.get('/api/credits/entries?cursor=%25').expect(400);
  });

  test('a quote says what it costs, whether there is enough, and what to do', async () => {
    const person = await app.register();
    const quote = async (recipients: number) =>
      (await person.post('/api/credits/quote', { recipients, messagesEach: 2 }).expect(200)).body.data;
    expect(await quote(500)).toEqual({
      required: 1000,
      balance: 1000,
      budgetLeft: null,
      enough: true,
      suggestion: null,
    });
    expect(await quote(501)).toMatchObject({
      required: 1002,
      enough: false,
      suggestion: expect.stringContaining('Top up'),
    });
    await person.post('/api/credits/quote', { recipients: -1 }).expect(400);
  });

  test('a top-up without an amount or a reason is a 400', async () => {
    await owner.post('/api/credits/top-up', { amount: 0, reason: 'x' }).expect(400);
    await owner.post('/api/credits/top-up', { amount: 5, reason: ' ' }).expect(400);
  });

  test('a coach reads the balance but tops nothing up', async () => {
    const coach = await app.join(owner, 'coach');
    await coach.get('/api/credits').expect(200);
    await coach.post('/api/credits/top-up', { amount: 5, reason: 'me' }).expect(403);
  });

  test('nobody reads credits without signing in', async () => {
    await supertest(app.app).get('/api/credits').expect(401);
  });

  test('where the operator sells credits, a tenant cannot help itself', async () => {
    const operated = await createTestApp({ CREDITS_TOP_UP_BY: 'operator' });
    try {
      const person = await operated.register();
      const res = await person.post('/api/credits/top-up', { amount: 5, reason: 'free' }).expect(403);
      expect(res.body.message).toContain('operator');
      expect((await person.get('/api/credits')).body.data.balance).toBe(1000);
    } finally {
      await operated.close();
    }
  });

  test('another tenant’s entries are never in the statement', async () => {
    const other = await app.register();
    const res = await other.get('/api/credits/entries').expect(200);
    expect(res.body.data).toHaveLength(1);
  });
});
