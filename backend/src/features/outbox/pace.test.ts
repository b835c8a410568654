// The pace of a line, and what slows or stops it: pure rules, then the outbox end to end.
import { defaultPacing } from '@parley/contract';
import fc from 'fast-check';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { countStates, insertRunningCampaign, readCampaign } from '../../../test/campaign-fixture';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { minuteOfDay, offsetMinutes } from '../../platform/zones';
import { lowerPacing, slowDownOf, slowestShare, speedOf, warmUpPerDay } from './pace';
import { ringLane } from './ring';
import { slowLine } from './slow';

const none = { warmUp: null, slow: null };
const dayMs = 86_400_000;

test('a line at full speed keeps its limits', () => {
  expect(lowerPacing(defaultPacing, 'whatsapp_evolution', none)).toEqual(defaultPacing);
});

test('a slowed line sends its share, and a quarter more for each half minute without a refusal', () => {
  const slow = { speed: 0.25, ageMs: 0 };
  const cloud = { ...defaultPacing, perSecond: 80, perMinute: null, minDelayMs: 0, maxDelayMs: 0 };
  expect(lowerPacing(cloud, 'whatsapp_cloud', { ...none, slow })).toMatchObject({ perSecond: 20, perDay: 1000 });
  expect(lowerPacing(defaultPacing, 'whatsapp_evolution', { ...none, slow })).toMatchObject({
    perMinute: 5,
    minDelayMs: 8000,
    maxDelayMs: 20_000,
    perHour: 100,
  });
  expect([0, 29_999, 30_000, 60_000, 90_000, 1e9].map((ageMs) => speedOf({ ...slow, ageMs }))).toEqual([
    0.25, 0.25, 0.5, 0.75, 1, 1,
  ]);
  expect(slowDownOf({ speed: 0.25, ageMs: 10_000 }, 1_000_000)).toEqual({
    speed: 0.25,
    fullAt: new Date(1_000_000 + 80_000).toISOString(),
  });
  expect(slowDownOf({ speed: 0.25, ageMs: 90_000 }, 1_000_000)).toBeNull();
});

test('a line without limits is slowed as well', () => {
  const free = { perSecond: null, perMinute: null, perHour: null, perDay: null, minDelayMs: 0, maxDelayMs: 0 };
  const pacing = lowerPacing(free, 'whatsapp_evolution', { ...none, slow: { speed: 0.5, ageMs: 0 } });
  expect(pacing.perSecond).toBe(10);
});

test('a warming number starts small, grows daily, and never passes its own limit', () => {
  const warmUp = (day: number) => ({ startPerDay: 50, growthPercent: 50, ageMs: day * dayMs + 1 });
  expect([0, 1, 2, 8].map((day) => warmUpPerDay(warmUp(day)))).toEqual([50, 75, 112, 1281]);
  const perDay = (day: number) =>
    lowerPacing(defaultPacing, 'whatsapp_evolution', { ...none, warmUp: warmUp(day) }).perDay;
  expect([0, 7, 8, 400].map(perDay)).toEqual([50, 854, 1000, 1000]);
});

test('however it is slowed, no limit grows and none reaches zero', () => {
  const limit = fc.option(fc.integer({ min: 1, max: 10_000 }));
  const pacings = fc.record({ perSecond: limit, perMinute: limit, perHour: limit, perDay: limit });
  fc.assert(
    fc.property(
      pacings,
      fc.double({ min: slowestShare, max: 0.999, noNaN: true }),
      fc.nat(1e6),
      (caps, speed, ageMs) => {
        const pacing = { ...caps, minDelayMs: 0, maxDelayMs: 1000 };
        const lowered = lowerPacing(pacing, 'whatsapp_cloud', { ...none, slow: { speed, ageMs } });
        for (const key of ['perSecond', 'perMinute', 'perHour', 'perDay'] as const) {
          expect(lowered[key] === null).toBe(pacing[key] === null);
          if (pacing[key] !== null) expect(lowered[key]).toBeLessThanOrEqual(pacing[key]);
          if (lowered[key] !== null) expect(lowered[key]).toBeGreaterThanOrEqual(1);
        }
        expect(lowered.maxDelayMs).toBeGreaterThanOrEqual(1000);
      },
    ),
  );
});

describe('in the outbox', () => {
  let gateway: TestGateway;
  let app: TestApp;
  let owner: TestPerson;
  beforeAll(async () => {
    gateway = await startGateway();
    app = await createTestApp({ ...gateway.env, OUTBOX_LEASE_SECONDS: '2', OUTBOX_QUIET_SECONDS: '1' });
    app.work();
  });
  beforeEach(async () => {
    owner = await app.register();
    await gateway.sandbox.control.setFaults({});
    await gateway.sandbox.control.setStatuses({ enabled: false });
  });
  afterAll(async () => {
    await app.close();
    await gateway.close();
  });
  const sql = (text: string, ...params: unknown[]) =>
    app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query<Record<string, unknown>>(text, [owner.tenantId, ...params]),
    );
  const receivedBy = async (instance: string) =>
    (await gateway.sandbox.control.listReceived({ instance, limit: 1000 })).map((message) => message.number);

  test('somebody’s night holds back all who live there with one look, costs nothing, and ends by itself', async () => {
    const { id: line, instance } = await gateway.connectLine(app.parts, owner.tenantId);
    const campaign = await insertRunningCampaign(app.parts, owner.tenantId, line, { count: 60 });
    // Two thirds live in the United States. It is always quiet there for the next hours: the hours are set around now.
    await sql(
      `update contacts c set phone = '+1212' || right(c.phone, 7), phone_key = '+1212' || right(c.phone, 7) where c.tenant_id = $1 and right(c.phone, 1) not in ('0', '5', '9')`,
    );
    const utc = new Date();
    // Quiet from twelve hours to one hour before the clock of UTC: every American zone is in it now, Israel is not.
    const minute = (shift: number) => ((((utc.getUTCHours() + shift) * 60) % 1440) + 1440) % 1440;
    await sql(
      'update campaigns set quiet_start = $3, quiet_end = $4 where tenant_id = $1 and id = $2',
      campaign.id,
      minute(-12),
      minute(-1),
    );
    await ringLane(app.parts, owner.tenantId, line);
    await until('those awake have theirs', async () => (await receivedBy(instance)).length === 18);
    await until('the others are held', async () => {
      const rows = await sql(
        "select 1 from messages where tenant_id = $1 and campaign_id = $2 and error_code = 'quiet_hours' and due_at > now()",
        campaign.id,
      );
      return rows.length === 42;
    });
    expect((await receivedBy(instance)).every((number) => number.startsWith('972'))).toBe(true);
    // What the gateway took is written a moment later.
    const progress = await until('those who have theirs are counted', async () => {
      const { data } = (await owner.get(`/api/campaigns/${campaign.id}/progress`).expect(200)).body;
      return data.sentCount === 18 && data;
    });
    expect(progress).toMatchObject({
      pendingCount: 42,
      heldCount: 42,
      failedCount: 0,
      holds: [{ country: 'US', count: 42 }],
    });
    expect(Date.parse(progress.nextDueAt)).toBeGreaterThan(Date.now());
    expect(Date.parse(progress.estimatedCompletion)).toBeGreaterThanOrEqual(Date.parse(progress.nextDueAt));
    const { body } = await owner.get(`/api/campaigns/${campaign.id}/recipients?outcome=pending`).expect(200);
    expect(body.data[0]).toMatchObject({ error: { code: 'quiet_hours' }, dueAt: progress.nextDueAt });
    // Their morning comes.
    await sql(
      'update campaigns set quiet_start = null, quiet_end = null where tenant_id = $1 and id = $2',
      campaign.id,
    );
    await sql(
      "update messages set due_at = now() where tenant_id = $1 and campaign_id = $2 and state = 'queued'",
      campaign.id,
    );
    await ringLane(app.parts, owner.tenantId, line);
    await until(
      'all have theirs',
      async () => (await readCampaign(app.parts, owner.tenantId, campaign.id)).status === 'completed',
    );
    expect(new Set(await receivedBy(instance)).size).toBe(60);
  });

  test('a reply by a person leaves at night', async () => {
    const { id: line, instance } = await gateway.connectLine(app.parts, owner.tenantId);
    const campaign = await insertRunningCampaign(app.parts, owner.tenantId, line, { count: 1 });
    // Quiet all day but for one minute, which was an hour ago in Israel.
    const now = minuteOfDay(offsetMinutes('Asia/Jerusalem', Date.now()), Date.now());
    const [start, end] = [(now + 1440 - 60) % 1440, (now + 1440 - 61) % 1440];
    await sql(
      'update campaigns set quiet_start = $3, quiet_end = $4 where tenant_id = $1 and id = $2',
      campaign.id,
      start,
      end,
    );
    const [contact] = await sql('select id from contacts where tenant_id = $1');
    await sql(
      "insert into messages (tenant_id, connection_id, contact_id, direction, source, state, text) values ($1, $2, $3, 'out', 'api', 'queued', 'An answer')",
      line,
      contact?.id,
    );
    await ringLane(app.parts, owner.tenantId, line);
    await until('the reply left', async () => (await receivedBy(instance)).length >= 1);
    await until('the campaign waits for the morning', async () => {
      const held = "select 1 from messages where tenant_id = $1 and campaign_id = $2 and error_code = 'quiet_hours'";
      return (await sql(held, campaign.id)).length === 1;
    });
    const left = await gateway.sandbox.control.listReceived({ instance });
    expect(left.map(({ text }) => text)).toEqual(['An answer']);
  });

  test('refusals that come together halve the speed of a line once', async () => {
    const { id: line } = await gateway.connectLine(app.parts, owner.tenantId);
    await Promise.all([1, 2, 3].map(() => slowLine(app.parts, owner.tenantId, line)));
    expect(await sql('select slow_speed::float8 as speed from connections where tenant_id = $1')).toEqual([
      { speed: 0.5 },
    ]);
    expect(await sql("select data from events where tenant_id = $1 and type = 'connection.slowed'")).toEqual([
      { data: { speed: 0.5 } },
    ]);
  });

  test('a refusal of the whole line slows it down for every worker, and it is told', async () => {
    const { id: line } = await gateway.connectLine(app.parts, owner.tenantId);
    await gateway.sandbox.control.setFaults({ status429Rate: 1 });
    const campaign = await insertRunningCampaign(app.parts, owner.tenantId, line, { count: 40 });
    await ringLane(app.parts, owner.tenantId, line);
    await until(
      'it is slowed',
      async () => (await sql('select 1 from connections where tenant_id = $1 and slow_speed is not null')).length > 0,
    );
    const shown = (await owner.get(`/api/social-connections/${line}`).expect(200)).body.data;
    expect(shown.slowDown.speed).toBeLessThanOrEqual(0.5);
    const progress = (await owner.get(`/api/campaigns/${campaign.id}/progress`).expect(200)).body.data;
    expect(progress.slowDown).toEqual(expect.objectContaining({ speed: expect.any(Number) }));
    expect(
      (await sql("select 1 from events where tenant_id = $1 and type = 'connection.slowed'")).length,
    ).toBeGreaterThan(0);
    expect((await countStates(app.parts, owner.tenantId, campaign.id)).failed).toBeUndefined();
    await sql('update campaigns set status = $3 where tenant_id = $1 and id = $2', campaign.id, 'paused');
  });

  test('too many failures among the latest stop a campaign by itself; going on judges afresh', async () => {
    const { id: line } = await gateway.connectLine(app.parts, owner.tenantId);
    const campaign = await insertRunningCampaign(app.parts, owner.tenantId, line, { count: 300 });
    await gateway.sandbox.control.setFaults({ numbersNotOnWhatsApp: campaign.phones.map((phone) => phone.slice(1)) });
    await ringLane(app.parts, owner.tenantId, line);
    await until(
      'it stopped',
      async () => (await readCampaign(app.parts, owner.tenantId, campaign.id)).status === 'paused',
    );
    const shown = (await owner.get(`/api/campaigns/${campaign.id}`).expect(200)).body.data;
    expect(shown).toMatchObject({ statusReason: 'failure_rate', stop: { percent: 100, code: 'not_on_whatsapp' } });
    await until(
      'what was on its way is settled',
      async () => (await countStates(app.parts, owner.tenantId, campaign.id)).sending === undefined,
    );
    // It stopped at the sample and what was under way, long before the end.
    expect((await countStates(app.parts, owner.tenantId, campaign.id)).queued).toBeGreaterThan(0);
    const [event] = await sql("select data from events where tenant_id = $1 and type = 'campaign.paused'");
    expect(event?.data).toMatchObject({ reason: 'failure_rate', percent: 100 });
    await gateway.sandbox.control.setFaults({});
    await owner.post(`/api/campaigns/${campaign.id}/resume`).expect(200);
    await until(
      'it ends',
      async () => (await readCampaign(app.parts, owner.tenantId, campaign.id)).status === 'completed',
    );
  });

  test('a campaign may be told to go on whatever fails', async () => {
    const { id: line } = await gateway.connectLine(app.parts, owner.tenantId);
    const campaign = await insertRunningCampaign(app.parts, owner.tenantId, line, { count: 120 });
    await sql('update campaigns set auto_pause_percent = null where tenant_id = $1 and id = $2', campaign.id);
    await gateway.sandbox.control.setFaults({ numbersNotOnWhatsApp: campaign.phones.map((phone) => phone.slice(1)) });
    await ringLane(app.parts, owner.tenantId, line);
    await until(
      'it ends',
      async () => (await readCampaign(app.parts, owner.tenantId, campaign.id)).status === 'completed',
    );
    expect(await countStates(app.parts, owner.tenantId, campaign.id)).toEqual({ failed: 120 });
  });
});
