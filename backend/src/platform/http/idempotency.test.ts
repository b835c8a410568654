// Idempotency-Key over HTTP: one request, one change, one answer.
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';

let test: TestApp;
let owner: TestPerson;
beforeAll(async () => {
  test = await createTestApp();
  owner = await test.register();
});
afterAll(() => test.close());

const rename = (person: TestPerson, key: string, name: string) =>
  person.patch('/api/tenant', { name }).set('idempotency-key', key);
const topUp = (key: string) =>
  owner.post('/api/credits/top-up', { amount: 5, reason: 'Test' }).set('idempotency-key', key);
const balance = async () => (await owner.get('/api/credits').expect(200)).body.data.balance;

it('the same request again gets the first answer and changes nothing more', async () => {
  const before = await balance();
  const first = await topUp('key-repeated').expect(201);
  const again = await topUp('key-repeated').expect(201);
  expect(again.body).toEqual(first.body);
  expect(again.headers['idempotency-replayed']).toBe('true');
  expect(await balance()).toBe(before + 5);
});

it('ten at once change once', async () => {
  const before = await balance();
  const answers = await Promise.all(Array.from({ length: 10 }, () => topUp('key-at-once')));
  expect(new Set(answers.map((one) => one.status))).toEqual(new Set([201]));
  expect(await balance()).toBe(before + 5);
});

it('a key used for something else is refused', async () => {
  await rename(owner, 'key-mixed-up', 'First').expect(200);
  expect((await rename(owner, 'key-mixed-up', 'Second').expect(422)).body.error).toBe('idempotency_mismatch');
});

it('a failed request may be tried again with its key', async () => {
  await owner.patch('/api/tenant', { timezone: 'Nowhere' }).set('idempotency-key', 'key-failed').expect(400);
  await rename(owner, 'key-failed', 'Works now').expect(200);
});

it('two people may use one key', async () => {
  const other = await test.register();
  await rename(owner, 'key-shared', 'Ours').expect(200);
  expect((await rename(other, 'key-shared', 'Theirs').expect(200)).body.data.name).toBe('Theirs');
});

it('a malformed key is refused', async () => {
  expect((await rename(owner, 'short', 'X').expect(400)).body.error).toBe('malformed_request');
});

it('nothing is kept of answers that hold a secret', async () => {
  const invite = () =>
    owner
      .post('/api/invitations', { email: 'secret@test.localhost', role: 'agent' })
      .set('idempotency-key', 'key-secret')
      .expect(201);
  const [first, second] = [await invite(), await invite()];
  expect(second.body.data.id).toBe(first.body.data.id);
  const kept = await test.parts.db.read(owner.tenantId, "select key from idempotency_keys where key = 'key-secret'");
  expect(kept).toEqual([]);
});
