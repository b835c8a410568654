// The server around every route: headers, limits, bodies, errors, events published once.
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';

let test: TestApp;
let owner: TestPerson;
beforeAll(async () => {
  test = await createTestApp();
  owner = await test.register();
});
afterAll(() => test.close());

it('every answer names its request, and a caller’s own sensible id is kept', async () => {
  const own = await supertest(test.app).get('/api/nothing').set('x-request-id', 'trace-7').expect(404);
  expect(own.headers['x-request-id']).toBe('trace-7');
  expect(own.body).toMatchObject({ success: false, error: 'not_found', requestId: 'trace-7' });
  const odd = await supertest(test.app).get('/api/nothing').set('x-request-id', '<script>').expect(404);
  expect(odd.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
});

it('scripts of other origins are forbidden by policy, and frames too', async () => {
  const { headers } = await supertest(test.app).get('/health').expect(200);
  expect(headers['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
  expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-powered-by']).toBeUndefined();
});

it('only our own origins may read answers with credentials', async () => {
  const from = (origin: string) => supertest(test.app).get('/health').set('origin', origin);
  const ours = await from(test.parts.config.publicUrl);
  expect(ours.headers['access-control-allow-origin']).toBe(test.parts.config.publicUrl);
  expect((await from('https://evil.example')).headers['access-control-allow-origin']).toBeUndefined();
});

it('a body that is no JSON, too large, or not UTF-8 is refused as such', async () => {
  const post = () => supertest(test.app).post('/api/auth/login').set('content-type', 'application/json');
  expect((await post().send('{"email":').expect(400)).body.error).toBe('malformed_request');
  expect(
    (
      await post()
        .send(JSON.stringify({ email: 'x'.repeat(1_100_000) }))
        .expect(413)
    ).body.error,
  ).toBe('too_large');
});

it('a failure says each field and why, and keeps its internals to itself', async () => {
  const res = await supertest(test.app).post('/api/auth/register').send({ email: 'x', password: 'y' }).expect(400);
  expect(res.body.details.map((one: { path: string }) => one.path).sort()).toEqual(['email', 'name', 'password']);
  expect(JSON.stringify(res.body)).not.toMatch(/zod|stack|node_modules/i);
});

it('a signed-in person without permission learns that before their input is judged', async () => {
  const agent = await test.join(owner, 'agent');
  await agent.patch('/api/tenant', { timezone: 7 }).expect(403);
});

it('too many tries from one address are slowed down, with the time to wait', async () => {
  const limited = await createTestApp({ RATE_LIMIT_ENABLED: 'true', RATE_LIMIT_AUTH_PER_MINUTE: '3' });
  await until('Redis', () => limited.parts.redis.status === 'ready');
  const attempt = () =>
    supertest(limited.app).post('/api/auth/login').send({ email: 'nobody@test.localhost', password: 'wrong' });
  for (let n = 0; n < 3; n += 1) await attempt().expect(401);
  const res = await attempt().expect(429);
  expect(res.body.error).toBe('too_many_requests');
  expect(Number(res.headers['retry-after'])).toBeGreaterThan(0);
  await supertest(limited.app).get('/health').expect(200);
  await limited.close();
});

it('a change is published once, and what a crash left unpublished is found again', async () => {
  const { db, publish } = test.parts;
  await owner.patch('/api/tenant', { name: 'Renamed' }).expect(200);
  const unpublished = () => db.read<{ id: string }>(owner.tenantId, 'select id from events where published_at is null');
  expect(await unpublished()).toEqual([]);
  const [event] = await db.read<{ id: string }>(
    owner.tenantId,
    "update events set published_at = null, created_at = now() - interval '1 minute' where type = 'tenant.updated' returning id",
  );
  const leftovers = await db.system('test').query<{ id: string }>("select * from events_unpublished('3 seconds', 500)");
  expect(leftovers.map((row) => row.id)).toContain(event!.id);
  const before = await test.parts.feed.latest(owner.tenantId);
  await publish(owner.tenantId, event!.id);
  await publish(owner.tenantId, event!.id);
  expect(await test.parts.feed.latest(owner.tenantId)).toBe(before + 1);
  expect(await unpublished()).toEqual([]);
});
