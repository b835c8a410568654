// The forecast against a pacer played message by message on a simulated clock: never earlier than the limits allow, and right to a few percent.
import { defaultPacing, type Pacing, rampPerDay } from '@parley/contract';
import fc from 'fast-check';
import { foresee, type Group, type Outlook, paceOf, steadyRatePerMinute } from './forecast';

const free: Pacing = { perSecond: null, perMinute: null, perHour: null, perDay: null, minDelayMs: 0, maxDelayMs: 0 };
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const now = Date.parse('2026-12-01T06:00:00Z');
const always = (count: number): Group => ({
  count,
  allowedFrom: (at) => at,
  quietFrom: () => Number.POSITIVE_INFINITY,
});

function outlook(count: number, pacing: Pacing, rest: Partial<Outlook> = {}): Outlook {
  return {
    now,
    startsAt: now,
    groups: [always(count)],
    ahead: 0,
    pacing,
    perDayAt: () => pacing.perDay,
    account: null,
    speedAt: () => 1,
    used: { hour: 0, day: 0 },
    measured: 0,
    midnight: now + 16 * hourMs,
    ...rest,
  };
}
/** Milliseconds from now to the last message. */
const span = (count: number, pacing: Pacing, rest: Partial<Outlook> = {}) =>
  (foresee(outlook(count, pacing, rest)).finishesAt ?? Number.NaN) - now;

/** Asleep from `start` to `end`, hours of the UTC day. */
function sleeping(count: number, start: number, end: number): Group {
  const hour = (at: number) => (at % dayMs) / hourMs;
  const quiet = (at: number) =>
    start < end ? hour(at) >= start && hour(at) < end : hour(at) >= start || hour(at) < end;
  const next = (at: number, of: number) => at + ((((of - hour(at)) % 24) + 24) % 24 || 24) * hourMs;
  return { count, allowedFrom: (at) => (quiet(at) ? next(at, end) : at), quietFrom: (at) => next(at, start) };
}

test('the strictest limit decides', () => {
  expect(foresee(outlook(0, defaultPacing)).finishesAt).toBeNull();
  expect(span(1, free)).toBe(0);
  expect(span(11, { ...free, minDelayMs: 2000, maxDelayMs: 4000 })).toBe(30_000);
  expect(span(60, { ...free, perMinute: 20 })).toBe(120_000);
  expect(span(61, { ...free, perMinute: 20 })).toBe(180_000);
  // 100 an hour: the 250th message leaves in the third hour; 1,000 a day: the 2,500th on the third day.
  expect(span(250, defaultPacing) / hourMs).toBeCloseTo(2.1, 0);
  expect(span(2500, defaultPacing)).toBeGreaterThan(2 * dayMs);
  expect(span(801, { ...free, perSecond: 80 })).toBe(10_000);
});

test('what the line sent today, and what others wait to send, moves the end back', () => {
  const alone = span(100, defaultPacing);
  expect(span(100, defaultPacing, { used: { hour: 90, day: 1000 } })).toBeGreaterThan(alone);
  expect(span(100, defaultPacing, { ahead: 500 })).toBeGreaterThan(alone);
  expect(span(100, defaultPacing, { account: { perDay: 250, used: 200 } })).toBeGreaterThan(alone);
  expect(span(100, { ...free, perSecond: 80 }, { speedAt: () => 0.25 })).toBe(99 * 50);
});

test('those who leave after midnight are told apart', () => {
  expect(foresee(outlook(1200, { ...free, perDay: 1000 })).tomorrow).toBe(200);
  expect(foresee(outlook(900, { ...free, perDay: 1000 })).tomorrow).toBe(0);
  expect(foresee(outlook(300, { ...free, perDay: 1000 }, { ahead: 900 })).tomorrow).toBe(200);
});

test('people asleep wait for their morning, the others do not wait for them', () => {
  // It is 06:00: half sleep until 08:00, half are awake.
  const both = { groups: [sleeping(100, 21, 8), always(100)] };
  expect(span(200, { ...free, perMinute: 20 }, both)).toBeGreaterThanOrEqual(2 * hourMs + 4 * 60_000);
  expect(span(200, { ...free, perMinute: 20 }, both)).toBeLessThan(2 * hourMs + 6 * 60_000);
  // 15 hours a day at 100 an hour: the rest waits for the next morning.
  const { finishesAt, tomorrow } = foresee(
    outlook(0, { ...defaultPacing, perDay: null }, { groups: [sleeping(1600, 21, 8)] }),
  );
  expect(new Date(finishesAt ?? 0).toISOString().slice(0, 11)).toBe('2026-12-02T');
  expect(tomorrow).toBeGreaterThan(200);
});

test('a warming line sends a little more each day', () => {
  const warmUp = { startPerDay: 50, growthPercent: 50 };
  const perDayAt = (at: number) => Math.min(1000, rampPerDay(warmUp, Math.floor((at - now) / dayMs)));
  const days = (count: number) => span(count, { ...free, perDay: 1000 }, { perDayAt }) / dayMs;
  // 50 + 75 + 112 by the end of the third day.
  expect(days(50)).toBe(0);
  expect(days(51)).toBeGreaterThanOrEqual(1);
  expect(days(51)).toBeLessThan(1.1);
  expect(days(5000)).toBeGreaterThan(8);
  expect(days(5000)).toBeLessThan(13);
});

const pacings = fc
  .record({
    perMinute: fc.option(fc.integer({ min: 1, max: 60 })),
    perHour: fc.option(fc.integer({ min: 20, max: 400 })),
    perDay: fc.option(fc.integer({ min: 100, max: 2000 })),
    delays: fc.tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 0, max: 6000 })),
  })
  .map(
    ({ delays: [a, b], ...caps }): Pacing => ({
      ...free,
      ...caps,
      minDelayMs: Math.min(a, b),
      maxDelayMs: Math.max(a, b),
    }),
  );
const counts = fc.integer({ min: 1, max: 6000 });

test('more people never finish earlier, and never before the limits allow', () => {
  fc.assert(
    fc.property(pacings, counts, fc.integer({ min: 1, max: 500 }), (pacing, count, more) => {
      const ends = span(count, pacing);
      expect(span(count + more, pacing)).toBeGreaterThanOrEqual(ends);
      const windows = [
        [pacing.perMinute, 60_000],
        [pacing.perHour, hourMs],
        [pacing.perDay, dayMs],
      ] as const;
      for (const [cap, windowMs] of windows)
        if (cap !== null) expect(ends).toBeGreaterThanOrEqual(Math.floor((count - 1) / cap) * windowMs - 60_000);
      expect(ends).toBeGreaterThanOrEqual((count - 1) * ((pacing.minDelayMs + pacing.maxDelayMs) / 2) - 1000);
    }),
    { numRuns: 150 },
  );
});

/** The pacer's own rules (see pacer.ts), message by message, with the mean of the random gap. */
function simulate(count: number, pacing: Pacing): number {
  const windows = [
    { cap: pacing.perMinute, bucketMs: 1000, reach: 60 },
    { cap: pacing.perHour, bucketMs: 60_000, reach: 60 },
    { cap: pacing.perDay, bucketMs: 1_200_000, reach: 72 },
  ].flatMap(({ cap, ...rest }) => (cap === null ? [] : [{ ...rest, cap }]));
  const gapMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const sent: number[] = [];
  let at = now;
  while (sent.length < count) {
    let free = at;
    for (const { cap, bucketMs, reach } of windows) {
      // The message that must have left the window before one more fits in.
      const oldest = sent[sent.length - cap];
      if (oldest !== undefined) free = Math.max(free, (Math.floor(oldest / bucketMs) + reach + 1) * bucketMs);
    }
    sent.push(free);
    at = free + gapMs;
  }
  return (sent.at(-1) ?? now) - now;
}

test('it says what the pacer does, to four percent and two minutes', () => {
  fc.assert(
    fc.property(pacings, counts, (pacing, count) => {
      const real = simulate(count, pacing);
      expect(Math.abs(span(count, pacing) - real)).toBeLessThanOrEqual(Math.max(120_000, real * 0.04));
    }),
    { numRuns: 150 },
  );
});

test('a campaign’s own delays replace the line’s, its limits stay', () => {
  expect(paceOf(defaultPacing, { minDelayMs: 0, maxDelayMs: 0 })).toMatchObject({ perMinute: 20, maxDelayMs: 0 });
  expect(paceOf(defaultPacing, null)).toEqual(defaultPacing);
  expect(steadyRatePerMinute(free)).toBe(Number.POSITIVE_INFINITY);
  expect(steadyRatePerMinute(defaultPacing)).toBeCloseTo(1000 / 1440, 5);
});
