// Budgets over HTTP, who pays for what, the warning, and a statement that reconciles.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { addPeople, draft, runJob, type Scene, setScene, settleAs } from '../campaigns/test-kit';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

const limit = (boss: TestPerson, userId: string, allowance: number | null, status = 200) =>
  boss.put(`/api/credits/budgets/${userId}`, { allowance, reason: 'June' }).expect(status);

async function budgetOf(boss: TestPerson, userId: string) {
  const res = await boss.get('/api/credits/budgets').expect(200);
  return res.body.data.find((budget: { userId: string }) => budget.userId === userId);
}

/** A coach with twenty people of their own and a campaign to all of them. */
async function coachAt({ owner, connectionId }: Scene) {
  const coach = await app.join(owner, 'coach');
  await addPeople(app, owner.tenantId, { count: 20, ownerId: coach.userId });
  return { coach, campaignId: await draft(coach, connectionId) };
}

test('a limit is set, shown, explained in the statement, and lifted', async () => {
  const owner = await app.register('Noa');
  const coach = await app.join(owner, 'coach');
  expect(await budgetOf(owner, coach.userId)).toMatchObject({ allowance: null, used: 0, reserved: 0, left: null });
  const set = await limit(owner, coach.userId, 30);
  expect(set.body.data).toMatchObject({ userId: coach.userId, allowance: 30, left: 30 });
  expect((await coach.get('/api/credits')).body.data.budget).toEqual({ allowance: 30, left: 30 });
  const entries = await owner.get('/api/credits/entries?kind=budget').expect(200);
  expect(entries.body.data).toMatchObject([
    { amount: 0, allowance: 30, balanceAfter: 1000, memberId: coach.userId, reason: 'June', actorName: 'Noa' },
  ]);
  await limit(owner, coach.userId, null);
  expect((await coach.get('/api/credits')).body.data.budget).toBeNull();
});

test('budgets are for admins, of members, and not below zero', async () => {
  const owner = await app.register();
  const coach = await app.join(owner, 'coach');
  const stranger = await app.register();
  await coach.get('/api/credits/budgets').expect(403);
  await limit(coach, coach.userId, 5, 403);
  await limit(owner, stranger.userId, 5, 404);
  await limit(owner, coach.userId, -1, 400);
  await coach.patch('/api/credits', { lowBelow: 5 }).expect(403);
  await coach.get(`/api/credits/campaigns/${owner.userId}`).expect(404);
});

test('a campaign spends its owner’s budget, whoever starts it; what comes back comes back there', async () => {
  const scene = await setScene(app);
  const { owner } = scene;
  const { coach, campaignId } = await coachAt(scene);
  await limit(owner, coach.userId, 19);
  const check = await coach.post(`/api/campaigns/${campaignId}/check`).expect(200);
  expect(check.body.data.cost).toMatchObject({ required: 20, balance: 1000, budgetLeft: 19 });
  expect(check.body.data.problems).toMatchObject([{ code: 'insufficient_credits', severity: 'block' }]);
  const refused = await owner.post(`/api/campaigns/${campaignId}/start`).expect(402);
  expect(refused.body.data).toMatchObject({ balance: 19, required: 20, suggestion: expect.stringContaining('admin') });

  await limit(owner, coach.userId, 25);
  await owner.post(`/api/campaigns/${campaignId}/start`).expect(200);
  await runJob(app, owner.tenantId, campaignId);
  expect(await budgetOf(owner, coach.userId)).toMatchObject({ reserved: 20, used: 0, left: 5 });
  await settleAs(app, owner.tenantId, campaignId, 'sent', 12);
  await settleAs(app, owner.tenantId, campaignId, 'failed', 3);
  expect(await budgetOf(owner, coach.userId)).toMatchObject({ reserved: 5, used: 12, left: 8 });
  const totals = await coach.get(`/api/credits/campaigns/${campaignId}`).expect(200);
  expect(totals.body.data).toEqual({ campaignId, reserved: 20, captured: 12, released: 3, open: 5, refunded: 0 });

  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update campaigns set owner_id = null where id = $1', [campaignId]),
  );
  await settleAs(app, owner.tenantId, campaignId, 'failed', 5);
  expect(await budgetOf(owner, coach.userId)).toMatchObject({ reserved: 0, used: 12, left: 13 });
});

test('200 launches at once: the balance allows so many, those start, the others are refused with 402', async () => {
  const scene = await setScene(app);
  const { owner, connectionId } = scene;
  await addPeople(app, owner.tenantId, { count: 90 });
  const ids = await Promise.all(Array.from({ length: 200 }, () => draft(owner, connectionId)));
  const answers = await Promise.all(ids.map((id) => owner.post(`/api/campaigns/${id}/start`)));
  const count = (status: number) => answers.filter((res) => res.status === status).length;
  expect([count(200), count(402)]).toEqual([11, 189]);
  expect((await owner.get('/api/credits')).body.data).toMatchObject({ balance: 10, reserved: 990, used: 0 });
  const low = await app.parts.db.read(owner.tenantId, "select 1 from events where type = 'credits.low'", []);
  expect(low).toHaveLength(1);
}, 120_000);

test('the statement sums up a day by campaign, and its lines add up to the ledger over pages', async () => {
  const scene = await setScene(app);
  const { owner } = scene;
  const { campaignId } = await coachAt(scene);
  await owner.post(`/api/campaigns/${campaignId}/start`).expect(200);
  await runJob(app, owner.tenantId, campaignId);
  for (let n = 0; n < 6; n += 1) {
    await settleAs(app, owner.tenantId, campaignId, 'sent', 2);
    await settleAs(app, owner.tenantId, campaignId, 'failed', 1);
    await owner.post('/api/credits/top-up', { amount: 1, reason: `No. ${n}` }).expect(201);
  }
  const all = (await owner.get('/api/credits/statement').expect(200)).body.data;
  expect(all).toHaveLength(6 + 3 + 1);
  expect(all.find((line: { kind: string }) => line.kind === 'capture')).toMatchObject({
    usedChange: 12,
    entries: 6,
    campaignId,
  });

  const sum = { amount: 0, entries: 0 };
  for (let cursor = ''; ; ) {
    const page = (await owner.get(`/api/credits/statement?limit=2${cursor}`).expect(200)).body;
    for (const line of page.data) {
      sum.amount += line.amount;
      sum.entries += line.entries;
    }
    if (!page.pagination.nextCursor) break;
    cursor = `&cursor=${page.pagination.nextCursor}`;
  }
  expect(sum).toEqual({ amount: 1000 + 6 - 14 + 0, entries: 1 + 6 + 1 + 12 });
  expect((await owner.get('/api/credits')).body.data.balance).toBe(sum.amount);

  const one = (await owner.get(`/api/credits/entries?campaignId=${campaignId}&kind=release`).expect(200)).body.data;
  expect(one).toHaveLength(6);
  const today = new Date().toISOString().slice(0, 10);
  expect((await owner.get(`/api/credits/statement?from=${today}&to=${today}`)).body.data).toHaveLength(all.length);
  expect((await owner.get('/api/credits/statement?to=2020-01-01')).body.data).toEqual([]);
  const csv = await owner.get('/api/credits/entries.csv?kind=top_up').expect(200);
  expect(csv.text.trim().split('\n')).toHaveLength(7);
});

test('a coach sees their own entries only', async () => {
  const scene = await setScene(app);
  const { coach, campaignId } = await coachAt(scene);
  await scene.owner.post('/api/credits/top-up', { amount: 1, reason: 'Secret' }).expect(201);
  await coach.post(`/api/campaigns/${campaignId}/start`).expect(200);
  const lines = (await coach.get('/api/credits/statement').expect(200)).body.data;
  expect(lines).toMatchObject([{ kind: 'reserve', amount: -20, memberId: coach.userId }]);
});

test('running low is told once for each time the line is crossed', async () => {
  const scene = await setScene(app);
  const { owner } = scene;
  const { coach, campaignId } = await coachAt(scene);
  await owner.patch('/api/credits', { lowBelow: 990 }).expect(200);
  await limit(owner, coach.userId, 21);
  await coach.post(`/api/campaigns/${campaignId}/start`).expect(200);
  const told = await app.parts.db.read<{ subject_id: string | null; data: object }>(
    owner.tenantId,
    "select subject_id, data from events where type = 'credits.low' order by id",
    [],
  );
  expect(told).toEqual([
    { subject_id: null, data: { balance: 980 } },
    { subject_id: coach.userId, data: { left: 1 } },
  ]);
});
