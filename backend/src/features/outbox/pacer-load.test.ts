// The pacer with several workers at once: no sliding window is ever exceeded, nearly all of it is used, and an account's limit is one.
import { setTimeout } from 'node:timers/promises';
import type { Pacing } from '@parley/contract';
import { testConfig } from '../../../test/app';
import { newId } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { connectRedis, type Redis } from '../../platform/redis';
import { createPacer, type SharedLimit } from './pacer';

const unlimited: Pacing = {
  perSecond: null,
  perMinute: null,
  perHour: null,
  perDay: null,
  minDelayMs: 0,
  maxDelayMs: 0,
};
let redis: Redis;
beforeAll(() => {
  const config = testConfig();
  redis = connectRedis(config.redis, createLogger(config.log, 'tool'), 'test');
});
afterAll(() => redis.disconnect());

const serverNow = async () => {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Number(micros) / 1000;
};

test('six workers keep one limit: never above it in any second, and at least 97 % of it used', async () => {
  const key = `{pacer-load}:${newId()}`;
  const pacer = createPacer(redis);
  const pacing = { ...unlimited, perSecond: 200 };
  await pacer.refill(key, pacing, []);
  const grants: { before: number; after: number; count: number }[] = [];
  const start = await serverNow();
  const spanMs = 4000;
  const worker = async () => {
    for (;;) {
      const before = await serverNow();
      if (before - start > spanMs) return;
      const permits = await pacer.take(key, pacing, 7, true);
      if (typeof permits === 'string') throw new Error('the lane is known');
      const after = await serverNow();
      if (permits.granted > 0) grants.push({ before, after, count: permits.granted });
      else await setTimeout(permits.waitMs);
    }
  };
  await Promise.all(Array.from({ length: 6 }, worker));
  // A grant lies somewhere between its two readings of the clock: what surely lies within one second is counted.
  const byEnd = grants.toSorted((a, b) => a.after - b.after);
  const most = Math.max(
    ...byEnd.map((first) =>
      byEnd
        .filter((one) => one.before >= first.before && one.after < first.before + 1000)
        .reduce((sum, one) => sum + one.count, 0),
    ),
  );
  expect(most).toBeLessThanOrEqual(200);
  // The last second counts only as far as it went: a limit is used up at the start of each of its windows.
  const used = grants.reduce((sum, one) => sum + one.count, 0);
  expect(used).toBeGreaterThanOrEqual(Math.floor(spanMs / 1005) * 200 * 0.97);
});

test('whatever the way takes, no second sees more than the limit arrive', async () => {
  const key = `{pacer-load}:${newId()}`;
  const pacer = createPacer(redis);
  const pacing = { ...unlimited, perSecond: 20 };
  await pacer.refill(key, pacing, []);
  const arrivals: { before: number; after: number }[] = [];
  const end = (await serverNow()) + 5000;
  while ((await serverNow()) < end) {
    const permits = await pacer.take(key, pacing, 20, true, undefined, 120);
    if (typeof permits === 'string') throw new Error('the lane is known');
    if (permits.granted === 0) {
      await setTimeout(permits.waitMs - 90);
      continue;
    }
    await setTimeout(permits.startInMs);
    await Promise.all(
      Array.from({ length: permits.granted }, async () => {
        await setTimeout(Math.random() * 300);
        const before = await serverNow();
        const after = await serverNow();
        arrivals.push({ before, after });
        await setTimeout(Math.random() * 20);
      }),
    );
    await pacer.finish(key, pacing, permits, permits.granted);
  }
  const most = Math.max(
    ...arrivals.map(
      (first) => arrivals.filter((one) => one.before >= first.before && one.after < first.before + 1000).length,
    ),
  );
  expect(most).toBeLessThanOrEqual(20);
  expect(arrivals.length).toBeGreaterThanOrEqual(40);
});

test('lines of one account share its limit of the day; a person’s reply draws nothing from it', async () => {
  const pacer = createPacer(redis);
  const shared: SharedLimit = { key: `{pacer-load}:account:${newId()}`, perDay: 50 };
  const lines = [1, 2, 3].map(() => `{pacer-load}:${newId()}`);
  for (const line of lines) await pacer.refill(line, unlimited, []);
  const take = (line: string, wanted: number, bulk = true) => pacer.take(line, unlimited, wanted, bulk, shared);
  expect(await take(lines[0]!, 10)).toBe('cold_shared');
  // What the account's lines sent before counts.
  await pacer.refillShared(shared, [{ ageMs: 3_600_000, count: 20 }]);
  expect(await take(lines[0]!, 5, false)).toMatchObject({ granted: 5, waitMs: 0 });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, at) => take(lines[at % 3]!, 7)));
  const granted = answers.reduce((sum, one) => sum + (typeof one === 'object' ? one.granted : 0), 0);
  expect(granted).toBe(30);
  const refused = await take(lines[1]!, 1);
  expect(refused).toMatchObject({ granted: 0 });
  // It comes back when the messages of an hour ago leave the day.
  expect((refused as { waitMs: number }).waitMs).toBeGreaterThan(22 * 3_600_000);
  const unused = answers.findLast((one) => typeof one === 'object' && one.granted >= 4);
  if (typeof unused !== 'object') throw new Error('four of them were let go');
  await pacer.finish(lines[2]!, unlimited, unused, unused.granted - 4, shared);
  expect(await take(lines[0]!, 9)).toMatchObject({ granted: 4 });
});
