// What waits for a line that is being written to, and what does not.
import { createTestApp, insertConnection, type TestApp } from '../../../test/app';
import { lockConnection } from './queries';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

/** What storing an event, a message or a campaign of the line takes, in a transaction of its own; refused at once where it would wait. */
function refer(tenantId: string, id: string): Promise<unknown[]> {
  return app.parts.db.withTenant(tenantId, (tx) =>
    tx.query('select 1 from connections where tenant_id = $1 and id = $2 for key share nowait', [tenantId, id]),
  );
}

test('what a line hears is stored while its state is being written', async () => {
  const { tenantId } = await app.register();
  const { id } = await insertConnection(app.parts, tenantId);
  await app.parts.db.withTenant(tenantId, async (tx) => {
    await lockConnection(tx, id);
    expect(await refer(tenantId, id)).toHaveLength(1);
  });
});

test('whoever writes to a line that has just been heard of does not wait for what is being stored for it', async () => {
  const { tenantId } = await app.register();
  const { id } = await insertConnection(app.parts, tenantId);
  await app.parts.db.withTenant(tenantId, async (storing) => {
    await storing.query('select 1 from connections where tenant_id = $1 and id = $2 for key share', [tenantId, id]);
    await app.parts.db.withTenant(tenantId, async (applying) => {
      await applying.query("set local lock_timeout = '2s'");
      await applying.query('update connections set heard_at = now() where tenant_id = $1 and id = $2', [tenantId, id]);
      expect(await lockConnection(applying, id)).toBeDefined();
    });
  });
});

test('a line that is being removed takes nothing more', async () => {
  const { tenantId } = await app.register();
  const { id } = await insertConnection(app.parts, tenantId);
  await app.parts.db.withTenant(tenantId, async (tx) => {
    await lockConnection(tx, id, 'for update');
    await expect(refer(tenantId, id)).rejects.toThrow('could not obtain lock');
  });
});
