// Kept counts: shared while they are fresh, renewed by one caller without anybody waiting, and never needed.
import { createTestApp, type TestApp, until } from '../../test/app';
import { remember } from './remember';

let app: TestApp;
beforeAll(async () => {
  app = await createTestApp();
  await until('Redis', () => app.parts.redis.status === 'ready');
});
afterAll(() => app.close());

const work = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

test('a cheap count is always fresh', async () => {
  let counts = 0;
  const ask = () => remember(app.parts, ['cheap'], async () => ++counts);
  expect([await ask(), await ask(), await ask()]).toEqual([1, 2, 3]);
});

test('an expensive count is shared, and renewed once while everybody still gets the old answer', async () => {
  let counts = 0;
  const ask = () =>
    remember(app.parts, ['expensive'], async () => {
      counts += 1;
      const mine = counts;
      await work(60);
      return mine;
    });
  expect([await ask(), await ask(), await ask()]).toEqual([1, 1, 1]);
  const place = `${app.parts.config.redis.prefix}:count:expensive`;
  await app.parts.redis.set(place, JSON.stringify({ value: 1, freshUntil: 0 }));
  expect(await Promise.all(Array.from({ length: 20 }, ask))).toEqual(Array.from({ length: 20 }, () => 1));
  await until('the renewed answer', async () => (await ask()) === 2);
  expect(counts).toBe(2);
});

test('a count that fails is not kept, and the next caller counts again', async () => {
  const failing = remember(app.parts, ['failing'], () => Promise.reject(new Error('the database is away')));
  await expect(failing).rejects.toThrow('away');
  expect(await remember(app.parts, ['failing'], async () => 'counted')).toBe('counted');
});
