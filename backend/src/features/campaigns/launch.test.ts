// Launching: what is reserved is what will be sent, once, and never to the wrong people.
import { createTestApp, insertConnection, type TestApp, until } from '../../../test/app';
import { lendHand, runCampaign } from './jobs';
import { writeChunk } from './materialise';
import { addPeople, countStates, draft, readMoney, runJob, setScene } from './test-kit';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp({ CREDITS_ON_SIGNUP: '20000' });
});
afterAll(() => app.close());

test('a launch reserves exactly one credit per person who can be reached, and writes one row per person', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 40, optedOut: 3, withoutPhone: 2 });
  const id = await draft(owner, connectionId);
  const res = await owner.post(`/api/campaigns/${id}/start`).expect(200);
  expect(res.body.data).toMatchObject({
    status: 'running',
    message: { body: 'Hi {first_name}' },
    progress: { totalContacts: 40, pendingCount: 40, progressPercentage: 0 },
    abilities: { start: false, edit: false, pause: true, cancel: true },
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 35, reserved: 35, used: 0 });
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({
    queued: 35,
    'skipped:opted_out': 3,
    'skipped:no_address': 2,
  });
  const progress = await owner.get(`/api/campaigns/${id}/progress`).expect(200);
  expect(progress.body.data).toMatchObject({
    totalContacts: 40,
    pendingCount: 35,
    skippedCount: 5,
    progressPercentage: 12.5,
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 35, reserved: 35, used: 0 });
});

test('twenty starts at once launch once', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 10 });
  const id = await draft(owner, connectionId);
  const answers = await Promise.all(Array.from({ length: 20 }, () => owner.post(`/api/campaigns/${id}/start`)));
  expect(answers.map((res) => res.status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  expect(answers.find((res) => res.status === 409)?.body.error).toBe('wrong_state');
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 10, reserved: 10, used: 0 });
  await Promise.all([1, 2, 3].map(() => runJob(app, owner.tenantId, id)));
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 10 });
});

test('an empty audience means nobody: the launch is refused and nothing is changed', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 2, optedOut: 2 });
  const id = await draft(owner, connectionId);
  const res = await owner.post(`/api/campaigns/${id}/start`).expect(422);
  expect(res.body.error).toBe('empty_audience');
  expect((await owner.get(`/api/campaigns/${id}`)).body.data).toMatchObject({
    status: 'draft',
    progress: { totalContacts: 0 },
  });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000, reserved: 0, used: 0 });
});

test('a launch that the balance does not cover is a 402 that says what to do, and sends nothing', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 20_005 });
  const id = await draft(owner, connectionId);
  const res = await owner.post(`/api/campaigns/${id}/start`).expect(402);
  expect(res.body).toMatchObject({ error: 'insufficient_credits', data: { balance: 20_000, required: 20_005 } });
  expect(res.body.data.suggestion).toContain('at least 5');
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({});
});

test('a line that is not connected refuses the launch', async () => {
  const { owner } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 1 });
  const down = await insertConnection(app.parts, owner.tenantId, { state: 'connecting' });
  const id = await draft(owner, down.id);
  expect((await owner.post(`/api/campaigns/${id}/start`).expect(409)).body.error).toBe('not_connected');
});

test('writing the recipients goes on where it was stopped and writes nobody twice', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 11_000, optedOut: 100 });
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  expect(await writeChunk(app.parts, owner.tenantId, id)).toBe(true);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 4900, 'skipped:opted_out': 100 });
  // A second worker that was handed the same work, and the sweep, meet here.
  await Promise.all([
    runJob(app, owner.tenantId, id),
    runJob(app, owner.tenantId, id),
    lendHand(app.parts, owner.tenantId, id),
  ]);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 10_900, 'skipped:opted_out': 100 });
  const { body } = await owner.get(`/api/campaigns/${id}/progress`);
  expect(body.data).toMatchObject({ totalContacts: 11_000, pendingCount: 10_900, skippedCount: 100 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 10_900, reserved: 10_900, used: 0 });
});

test('a job that is aborted between two chunks asks to be called again and loses nobody', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 6000 });
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  expect(await runCampaign(app.parts, owner.tenantId, id, AbortSignal.abort())).toEqual({ againInMs: 0 });
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 6000 });
});

test('people who join after the launch are not in it, and those who leave or opt out give their credit back', async () => {
  const { owner, connectionId } = await setScene(app);
  const ids = await addPeople(app, owner.tenantId, { count: 10 });
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await addPeople(app, owner.tenantId, { count: 5 });
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query('delete from contacts where tenant_id = $1 and id = $2', [owner.tenantId, ids[0]]);
    await tx.query('update contacts set opted_out_at = now() where tenant_id = $1 and id = $2', [
      owner.tenantId,
      ids[1],
    ]);
  });
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 8, 'skipped:opted_out': 1 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000 - 8, reserved: 8, used: 0 });
  expect((await owner.get(`/api/campaigns/${id}`)).body.data.progress.totalContacts).toBe(9);
});

test('somebody who opts in between launch and writing is paid for, and where the balance is short the campaign waits', async () => {
  const { owner, connectionId } = await setScene(app);
  const ids = await addPeople(app, owner.tenantId, { count: 20_001, optedOut: 1 });
  const id = await draft(owner, connectionId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update contacts set opted_out_at = null where tenant_id = $1 and id = any($2)', [owner.tenantId, ids]),
  );
  await runJob(app, owner.tenantId, id);
  expect((await owner.get(`/api/campaigns/${id}`)).body.data).toMatchObject({
    status: 'paused',
    statusReason: 'insufficient_credits',
  });
  await owner.post('/api/credits/top-up', { amount: 1, reason: 'one more' }).expect(201);
  await owner.post(`/api/campaigns/${id}/resume`).expect(200);
  await runJob(app, owner.tenantId, id);
  expect(await countStates(app, owner.tenantId, id)).toEqual({ queued: 20_001 });
  expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 0, reserved: 20_001, used: 0 });
});

describe('at a time', () => {
  const inFuture = () => new Date(Date.now() + 3_600_000).toISOString();
  const makeDue = (tenantId: string, id: string) =>
    app.parts.db.withTenant(tenantId, (tx) =>
      tx.query("update campaigns set send_at = now() - interval '1 second' where tenant_id = $1 and id = $2", [
        tenantId,
        id,
      ]),
    );

  test('a scheduled campaign reserves nothing until its time, then launches by itself, once', async () => {
    const { owner, connectionId } = await setScene(app);
    await addPeople(app, owner.tenantId, { count: 4 });
    const id = await draft(owner, connectionId, { sendAt: inFuture() });
    expect((await owner.post(`/api/campaigns/${id}/start`).expect(200)).body.data.status).toBe('scheduled');
    await lendHand(app.parts, owner.tenantId, id);
    expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 0 });
    await makeDue(owner.tenantId, id);
    await Promise.all([1, 2, 3].map(() => lendHand(app.parts, owner.tenantId, id)));
    expect((await owner.get(`/api/campaigns/${id}`)).body.data.status).toBe('running');
    expect(await readMoney(app, owner.tenantId)).toMatchObject({ reserved: 4 });
    const news: { type: string }[] = (await owner.get('/api/stats/activity').expect(200)).body.data;
    expect(news.map(({ type }) => type).filter((type) => type.startsWith('campaign.'))).toEqual([
      'campaign.started',
      'campaign.scheduled',
      'campaign.created',
    ]);
  });

  test.each(['all', 'selected', 'inline'])(
    'an audience (%s) of nobody is refused when it is scheduled, not when its time comes',
    async (type) => {
      const { owner, connectionId } = await setScene(app);
      const contactIds = await addPeople(app, owner.tenantId, { count: 1, optedOut: 1 });
      const recipients = await app.parts.db.read<{ phone: string }>(
        owner.tenantId,
        'select phone from contacts where tenant_id = $1',
        [owner.tenantId],
      );
      const chosen = { all: {}, selected: { contactIds }, inline: { recipients } }[type];
      const id = await draft(owner, connectionId, { sendAt: inFuture(), audience: { type, ...chosen } });
      expect((await owner.post(`/api/campaigns/${id}/start`).expect(422)).body.error).toBe('empty_audience');
      expect((await owner.get(`/api/campaigns/${id}`)).body.data.status).toBe('draft');
    },
  );

  test('one whose credits are gone when its time comes fails with the reason, and can be started again', async () => {
    const { owner, connectionId } = await setScene(app);
    await addPeople(app, owner.tenantId, { count: 20_001 });
    const id = await draft(owner, connectionId, { sendAt: inFuture() });
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    await makeDue(owner.tenantId, id);
    await lendHand(app.parts, owner.tenantId, id);
    const failed = await owner.get(`/api/campaigns/${id}`).expect(200);
    expect(failed.body.data).toMatchObject({
      status: 'failed',
      statusReason: 'insufficient_credits',
      abilities: { start: true },
    });
    await owner.post('/api/credits/top-up', { amount: 100, reason: 'more' }).expect(201);
    expect((await owner.post(`/api/campaigns/${id}/start`).expect(200)).body.data.status).toBe('running');
  });

  test('a scheduled campaign can be cancelled; nothing was reserved, nothing is sent', async () => {
    const { owner, connectionId } = await setScene(app);
    await addPeople(app, owner.tenantId, { count: 2 });
    const id = await draft(owner, connectionId, { sendAt: inFuture() });
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    const res = await owner.post(`/api/campaigns/${id}/cancel`).expect(200);
    expect(res.body.data).toMatchObject({ status: 'cancelled', progress: { finishedAt: expect.any(String) } });
    await makeDue(owner.tenantId, id);
    await lendHand(app.parts, owner.tenantId, id);
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 20_000, reserved: 0, used: 0 });
  });
});

test('the launch is told live to those who may see it', async () => {
  const { owner, connectionId } = await setScene(app);
  await addPeople(app, owner.tenantId, { count: 1 });
  const id = await draft(owner, connectionId);
  const since = await app.parts.feed.latest(owner.tenantId);
  await owner.post(`/api/campaigns/${id}/start`).expect(200);
  const frames = await until('progress and credits', async () => {
    const all = (await app.parts.feed.after(owner.tenantId, since, 1000)) ?? [];
    const types = all.map((frame) => JSON.parse(frame.body).type);
    return ['campaign.progress', 'campaign.changed', 'credits.updated'].every((type) => types.includes(type)) && all;
  });
  const progress = frames.find((frame) => JSON.parse(frame.body).type === 'campaign.progress');
  expect(progress?.audience).toEqual({
    permission: 'campaigns.read',
    viewAll: 'campaigns.viewAll',
    userIds: [owner.userId],
  });
  expect(JSON.parse(progress?.body ?? '').data).toMatchObject({ campaignId: id, status: 'running', totalContacts: 1 });
});
