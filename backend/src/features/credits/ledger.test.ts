// The ledger with budgets against a model: random interleavings, and two hundred connections at once.
import fc from 'fast-check';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import type { TenantTx } from '../../platform/db/database';
import { addCredits, captureCredits, refundCredits, releaseCredits, reserveCredits } from './ledger';
import { listBudgets, readAccount } from './queries';
import { reconcile } from './reconcile';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register('Owner');
  coach = await app.join(owner, 'coach');
});
afterAll(() => app.close());

interface Purse {
  reserved: number;
  used: number;
}
interface Budget extends Purse {
  allowance: number | null;
  usedBefore: number;
}
interface Model extends Purse {
  balance: number;
  budgets: Record<string, Budget>;
}

const verbs = {
  reserve: { act: reserveCredits, from: 'balance', to: 'reserved' },
  capture: { act: captureCredits, from: 'reserved', to: 'used' },
  release: { act: releaseCredits, from: 'reserved', to: 'balance' },
  refund: { act: refundCredits, from: 'used', to: 'balance' },
} as const;

function leftOf({ allowance, usedBefore, reserved, used }: Budget): number {
  return allowance === null ? Number.POSITIVE_INFINITY : allowance + usedBefore - reserved - used;
}

/** Does a movement in the ledger and in the model. A reserve beyond the means must be refused; other overdrafts are never asked for. */
async function take(
  tx: TenantTx,
  model: Model,
  verb: keyof typeof verbs,
  userId: string,
  amount: number,
): Promise<void> {
  const { act, from, to } = verbs[verb];
  const budget = model.budgets[userId]!;
  if (verb === 'reserve') {
    if (amount > Math.min(model.balance, leftOf(budget))) {
      if (amount > 0) await expect(act(tx, { amount, userId })).rejects.toMatchObject({ code: 'insufficient_credits' });
      return;
    }
  } else if (amount > budget[from === 'used' ? 'used' : 'reserved']) return;
  await act(tx, { amount, userId });
  model[from] -= amount;
  model[to] += amount;
  if (from !== 'balance') budget[from] -= amount;
  if (to !== 'balance') budget[to] += amount;
}

async function limit(model: Model, userId: string, allowance: number | null): Promise<void> {
  const budget = model.budgets[userId]!;
  await owner.put(`/api/credits/budgets/${userId}`, { allowance }).expect(200);
  if (budget.allowance === null) budget.usedBefore = budget.used;
  budget.allowance = allowance;
}

const who = fc.constantFrom('owner' as const, 'coach' as const);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      verb: fc.constantFrom('reserve', 'capture', 'release', 'refund'),
      who,
      amount: fc.integer({ min: 0, max: 300 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ verb: fc.constant('topUp' as const), who, amount: fc.integer({ min: 1, max: 200 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      verb: fc.constant('limit' as const),
      who,
      amount: fc.option(fc.integer({ min: 0, max: 400 })),
    }),
  },
);

async function sums(tenantId: string) {
  const rows = await app.parts.db.read<{ user_id: string | null; balance: number; reserved: number; used: number }>(
    tenantId,
    'select user_id, sum(amount)::int as balance, sum(reserved_change)::int as reserved, sum(used_change)::int as used from credit_entries where tenant_id = $1 group by user_id',
    [tenantId],
  );
  const total = (key: 'balance' | 'reserved' | 'used') => rows.reduce((sum, row) => sum + row[key], 0);
  return { account: { balance: total('balance'), reserved: total('reserved'), used: total('used') }, rows };
}

test('whatever is done in whatever order, account and budgets are the sums of their entries and never below zero', async () => {
  const { tenantId } = owner;
  const ids = { owner: owner.userId, coach: coach.userId };
  const start = await app.parts.db.withTenant(tenantId, readAccount);
  const fresh = (): Budget => ({ allowance: null, usedBefore: 0, reserved: 0, used: 0 });
  const model: Model = { ...start, budgets: { [ids.owner]: fresh(), [ids.coach]: fresh() } };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
      for (const { verb, who: name, amount } of steps) {
        const userId = ids[name];
        if (verb === 'limit') await limit(model, userId, amount);
        else if (verb === 'topUp') {
          await app.parts.db.withTenant(tenantId, (tx) =>
            addCredits(tx, { amount, actorId: ids.owner, reason: 'More' }),
          );
          model.balance += amount;
        } else await app.parts.db.withTenant(tenantId, (tx) => take(tx, model, verb, userId, amount));
      }
      const { balance, reserved, used } = model;
      expect(await app.parts.db.withTenant(tenantId, readAccount)).toMatchObject({ balance, reserved, used });
      const ledger = await sums(tenantId);
      expect(ledger.account).toEqual({ balance, reserved, used });
      const budgets = await app.parts.db.withTenant(tenantId, (tx) => listBudgets(tx, null));
      for (const shown of budgets) {
        const wanted = model.budgets[shown.userId]!;
        const of = ledger.rows.find((row) => row.user_id === shown.userId) ?? { reserved: 0, used: 0 };
        expect(of).toMatchObject({ reserved: wanted.reserved, used: wanted.used });
        expect(shown.left).toBe(wanted.allowance === null ? null : Math.max(0, leftOf(wanted)));
      }
    }),
    { numRuns: 25 },
  );
  expect((await reconcile(app.parts)).filter((fault) => fault.tenantId === tenantId)).toEqual([]);
});

const manyAtOnce = (person: TestPerson, userId: string, amount: number) =>
  Promise.allSettled(
    Array.from({ length: 200 }, () =>
      app.parts.db.withTenant(person.tenantId, (tx) => reserveCredits(tx, { amount, userId })),
    ),
  );

test('200 reserves at once within a budget: exactly what it allows goes through, the others are told the budget is short', async () => {
  const boss = await app.register();
  const member = await app.join(boss, 'coach');
  await boss.put(`/api/credits/budgets/${member.userId}`, { allowance: 100 }).expect(200);
  const results = await manyAtOnce(boss, member.userId, 7);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(14);
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({
        code: 'insufficient_credits',
        data: { required: 7, balance: 2, suggestion: expect.stringContaining('Ask an admin') },
      });
  expect(await app.parts.db.withTenant(boss.tenantId, readAccount)).toMatchObject({ balance: 902, reserved: 98 });
  expect((await sums(boss.tenantId)).account).toEqual({ balance: 902, reserved: 98, used: 0 });
  expect((await member.get('/api/credits').expect(200)).body.data.budget).toEqual({ allowance: 100, left: 2 });
});

test('a limit set while 200 reserves run is kept from that moment on', async () => {
  const boss = await app.register();
  const member = await app.join(boss, 'coach');
  const [results] = await Promise.all([
    manyAtOnce(boss, member.userId, 5),
    boss.put(`/api/credits/budgets/${member.userId}`, { allowance: 50 }).expect(200),
  ]);
  const granted = results.filter((result) => result.status === 'fulfilled').length * 5;
  const entries = await app.parts.db.read<{ kind: string; after: number }>(
    boss.tenantId,
    "select kind, (sum(reserved_change) over (order by id))::int as after from credit_entries where tenant_id = $1 and kind in ('reserve', 'budget') order by id",
    [boss.tenantId],
  );
  const limitAt = entries.findIndex((entry) => entry.kind === 'budget');
  const before = entries[limitAt]!.after;
  expect(granted).toBe(Math.max(before, 50));
});

test('a balance that somebody changed past the ledger is told by the daily comparison and left as it is', async () => {
  const boss = await app.register();
  await app.parts.db.withTenant(boss.tenantId, (tx) =>
    tx.query('update credit_accounts set balance = 7 where tenant_id = $1', [tx.tenantId]),
  );
  const faults = (await reconcile(app.parts)).filter((fault) => fault.tenantId === boss.tenantId);
  expect(faults).toEqual([{ tenantId: boss.tenantId, userId: null }]);
  expect(await app.parts.db.withTenant(boss.tenantId, readAccount)).toMatchObject({ balance: 7 });
  const told = await app.parts.db.read(boss.tenantId, "select 1 from events where type = 'credits.faulty'", []);
  expect(told.length).toBeGreaterThanOrEqual(1);
});
