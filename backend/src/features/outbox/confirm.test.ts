// Echoes that come while the batch they belong to is being settled.
import { createTestApp, insertConnection, type TestApp, until } from '../../../test/app';
import { insertRunningCampaign } from '../../../test/campaign-fixture';
import { confirmSent } from './confirm';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('an echo waits for its message without holding what a settling batch needs next', async () => {
  const { tenantId } = await app.register();
  const { id: connectionId } = await insertConnection(app.parts, tenantId);
  const campaign = await insertRunningCampaign(app.parts, tenantId, connectionId, { count: 20 });
  const sending = await app.parts.db.withTenant(tenantId, async (tx) => {
    const messages = await tx.query<{ id: string; phone: string }>(
      `select m.id, c.phone from messages m join contacts c on c.tenant_id = m.tenant_id and c.id = m.contact_id
       where m.tenant_id = $1 and m.campaign_id = $2 order by m.id desc`,
      [tenantId, campaign.id],
    );
    // One by one, so that they lie in the table the other way round than they are locked.
    for (const { id } of messages)
      await tx.query(
        "update messages set state = 'sending', text = 'Hello', lease_until = now() + interval '1 minute' where tenant_id = $1 and id = $2",
        [tenantId, id],
      );
    return messages;
  });
  const [first = '', ...others] = sending.map(({ id }) => id).sort();
  const echoes = sending.map(({ phone }, at) => ({
    providerId: `echo-${String(at).padStart(2, '0')}`,
    phone,
    text: 'Hello',
  }));
  let confirming: Promise<unknown> | undefined;
  await app.parts.db.withTenant(tenantId, async (settling) => {
    await settling.query('select 1 from messages where tenant_id = $1 and id = $2 for update', [tenantId, first]);
    confirming = app.parts.db.withTenant(tenantId, async (tx) => {
      // As with a large table: looked up one by one, in the order of the echoes.
      await tx.query('set local enable_mergejoin = off');
      await tx.query('set local enable_hashjoin = off');
      await confirmSent(tx, app.parts, connectionId, echoes);
    });
    await until('the echoes wait', async () => {
      const waiting = await settling.query(
        `select 1 from pg_locks w join pg_locks h on h.pid = pg_backend_pid() and h.granted and h.transactionid = w.transactionid where not w.granted`,
      );
      return waiting.length > 0;
    });
    expect(
      await settling.query('select 1 from messages where tenant_id = $1 and id = any($2::uuid[]) for update nowait', [
        tenantId,
        others,
      ]),
    ).toHaveLength(others.length);
  });
  await confirming;
  const known = await app.parts.db.read<{ count: number }>(
    tenantId,
    "select count(*)::int as count from messages where tenant_id = $1 and provider_id like 'echo-%'",
    [tenantId],
  );
  expect(known).toEqual([{ count: sending.length }]);
});
