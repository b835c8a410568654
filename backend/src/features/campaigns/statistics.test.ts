// A tenant that has just written many rows is known to the planner.
import { createTestApp, insertConnection, type TestApp } from '../../../test/app';
import { refreshStatistics } from './statistics';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('after a refresh the planner expects about as many messages of a tenant as there are', async () => {
  const owner = await app.register();
  const { id: connectionId } = await insertConnection(app.parts, owner.tenantId, { name: 'Line' });
  const expected = () =>
    app.parts.db.withTenant(owner.tenantId, async (tx) => {
      const [row] = await tx.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
        `explain (format json) select 1 from messages where tenant_id = '${owner.tenantId}'`,
      );
      return row?.['QUERY PLAN'][0].Plan['Plan Rows'] ?? 0;
    });
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const contact = await tx.one<{ id: string }>(
      "insert into contacts (tenant_id, name, first_name) values ($1, 'A', 'A') returning id",
      [tx.tenantId],
    );
    await tx.query(
      `insert into messages (tenant_id, connection_id, contact_id, direction, source, state)
       select $1, $2, $3, 'out', 'inbox', 'sent' from generate_series(1, 3000)`,
      [tx.tenantId, connectionId, contact?.id],
    );
  });
  await refreshStatistics(app.parts, 0);
  const rows = await expected();
  expect(rows).toBeGreaterThan(2500);
  expect(rows).toBeLessThan(3500);
});
