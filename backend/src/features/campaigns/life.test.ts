// A campaign's life after its launch: pause, resume, cancel, retry, recipients, and who sees any of it.
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { completeIfDone } from '../outbox';
import { pauseFailing } from '../outbox/brake';
import { lendHand } from './jobs';
import {
  addPeople,
  countStates,
  draft,
  type People,
  readMoney,
  runJob,
  type Scene,
  setScene,
  settleAs,
} from './test-kit';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: '20000' });
});
afterAll(() => app.close());

async function launched(of: People): Promise<Scene & { id: string }> {
  const scene = await setScene(app);
  await addPeople(app, scene.owner.tenantId, of);
  const id = await draft(scene.owner, scene.connectionId);
  await scene.owner.post(`/api/campaigns/${id}/start`).expect(200);
  await runJob(app, scene.owner.tenantId, id);
  return { ...scene, id };
}

test('pause and resume may be repeated and change nothing the second time', async () => {
  const { owner, id } = await launched({ count: 3 });
  for (const [verb, status] of [
    ['pause', 'paused'],
    ['pause', 'paused'],
    ['resume', 'running'],
    ['resume', 'running'],
  ] as const)
    expect((await owner.post(`/api/campaigns/${id}/${verb}`).expect(200)).body.data.status).toBe(status);
  const events = await app.parts.db.read<{ type: string }>(
    owner.tenantId,
    "select type from events where tenant_id = $1 and type in ('campaign.paused', 'campaign.resumed')",
    [owner.tenantId],
  );
  expect(events).toHaveLength(2);
});

test('whoever paused or cancelled is named while it stands still, and nobody once it goes on', async () => {
  const { owner, id } = await launched({ count: 2 });
  const stoppedBy = async () => (await owner.get(`/api/campaigns/${id}`)).body.data.stoppedBy;
  const { name } = (await owner.get('/api/auth/profile').expect(200)).body.data.user;
  expect(await stoppedBy()).toBeNull();
  for (const [verb, expected] of [
    ['pause', { name, at: expect.stringMatching(/Z$/) }],
    ['resume', null],
    ['cancel', { name, at: expect.stringMatching(/Z$/) }],
  ] as const) {
    const { data } = (await owner.post(`/api/campaigns/${id}/${verb}`).expect(200)).body;
    expect(data.stoppedBy).toEqual(expected);
    expect(data.stop).toBeNull();
  }
});

test('a campaign that stopped by itself ends once nobody is left: a retry is offered in place of going on, and it is judged afresh', async () => {
  const { owner, id } = await launched({ count: 2 });
  const read = async () => (await owner.get(`/api/campaigns/${id}`).expect(200)).body.data;
  const settleOne = async () => {
    await settleAs(app, owner.tenantId, id, 'failed', 1);
    await app.parts.db.withTenant(owner.tenantId, (tx) => completeIfDone(tx, app.parts, id));
  };
  const recent = () =>
    app.parts.db.read(
      owner.tenantId,
      'select recent_settled as settled, recent_failed as failed from campaigns where tenant_id = $1 and id = $2',
      [owner.tenantId, id],
    );
  await settleAs(app, owner.tenantId, id, 'sending', 2);
  await app.parts.db.withTenant(owner.tenantId, (tx) => pauseFailing(tx, app.parts, [id]));
  await settleOne();
  expect(await read()).toMatchObject({
    status: 'paused',
    statusReason: 'failure_rate',
    abilities: { resume: true, retryFailed: true },
  });
  await settleOne();
  expect(await read()).toMatchObject({
    status: 'completed',
    statusReason: null,
    stop: null,
    abilities: { resume: false, retryFailed: true },
  });
  expect(await recent()).toEqual([{ settled: 2, failed: 2 }]);
  await owner.post(`/api/campaigns/${id}/retry-failed`).expect(200);
  expect(await recent()).toEqual([{ settled: 0, failed: 0 }]);
});

test('what makes no sense in a state is a 409 that says so', async () => {
  const { owner, connectionId, id } = await launched({ count: 1 });
  for (const verb of ['start', 'retry-failed'])
    expect((await owner.post(`/api/campaigns/${id}/${verb}`).expect(409)).body.error).toBe('wrong_state');
  await owner.patch(`/api/campaigns/${id}`, { name: 'New' }).expect(409);
  await owner.del(`/api/campaigns/${id}`).expect(409);
  const unsent = await draft(owner, connectionId);
  for (const verb of ['pause', 'resume', 'cancel']) await owner.post(`/api/campaigns/${unsent}/${verb}`).expect(409);
});

test('a cancel takes back every unsent message and its credit, to the last one', async () => {
  const { owner, id } = await launched({ count: 5200, optedOut: 10 });
  await settleAs(app, owner.tenantId, id, 'sent', 60);
  await settleAs(app, owner.tenantId, id, 'failed', 30);
  const res = await owner.post(`/api/campaigns/${id}/cancel`).expect(200);
  expect(res.body.data.status).toBe('cancelled');
  expect(await runJob(app, owner.tenantId, id)).toBeUndefined();
  expect(await countStates(app, owner.tenantId, id)).toEqual({
    sent: 60,
    'failed:not_on_whatsapp': 30,
    'skipped:opted_out': 10,
    'skipped:campaign_cancelled': 5100,
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 60, reserved: 0, used: 60 });
  const { progress } = (await owner.get(`/api/campaigns/${id}`)).body.data;
  expect(progress).toMatchObject({
    pendingCount: 0,
    sentCount: 60,
    failedCount: 30,
    skippedCount: 5110,
    progressPercentage: 100,
  });
  expect(progress.finishedAt).not.toBeNull();
});

test('a cancel before all recipients are written still ends with one row per person and the whole reserve back', async () => {
  const scene = await setScene(app);
  await addPeople(app, scene.owner.tenantId, { count: 30 });
  const id = await draft(scene.owner, scene.connectionId);
  await scene.owner.post(`/api/campaigns/${id}/start`).expect(200);
  await scene.owner.post(`/api/campaigns/${id}/cancel`).expect(200);
  await runJob(app, scene.owner.tenantId, id);
  expect(await countStates(app, scene.owner.tenantId, id)).toEqual({ 'skipped:campaign_cancelled': 30 });
  expect(await readMoney(app, scene.owner.tenantId)).toEqual({ balance: 20_000, reserved: 0, used: 0 });
});

test('a cancel waits for what is on its way and keeps its credit until it is settled', async () => {
  const { owner, id } = await launched({ count: 5 });
  await settleAs(app, owner.tenantId, id, 'sending', 2);
  await owner.post(`/api/campaigns/${id}/cancel`).expect(200);
  expect(await runJob(app, owner.tenantId, id)).toMatchObject({ againInMs: expect.any(Number) });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 2, reserved: 2, used: 0 });
  await settleAs(app, owner.tenantId, id, 'sent', 2);
  expect(await runJob(app, owner.tenantId, id)).toBeUndefined();
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 2, reserved: 0, used: 2 });
});

test('a retry queues only the failed and reserves for exactly them', async () => {
  const { owner, id } = await launched({ count: 8 });
  await settleAs(app, owner.tenantId, id, 'sent', 3);
  await settleAs(app, owner.tenantId, id, 'failed', 5);
  await until('completion by the sweep', async () => {
    await lendHand(app.parts, owner.tenantId, id);
    return (await owner.get(`/api/campaigns/${id}`)).body.data.status === 'completed';
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 3, reserved: 0, used: 3 });
  const answers = await Promise.all([1, 2, 3].map(() => owner.post(`/api/campaigns/${id}/retry-failed`)));
  expect(answers.map((res) => res.status).sort()).toEqual([200, 409, 409]);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ sent: 3, queued: 5 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 8, reserved: 5, used: 3 });
  expect((await owner.get(`/api/campaigns/${id}`)).body.data).toMatchObject({
    status: 'running',
    progress: { pendingCount: 5, failedCount: 0, sentCount: 3, finishedAt: null },
  });
});

test('a campaign whose number was removed is neither retried nor started; a removal at the same moment as a start loses or wins whole', async () => {
  const { owner, id, connectionId } = await launched({ count: 2 });
  await settleAs(app, owner.tenantId, id, 'failed', 2);
  await lendHand(app.parts, owner.tenantId, id);
  await owner.del(`/api/social-connections/${connectionId}`).expect(200);
  expect((await owner.post(`/api/campaigns/${id}/retry-failed`).expect(409)).body.error).toBe('wrong_state');
  expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 0, used: 0 });
  for (let round = 0; round < 5; round += 1) {
    const line = await insertConnection(app.parts, owner.tenantId);
    const unsent = await draft(owner, line.id);
    const [started, removed] = await Promise.all([
      owner.post(`/api/campaigns/${unsent}/start`),
      owner.del(`/api/social-connections/${line.id}`),
    ]);
    expect([started.status, removed.status]).toEqual(started.status === 200 ? [200, 409] : [expect.any(Number), 200]);
    expect([200, 404, 409]).toContain(started.status);
  }
});

test('whatever happens at once, every recipient ends counted once and the ledger is exact', async () => {
  const scene = await setScene(app);
  const { tenantId } = scene.owner;
  await addPeople(app, tenantId, { count: 6000 });
  const id = await draft(scene.owner, scene.connectionId);
  await scene.owner.post(`/api/campaigns/${id}/start`).expect(200);
  const press = async (verb: string) => {
    const { status } = await scene.owner.post(`/api/campaigns/${id}/${verb}`);
    expect([200, 409]).toContain(status);
  };
  const settleMany = async (state: 'sent' | 'failed') => {
    for (let round = 0; round < 12; round += 1) await settleAs(app, tenantId, id, state, 40);
  };
  await Promise.all([
    runJob(app, tenantId, id),
    runJob(app, tenantId, id),
    settleMany('sent'),
    settleMany('failed'),
    press('pause').then(() => press('resume')),
    press('retry-failed').then(() => press('retry-failed')),
  ]);
  await Promise.all([press('cancel'), settleMany('sent'), settleMany('failed'), press('retry-failed')]);
  await Promise.all([runJob(app, tenantId, id), runJob(app, tenantId, id)]);
  expect(await runJob(app, tenantId, id)).toBeUndefined();
  const { progress } = (await scene.owner.get(`/api/campaigns/${id}`)).body.data;
  const states = await countStates(app, tenantId, id);
  expect(progress).toMatchObject({
    totalContacts: 6000,
    pendingCount: 0,
    sentCount: states.sent ?? 0,
    failedCount: states['failed:not_on_whatsapp'] ?? 0,
    skippedCount: states['skipped:campaign_cancelled'] ?? 0,
  });
  expect(await readMoney(app, tenantId)).toEqual({
    balance: 20_000 - progress.sentCount,
    reserved: 0,
    used: progress.sentCount,
  });
});

test('recipients page without gap or repeat, filter by outcome and reason, and sum up by cause', async () => {
  const { owner, id } = await launched({ count: 12, optedOut: 2 });
  await settleAs(app, owner.tenantId, id, 'failed', 4);
  for (const [filter, size] of [
    ['', 12],
    ['&outcome=pending', 6],
    ['&outcome=failed', 4],
    ['&errorCode=opted_out', 2],
    ['&replied=true', 0],
  ] as const) {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const res = await owner.get(`/api/campaigns/${id}/recipients?limit=5${filter}${cursor}`).expect(200);
      seen.push(...res.body.data.map((one: { id: string }) => one.id));
      if (!res.body.pagination.nextCursor) break;
      cursor = `&cursor=${res.body.pagination.nextCursor}`;
    }
    expect(seen).toHaveLength(size);
    expect(new Set(seen).size).toBe(size);
  }
  expect((await owner.get(`/api/campaigns/${id}/reasons`).expect(200)).body.data).toEqual([
    { state: 'failed', code: 'not_on_whatsapp', files: false, count: 4 },
    { state: 'skipped', code: 'opted_out', files: false, count: 2 },
  ]);
  await owner.get(`/api/campaigns/${id}/recipients?cursor=nonsense`).expect(400);
  await owner.get(`/api/campaigns/${id}/recipients?outcome=nonsense`).expect(400);
});

test('the CSV holds every recipient of the filter, and no cell that a spreadsheet would run', async () => {
  const { owner, id } = await launched({ count: 3, optedOut: 1 });
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query("update contacts set name = '=cmd()' where tenant_id = $1 and opted_out_at is not null", [owner.tenantId]),
  );
  const all = await owner
    .get(`/api/campaigns/${id}/recipients.csv`)
    .expect(200)
    .expect('content-type', /text\/csv/);
  expect(all.text.trim().split('\n')).toHaveLength(4);
  const skipped = await owner.get(`/api/campaigns/${id}/recipients.csv?outcome=skipped`).expect(200);
  const [, row] = skipped.text.trim().split('\n');
  expect(row).toMatch(/^'=cmd\(\),'\+9725\d{8},skipped,opted_out,/);
});

describe('who sees it', () => {
  let owner: TestPerson;
  let coach: TestPerson;
  let other: TestPerson;
  let connectionId: string;
  beforeAll(async () => {
    ({ owner, connectionId } = await setScene(app));
    coach = await app.join(owner, 'coach');
    other = await app.join(owner, 'coach');
  });

  test('a coach’s campaign to all reaches their own contacts and nobody else’s', async () => {
    await addPeople(app, owner.tenantId, { count: 3, ownerId: coach.userId });
    await addPeople(app, owner.tenantId, { count: 4, ownerId: other.userId });
    await addPeople(app, owner.tenantId, { count: 5 });
    const id = await draft(coach, connectionId);
    // Whoever starts it: the audience stays the coach's.
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    await runJob(app, owner.tenantId, id);
    expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 3 });
  });

  test('another coach and another tenant find no such campaign', async () => {
    const id = await draft(coach, connectionId);
    const { owner: stranger } = await setScene(app);
    for (const person of [other, stranger]) {
      for (const path of ['', '/progress', '/recipients', '/reasons', '/recipients.csv'])
        await person.get(`/api/campaigns/${id}${path}`).expect(404);
      for (const path of ['start', 'pause', 'resume', 'cancel', 'retry-failed', 'check'])
        await person.post(`/api/campaigns/${id}/${path}`).expect(404);
      await person.patch(`/api/campaigns/${id}`, { name: 'mine' }).expect(404);
      await person.del(`/api/campaigns/${id}`).expect(404);
      const ids = (await person.get('/api/campaigns').expect(200)).body.data.map((one: { id: string }) => one.id);
      expect(ids).not.toContain(id);
    }
    expect((await owner.get(`/api/campaigns/${id}`).expect(200)).body.data.ownerId).toBe(coach.userId);
  });

  test('an agent neither reads nor manages campaigns', async () => {
    const agent = await app.join(owner, 'agent');
    await agent.get('/api/campaigns').expect(403);
    await agent.post('/api/campaigns', {}).expect(403);
  });
});

describe('through a real line', () => {
  let gateway: TestGateway;
  let working: TestApp;
  beforeAll(async () => {
    gateway = await startGateway();
    working = await createTestApp(gateway.env);
    working.work();
  });
  afterAll(async () => {
    await working.close();
    await gateway.close();
  });

  test('everybody gets their own text once, the ledger is exact, the end is known, the template counts its use', async () => {
    const owner = await working.register();
    const line = await gateway.connectLine(working.parts, owner.tenantId);
    await addPeople(working, owner.tenantId, { count: 30, optedOut: 2 });
    const template = await owner
      .post('/api/templates', { name: 'Hello', content: { body: 'Hi {first_name|you}!' } })
      .expect(201);
    const id = await draft(owner, line.id, { message: { templateId: template.body.data.id } });
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    const done = await until(
      'completion',
      async () => {
        const { data } = (await owner.get(`/api/campaigns/${id}`)).body;
        return data.status === 'completed' && data;
      },
      25_000,
    );
    expect(done.progress).toMatchObject({
      totalContacts: 30,
      sentCount: 28,
      skippedCount: 2,
      pendingCount: 0,
      progressPercentage: 100,
    });
    expect(await readMoney(working, owner.tenantId)).toEqual({ balance: 1000 - 28, reserved: 0, used: 28 });
    const page = await owner.get(`/api/campaigns/${id}/recipients?limit=100`).expect(200);
    const texts = page.body.data.flatMap((one: { text: string | null }) => one.text ?? []);
    expect(texts).toHaveLength(28);
    expect(new Set(texts).size).toBe(28);
    await until('usage', async () => {
      const { usageStats } = (await owner.get(`/api/templates/${template.body.data.id}`)).body.data;
      return usageStats.totalUses === 1 && usageStats.successRate === 100;
    });
  });
});
