// Bulk actions: everybody is tried, refusals are reported, and the server is not flooded.
import { runEach } from './run-each';

const ids = Array.from({ length: 25 }, (_, index) => `c${index}`);

test('a refusal does not stop the rest and is reported with its contact', async () => {
  const seen: string[] = [];
  const result = await runEach(ids, async (id) => {
    seen.push(id);
    if (id === 'c3') throw new Error('no');
  });
  expect(seen.sort()).toEqual([...ids].sort());
  expect(result.done).toBe(24);
  expect(result.failures.map(({ id }) => id)).toEqual(['c3']);
});

test('at most four run at a time, and progress counts every end once', async () => {
  let running = 0;
  let most = 0;
  const progress: number[] = [];
  await runEach(
    ids,
    async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
    },
    (finished) => progress.push(finished),
  );
  expect(most).toBe(4);
  expect(progress).toEqual(ids.map((_, index) => index + 1));
});

test('nobody chosen is nothing done', async () => {
  expect(await runEach([], () => Promise.reject(new Error('never')))).toEqual({ done: 0, failures: [] });
});
