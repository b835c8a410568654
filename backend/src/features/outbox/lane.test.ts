// The outbox end to end: real PostgreSQL, real Redis, a real gateway that can be made to fail.
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { countStates, insertRunningCampaign, readCampaign, readLedger } from '../../../test/campaign-fixture';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { ringLane } from './ring';

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

/** How often the gateway accepted a message to each number of an instance. */
async function receivedBy(instance: string): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (let after = 0; ; ) {
    const page = await gateway.sandbox.control.listReceived({ instance, after });
    for (const message of page) counts.set(message.number, (counts.get(message.number) ?? 0) + 1);
    const last = page.at(-1);
    if (!last) return counts;
    after = last.seq;
  }
}

async function run(count: number, body?: string) {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  const campaign = await insertRunningCampaign(app.parts, owner.tenantId, connectionId, {
    count,
    ...(body ? { body } : {}),
  });
  await ringLane(app.parts, owner.tenantId, connectionId);
  return { connectionId, instance, campaign };
}

const completed = (campaignId: string) =>
  until(
    'the campaign is completed',
    async () => (await readCampaign(app.parts, owner.tenantId, campaignId)).status === 'completed',
    20_000,
  );

async function expectExactLedger(used: number): Promise<void> {
  const ledger = await readLedger(app.parts, owner.tenantId);
  expect(ledger).toMatchObject({ balance: ledger.balance_sum, reserved: ledger.reserved_sum, used: ledger.used_sum });
  expect(ledger).toMatchObject({ balance: 1000 - used, reserved: 0, used });
}

test('every recipient gets the message once, rendered, and the ledger is exact', async () => {
  const { instance, campaign } = await run(300);
  await completed(campaign.id);
  const received = await receivedBy(instance);
  expect(received.size).toBe(300);
  expect([...received.values()].every((times) => times === 1)).toBe(true);
  expect((await gateway.sandbox.control.listReceived({ instance, limit: 1 }))[0]?.text).toBe('Hello Person');
  expect(await readCampaign(app.parts, owner.tenantId, campaign.id)).toMatchObject({
    total_count: 300,
    pending_count: 0,
    sent_count: 300,
  });
  await expectExactLedger(300);
});

test('an accepted message whose answer was lost is not sent again; the rest go on', async () => {
  await gateway.sandbox.control.setFaults({ acceptThenResetRate: 0.2, seed: 7 });
  const { instance, campaign } = await run(100);
  await completed(campaign.id);
  const received = await receivedBy(instance);
  expect([...received.values()].every((times) => times === 1)).toBe(true);
  const states = await countStates(app.parts, owner.tenantId, campaign.id);
  expect(states.uncertain).toBeGreaterThan(0);
  expect((states.sent ?? 0) + (states.uncertain ?? 0)).toBe(100);
  expect(await readCampaign(app.parts, owner.tenantId, campaign.id)).toMatchObject({
    uncertain_count: states.uncertain,
    sent_count: states.sent,
  });
  await expectExactLedger(100);
});

test('a refusal for now is repeated until it succeeds', async () => {
  await gateway.sandbox.control.setFaults({ status429Rate: 0.3, seed: 3 });
  const { instance, campaign } = await run(20);
  await until('some were refused', async () => {
    const sql = "select 1 from messages where tenant_id = $1 and campaign_id = $2 and error_code = 'rate_limited'";
    return (await app.parts.db.read(owner.tenantId, sql, [owner.tenantId, campaign.id])).length > 0;
  });
  await gateway.sandbox.control.setFaults({});
  await completed(campaign.id);
  expect((await receivedBy(instance)).size).toBe(20);
  await expectExactLedger(20);
});

test('an unexplained error of the gateway may have sent the message, so it is not sent again', async () => {
  await gateway.sandbox.control.setFaults({ status500Rate: 1 });
  const { instance, campaign } = await run(5);
  await completed(campaign.id);
  await gateway.sandbox.control.setFaults({});
  expect(await countStates(app.parts, owner.tenantId, campaign.id)).toEqual({ uncertain: 5 });
  expect((await receivedBy(instance)).size).toBe(0);
  await expectExactLedger(5);
});

test('a number that is not on WhatsApp fails with that reason and costs nothing', async () => {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  const campaign = await insertRunningCampaign(app.parts, owner.tenantId, connectionId, { count: 10 });
  await gateway.sandbox.control.setFaults({ numbersNotOnWhatsApp: [campaign.phones[0]!.slice(1)] });
  await ringLane(app.parts, owner.tenantId, connectionId);
  await completed(campaign.id);
  const [failed] = await app.parts.db.read<{ error_code: string }>(
    owner.tenantId,
    "select error_code from messages where tenant_id = $1 and campaign_id = $2 and state = 'failed'",
    [owner.tenantId, campaign.id],
  );
  expect(failed?.error_code).toBe('not_on_whatsapp');
  expect((await receivedBy(instance)).size).toBe(9);
  await expectExactLedger(9);
});

test('a line that goes down keeps its messages, and they leave when it is back', async () => {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  const campaign = await insertRunningCampaign(app.parts, owner.tenantId, connectionId, { count: 30 });
  await gateway.sandbox.control.setFaults({ connectionClosedRate: 1 });
  await ringLane(app.parts, owner.tenantId, connectionId);
  await until('an attempt was refused', async () => {
    const rows = await app.parts.db.read(
      owner.tenantId,
      "select 1 from messages where tenant_id = $1 and campaign_id = $2 and error_code = 'not_connected'",
      [owner.tenantId, campaign.id],
    );
    return rows.length > 0;
  });
  await until(
    'every message is back in the queue',
    async () => (await countStates(app.parts, owner.tenantId, campaign.id)).queued === 30,
  );
  await gateway.sandbox.control.setFaults({});
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query("update connections set state = 'connected' where tenant_id = $1 and id = $2", [
      owner.tenantId,
      connectionId,
    ]);
    await tx.query("update messages set due_at = now() where tenant_id = $1 and state = 'queued'", [owner.tenantId]);
  });
  await ringLane(app.parts, owner.tenantId, connectionId);
  await completed(campaign.id);
  expect((await receivedBy(instance)).size).toBe(30);
});

test('a paused campaign sends nothing more, even what was already claimed', async () => {
  await gateway.sandbox.control.setFaults({ latencyMs: 150 });
  const { instance, campaign } = await run(400);
  await until('sending has begun', async () => (await receivedBy(instance)).size > 0);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query("update campaigns set status = 'paused' where tenant_id = $1 and id = $2", [owner.tenantId, campaign.id]),
  );
  await until(
    'the lane rests',
    async () => (await countStates(app.parts, owner.tenantId, campaign.id)).sending === undefined,
  );
  const states = await countStates(app.parts, owner.tenantId, campaign.id);
  const received = (await receivedBy(instance)).size;
  expect(states.queued).toBeGreaterThan(0);
  expect(received).toBe(states.sent);
  expect(await readCampaign(app.parts, owner.tenantId, campaign.id)).toMatchObject({
    pending_count: states.queued,
    sent_count: states.sent,
  });
});

test('somebody who opted out after the launch is skipped and not charged', async () => {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  const campaign = await insertRunningCampaign(app.parts, owner.tenantId, connectionId, { count: 5 });
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update contacts set opted_out_at = now() where tenant_id = $1 and phone = $2', [
      owner.tenantId,
      campaign.phones[2],
    ]),
  );
  await ringLane(app.parts, owner.tenantId, connectionId);
  await completed(campaign.id);
  expect((await receivedBy(instance)).size).toBe(4);
  expect(await readCampaign(app.parts, owner.tenantId, campaign.id)).toMatchObject({ sent_count: 4, skipped_count: 1 });
  await expectExactLedger(4);
});

test('messages whose worker died become uncertain, never a second message', async () => {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  const campaign = await insertRunningCampaign(app.parts, owner.tenantId, connectionId, { count: 3 });
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query(
      "update messages set state = 'sending', text = 'Hello', lease_id = uuidv7(), lease_until = now() - interval '1 second' where tenant_id = $1 and campaign_id = $2",
      [owner.tenantId, campaign.id],
    ),
  );
  await completed(campaign.id);
  expect(await countStates(app.parts, owner.tenantId, campaign.id)).toEqual({ uncertain: 3 });
  expect((await receivedBy(instance)).size).toBe(0);
  await expectExactLedger(3);
});

test('the pacing of a connection is kept while people wait', async () => {
  const { id: connectionId, instance } = await gateway.connectLine(app.parts, owner.tenantId);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update connections set per_minute = 7 where tenant_id = $1 and id = $2', [owner.tenantId, connectionId]),
  );
  await insertRunningCampaign(app.parts, owner.tenantId, connectionId, { count: 20 });
  await ringLane(app.parts, owner.tenantId, connectionId);
  await until('the minute is used up', async () => (await receivedBy(instance)).size >= 7);
  // The lane is asked again and again, and Redis forgets everything in between.
  await app.parts.redis.flushdb();
  for (let asked = 0; asked < 5; asked += 1) await ringLane(app.parts, owner.tenantId, connectionId);
  await until(
    'the lane was refilled and rests',
    async () => (await app.parts.redis.keys(`*pacer*${connectionId}*`)).length > 0,
  );
  expect((await receivedBy(instance)).size).toBe(7);
});
