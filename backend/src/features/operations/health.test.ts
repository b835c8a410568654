// Health over HTTP, with the database and Redis present and away.
import supertest from 'supertest';
import { createTestApp, until } from '../../../test/app';

it('says that it can serve, and how long each part took', async () => {
  const test = await createTestApp();
  await until('Redis', () => test.parts.redis.status === 'ready');
  const res = await supertest(test.app).get('/health').expect(200);
  expect(res.body.data).toMatchObject({ status: 'ok', checks: { database: { ok: true }, redis: { ok: true } } });
  expect(res.body.data.version).toMatch(/^\d+\.\d+\.\d+$/);
  await test.close();
});

it('serves without Redis and says that something is missing', async () => {
  const test = await createTestApp();
  test.parts.redis.disconnect();
  await until('Redis to be gone', () => test.parts.redis.status === 'end');
  const res = await supertest(test.app).get('/health').expect(200);
  expect(res.body.data).toMatchObject({ status: 'degraded', checks: { database: { ok: true }, redis: { ok: false } } });
  await test.close();
});

it('asks load balancers to go elsewhere while the database is away', async () => {
  const test = await createTestApp({ DATABASE_URL: 'postgresql://nobody:secret@127.0.0.1:1/none' });
  const res = await supertest(test.app).get('/health').expect(503);
  expect(res.body).toMatchObject({
    success: false,
    error: 'unavailable',
    data: { checks: { database: { ok: false } } },
  });
  expect(JSON.stringify(res.body)).not.toContain('secret');
  await test.close();
});
