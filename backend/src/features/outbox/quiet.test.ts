// Quiet hours by the clock where the recipient lives, on the days when clocks change too.
import fc from 'fast-check';
import { minuteMs, minuteOfDay, nextClock, offsetMinutes } from '../../platform/zones';
import { allowedFrom, countryOf, isQuietMinute, type Quiet, quietFrom, toClock, toMinutes, zonesFor } from './quiet';

const night: Quiet = { start: toMinutes('21:00'), end: toMinutes('08:00') };
const at = (iso: string) => Date.parse(iso);
const iso = (ms: number) => new Date(ms).toISOString();

test('a number tells its country, and of the countries that share +1 and +7 each its own', () => {
  const of = (phones: string[]) => phones.map((phone) => countryOf(phone));
  expect(of(['+972501234567', '+12125550100', '+14165550100', '+12422000000', '+17875550100'])).toEqual([
    'IL',
    'US',
    'CA',
    'BS',
    'PR',
  ]);
  expect(of(['+79161234567', '+77011234567', '+447911123456', '+61412345678', '+5511987654321'])).toEqual([
    'RU',
    'KZ',
    'GB',
    'AU',
    'BR',
  ]);
  expect(countryOf(null)).toBeNull();
  expect(countryOf('+999123')).toBeNull();
});

test('at night nobody is written to; the morning there is the earliest time', () => {
  const israel = zonesFor('IL', 'UTC', night, at('2026-12-01T00:00:00Z'));
  expect(iso(allowedFrom(israel, night, at('2026-12-01T20:30:00Z')))).toBe('2026-12-02T06:00:00.000Z');
  expect(iso(allowedFrom(israel, night, at('2026-12-01T12:00:30Z')))).toBe('2026-12-01T12:00:30.000Z');
  expect(iso(quietFrom(israel, night, at('2026-12-01T12:00:30Z')))).toBe('2026-12-01T19:00:00.000Z');
});

test('in a country with several zones a message waits until every one of them allows it', () => {
  // 13:00 in New York is 08:00 in Honolulu; 20:59 in New York is the last minute.
  const us = (text: string) => {
    const now = at(text);
    return iso(allowedFrom(zonesFor('US', 'UTC', night, now), night, now));
  };
  expect(us('2026-12-01T14:00:00Z')).toBe('2026-12-01T18:00:00.000Z');
  expect(us('2026-12-01T18:00:00Z')).toBe('2026-12-01T18:00:00.000Z');
  expect(us('2026-12-02T01:59:00Z')).toBe('2026-12-02T01:59:00.000Z');
  expect(us('2026-12-02T02:00:00Z')).toBe('2026-12-02T18:00:00.000Z');
});

test('where no hour suits every zone of a country, its middle one decides instead of nobody being written to', () => {
  const long: Quiet = { start: toMinutes('17:00'), end: toMinutes('10:00') };
  expect(zonesFor('RU', 'UTC', long, at('2026-06-01T00:00:00Z'))).toHaveLength(1);
});

test('without a number the tenant’s own clock counts', () => {
  expect(zonesFor(null, 'Asia/Jerusalem', night, 0)).toEqual(['Asia/Jerusalem']);
});

test('a night in which the clocks change ends at the same time on the clock', () => {
  // Israel: 2026-03-27 02:00 → 03:00, 2026-10-25 02:00 → 01:00. Winter is UTC+2, summer UTC+3.
  const zones = ['Asia/Jerusalem'];
  expect(iso(allowedFrom(zones, night, at('2026-03-26T20:00:00Z')))).toBe('2026-03-27T05:00:00.000Z');
  expect(iso(allowedFrom(zones, night, at('2026-10-24T20:00:00Z')))).toBe('2026-10-25T06:00:00.000Z');
});

const zone = fc.constantFrom(
  'Asia/Jerusalem',
  'America/New_York',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'Europe/London',
);
const quiet = fc
  .record({ start: fc.integer({ min: 0, max: 1439 }), end: fc.integer({ min: 0, max: 1439 }) })
  .filter(({ start, end }) => start !== end);
// Instants within two days of a change of clocks, where mistakes are made.
const changes = [
  '2026-03-08T07:00Z',
  '2026-03-27T00:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-11-01T06:00Z',
  '2026-04-04T15:00Z',
];
const instant = fc
  .tuple(fc.constantFrom(...changes), fc.integer({ min: -2 * 1440, max: 2 * 1440 }))
  .map(([text, minutes]) => at(text) + minutes * minuteMs);

test('whatever the zone, the hours and the day, the time found is allowed, within a day, and nothing before it was', () => {
  fc.assert(
    fc.property(zone, quiet, instant, (name, hours, now) => {
      const found = allowedFrom([name], hours, now);
      const asleep = (time: number) => isQuietMinute(hours, minuteOfDay(offsetMinutes(name, time), time));
      expect(asleep(found)).toBe(false);
      expect(found - now).toBeLessThanOrEqual(25 * 60 * minuteMs);
      if (found === now) return;
      // When clocks go back an hour of the night comes twice; a pause between the two is slept through.
      const steps = Math.floor((found - now) / (7 * minuteMs));
      const awake = Array.from({ length: steps }, (_, n) => now + n * 7 * minuteMs).filter((time) => !asleep(time));
      expect(awake.length * 7).toBeLessThanOrEqual(60);
    }),
    { numRuns: 500 },
  );
});

test('a clock’s next time is really shown then, or skipped by a change of clocks', () => {
  fc.assert(
    fc.property(zone, fc.integer({ min: 0, max: 1439 }), instant, (name, minute, now) => {
      const found = nextClock(name, now, minute);
      expect(found).toBeGreaterThan(now);
      const shown = minuteOfDay(offsetMinutes(name, found), found);
      expect((shown - minute + 1440) % 1440).toBeLessThanOrEqual(60);
    }),
    { numRuns: 500 },
  );
});

test('times are written and read alike', () => {
  expect(['00:00', '08:05', '21:30'].map((text) => toClock(toMinutes(text)))).toEqual(['00:00', '08:05', '21:30']);
});
