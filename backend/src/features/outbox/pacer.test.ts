// The pacer against a real Redis: limits hold in every sliding window, a flushed Redis cannot burst, replies are not held up.
import { setTimeout } from 'node:timers/promises';
import type { Pacing } from '@parley/contract';
import { testConfig } from '../../../test/app';
import { newId } from '../../platform/ids';
import { createLogger } from '../../platform/logger';
import { connectRedis, type Redis } from '../../platform/redis';
import { createPacer, isUnlimited, type Permits } from './pacer';

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

function lane() {
  const key = `{pacer-test}:${newId()}`;
  const pacer = createPacer(redis, () => 0.5);
  const take = async (pacing: Pacing, wanted = 1, bulk = true, leadMs = 0): Promise<Permits> => {
    const permits = await pacer.take(key, pacing, wanted, bulk, undefined, leadMs);
    if (typeof permits === 'object') return permits;
    await pacer.refill(key, pacing, []);
    return take(pacing, wanted, bulk, leadMs);
  };
  return { key, pacer, take };
}

test('a lane that Redis does not know is cold, never empty', async () => {
  const { key, pacer } = lane();
  await expect(pacer.take(key, { ...unlimited, perMinute: 20 }, 5, true)).resolves.toBe('cold');
});

test('a limit grants what is left and then says when to come back', async () => {
  const { take } = lane();
  const pacing = { ...unlimited, perMinute: 20 };
  expect(await take(pacing, 12)).toMatchObject({ granted: 12, waitMs: 0 });
  expect(await take(pacing, 12)).toMatchObject({ granted: 8, waitMs: 0 });
  const { granted, waitMs } = await take(pacing, 1);
  expect(granted).toBe(0);
  expect(waitMs).toBeGreaterThan(55_000);
  expect(waitMs).toBeLessThanOrEqual(62_000);
});

test('the smallest of several limits decides', async () => {
  const { take } = lane();
  expect((await take({ ...unlimited, perMinute: 50, perHour: 7, perDay: 1000 }, 50)).granted).toBe(7);
});

test('between campaign messages there is the random gap', async () => {
  const { take } = lane();
  const pacing = { ...unlimited, minDelayMs: 2000, maxDelayMs: 5000 };
  expect(await take(pacing, 10)).toMatchObject({ granted: 1, waitMs: 0 });
  const second = await take(pacing, 10);
  expect(second.granted).toBe(0);
  expect(second.waitMs).toBeGreaterThan(3000);
  expect(second.waitMs).toBeLessThanOrEqual(3500);
});

test('a reply by a person is counted but not held up', async () => {
  const { take } = lane();
  const pacing = { ...unlimited, perMinute: 2, minDelayMs: 2000, maxDelayMs: 5000 };
  expect((await take(pacing, 1)).granted).toBe(1);
  expect((await take(pacing, 1, false)).granted).toBe(1);
  expect((await take(pacing, 1, false)).granted).toBe(1);
  expect((await take({ ...pacing, minDelayMs: 0, maxDelayMs: 0 }, 1)).granted).toBe(0);
});

test('a flushed Redis refills its windows from what was sent and cannot burst', async () => {
  const { key, pacer } = lane();
  const pacing = { ...unlimited, perMinute: 20, perHour: 100 };
  await pacer.refill(key, pacing, [
    { ageMs: 20_000, count: 15 },
    { ageMs: 600_000, count: 80 },
    { ageMs: 7_200_000, count: 500 },
  ]);
  expect(await pacer.take(key, pacing, 50, true)).toMatchObject({ granted: 5, waitMs: 0 });
  expect(await pacer.take(key, pacing, 50, true)).toMatchObject({ granted: 0 });
});

test('what was not used is given back, however long that took', async () => {
  const { key, pacer, take } = lane();
  const pacing = { ...unlimited, perSecond: 10, perHour: 10 };
  const permits = await take(pacing, 10);
  expect(permits.granted).toBe(10);
  await setTimeout(30);
  await pacer.finish(key, pacing, permits, 6);
  expect((await take(pacing, 10)).granted).toBe(4);
});

test('what arrives late counts from its arrival', async () => {
  const { key, pacer, take } = lane();
  const pacing = { ...unlimited, perSecond: 5 };
  const permits = await take(pacing, 5);
  await setTimeout(400);
  const arrivedAt = await serverNow();
  await pacer.finish(key, pacing, permits, 5);
  expect((await take(pacing, 5, true, 1100)).at).toBeGreaterThan(arrivedAt + 1000);
});

test('the random gap is kept after the arrival; permits that nobody used leave none', async () => {
  const { key, pacer, take } = lane();
  const pacing = { ...unlimited, minDelayMs: 60_000, maxDelayMs: 60_000 };
  const permits = await take(pacing);
  await setTimeout(50);
  const arrivedAt = await serverNow();
  await pacer.finish(key, pacing, permits, 1);
  const soon = await take(pacing, 1, true, 61_000);
  expect(soon).toMatchObject({ granted: 1, waitMs: 0 });
  expect(soon.at).toBeGreaterThanOrEqual(Math.floor(arrivedAt) + 60_000);
  await pacer.finish(key, pacing, soon, 0);
  expect(await take(pacing)).toMatchObject({ granted: 1, startInMs: 0 });
});

test('permits that come into being soon are given before, to be used then, and once', async () => {
  const { key, pacer, take } = lane();
  const pacing = { ...unlimited, perMinute: 5, perHour: 12 };
  const arrivedAt = await serverNow();
  await pacer.finish(key, pacing, await take(pacing, 5), 5);
  expect(await take(pacing, 5, true, 30_000)).toMatchObject({ granted: 0 });
  const soon = await take(pacing, 5, true, 62_000);
  expect(soon).toMatchObject({ granted: 5, waitMs: 0 });
  expect(soon.at).toBeGreaterThan(arrivedAt + 60_000);
  expect(soon.startInMs).toBeLessThanOrEqual(61_000);
  expect(await take(pacing, 5, true, 62_000)).toMatchObject({ granted: 0 });
  // The hour has room for two more, in the third minute.
  expect(await take(pacing, 5, true, 125_000)).toMatchObject({ granted: 2 });
});

test('many workers together never exceed a limit in any sliding second', async () => {
  const { take } = lane();
  const pacing = { ...unlimited, perSecond: 50 };
  await take(pacing, 0);
  const grants: { at: number; count: number }[] = [];
  const end = Date.now() + 2500;
  const worker = async () => {
    while (Date.now() < end) {
      const { granted, waitMs } = await take(pacing, 10);
      const at = await serverNow();
      if (granted > 0) grants.push({ at, count: granted });
      else await setTimeout(waitMs);
    }
  };
  await Promise.all([worker(), worker(), worker(), worker()]);
  grants.sort((a, b) => a.at - b.at);
  for (const [index, first] of grants.entries()) {
    // The clock is read after the grant, so grants are at most as old as they look: 20 ms of slack for that reading.
    const inWindow = grants.slice(index).filter((grant) => grant.at - first.at < 980);
    expect(inWindow.reduce((sum, grant) => sum + grant.count, 0)).toBeLessThanOrEqual(50);
  }
  expect(grants.reduce((sum, grant) => sum + grant.count, 0)).toBeGreaterThanOrEqual(100);
});

test('a lane without limits is recognised', () => {
  expect(isUnlimited(unlimited)).toBe(true);
  expect(isUnlimited({ ...unlimited, maxDelayMs: 10 })).toBe(false);
});
