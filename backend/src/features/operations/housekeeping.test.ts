// What has served its time is forgotten; what is still needed stays.
import { createTestApp, type TestApp } from '../../../test/app';
import { housekeeping } from './housekeeping';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
});
afterAll(() => app.close());

test('kept answers go after a day, sessions a month after their end, mail tokens a day after theirs', async () => {
  const owner = await app.register();
  const keys = () =>
    app.parts.db.read<{ key: string }>(owner.tenantId, 'select key from idempotency_keys where tenant_id = $1', [
      owner.tenantId,
    ]);
  for (const key of ['key-of-today', 'key-of-before'])
    await owner
      .post('/api/templates', { name: key, content: { body: 'x' } })
      .set('idempotency-key', key)
      .expect(201);
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query(
      "update idempotency_keys set created_at = now() - interval '25 hours' where tenant_id = $1 and key = 'key-of-before'",
      [owner.tenantId],
    ),
  );
  const system = app.parts.db.system('test fixture');
  await system.query(
    `insert into sessions (user_id, tenant_id, expires_at, revoked_at)
     values ($1, $2, now() - interval '31 days', null), ($1, $2, now() + interval '1 day', now() - interval '31 days'), ($1, $2, now() - interval '1 day', null)`,
    [owner.userId, owner.tenantId],
  );
  await system.query(
    `insert into mail_tokens (token_hash, user_id, purpose, expires_at) values ('\\x01', $1, 'password_reset', now() - interval '2 days'),
       ('\\x02', $1, 'password_reset', now() + interval '5 minutes')`,
    [owner.userId],
  );
  await housekeeping(app.parts).run(new AbortController().signal);
  expect(await keys()).toEqual([{ key: 'key-of-today' }]);
  const left = await system.query(
    'select (select count(*)::int from sessions where user_id = $1) as sessions, (select count(*)::int from mail_tokens where user_id = $1) as tokens',
    [owner.userId],
  );
  expect(left).toEqual([{ sessions: 2, tokens: 1 }]);
  await owner.get('/api/auth/profile').expect(200);
});
