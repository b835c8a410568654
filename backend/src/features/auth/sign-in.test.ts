// Registering and signing in, over HTTP.
import supertest from 'supertest';
import { createTestApp, type TestApp, testPassword } from '../../../test/app';

let test: TestApp;
beforeAll(async () => {
  test = await createTestApp();
});
afterAll(() => test.close());

it('a new person owns their tenant', async () => {
  const owner = await test.register();
  const res = await owner.get('/api/users').expect(200);
  expect(res.body.data).toMatchObject([{ id: owner.userId, role: 'owner' }]);
});

it('an invited person joins with the role of the invitation', async () => {
  const owner = await test.register();
  const coach = await test.join(owner, 'coach');
  expect(coach.tenantId).toBe(owner.tenantId);
  const res = await owner.get('/api/users').expect(200);
  expect(res.body.data.map((one: { role: string }) => one.role)).toEqual(['owner', 'coach']);
});

it('a wrong password and an unknown address get the same answer', async () => {
  const owner = await test.register();
  const attempt = (email: string) =>
    supertest(test.app).post('/api/auth/login').send({ email, password: 'not the password' }).expect(401);
  const [wrong, unknown] = [await attempt(owner.email), await attempt('nobody@test.localhost')];
  expect(wrong.body.error).toBe('invalid_credentials');
  expect(unknown.body.message).toBe(wrong.body.message);
  await supertest(test.app).post('/api/auth/login').send({ email: owner.email, password: testPassword }).expect(200);
});
