// The rules of campaigns as tables, and the forecast's arithmetic.
import { type CampaignStatus, campaignStatus, defaultPacing, type Role, roles } from '@parley/contract';
import fc from 'fast-check';
import { createActor } from '../../platform/actor';
import { countTomorrow, forecastMs, paceOf, steadyRatePerMinute } from './forecast';
import { abilitiesOf, audienceOwner, demandTimely, visibleOwner } from './policy';

const as = (role: Role) => createActor({ userId: 'me', tenantId: 't', sessionId: 's', name: role, role });
const verbsOf = (role: Role, status: CampaignStatus, ownerId: string, failedCount = 0) =>
  Object.entries(abilitiesOf(as(role), { ownerId, status, failedCount }))
    .filter(([, able]) => able)
    .map(([verb]) => verb)
    .join(' ');

const byStatus: Record<CampaignStatus, string> = {
  draft: 'edit start remove',
  scheduled: 'cancel',
  running: 'pause cancel',
  paused: 'resume cancel',
  completed: '',
  cancelled: '',
  failed: 'edit start remove',
};

test.each(campaignStatus.options)('what a coach may do with their own %s campaign', (status) => {
  expect(verbsOf('coach', status, 'me')).toBe(byStatus[status]);
});

test.each(roles)('a %s and somebody else’s campaign', (role) => {
  const mayManageAll = ['owner', 'admin', 'manager'].includes(role);
  expect(verbsOf(role, 'running', 'other')).toBe(mayManageAll ? 'pause cancel' : '');
  expect(visibleOwner(as(role))).toBe(mayManageAll ? null : 'me');
});

test('an agent manages no campaign, not even one on their name', () => {
  for (const status of campaignStatus.options) expect(verbsOf('agent', status, 'me', 5)).toBe('');
});

test('a coach writes to their own contacts alone', () => {
  expect(roles.filter((role) => audienceOwner(as(role)) === 'me')).toEqual(['coach']);
});

test('retrying needs something failed, and a campaign that was not ended on purpose', () => {
  const able = campaignStatus.options.filter((status) => verbsOf('owner', status, 'x', 1).includes('retryFailed'));
  expect(able).toEqual(['running', 'paused', 'completed']);
  expect(() => demandTimely('retryFailed', { status: 'completed', failedCount: 0 })).toThrow('nothing failed');
});

const seconds = (ms: number) => Math.round(ms / 1000);
const free = { perSecond: null, perMinute: null, perHour: null, perDay: null, minDelayMs: 0, maxDelayMs: 0 };

test('the forecast follows the strictest limit', () => {
  expect(forecastMs(0, defaultPacing)).toBe(0);
  expect(forecastMs(1, free)).toBe(0);
  expect(seconds(forecastMs(11, { ...free, minDelayMs: 2000, maxDelayMs: 4000 }))).toBe(30);
  expect(seconds(forecastMs(60, { ...free, perMinute: 20 }))).toBe(120);
  expect(seconds(forecastMs(61, { ...free, perMinute: 20 }))).toBe(180);
  // 100 an hour: the 250th message leaves in the third hour.
  expect(forecastMs(250, defaultPacing)).toBeGreaterThan(2 * 3_600_000);
  expect(forecastMs(250, defaultPacing)).toBeLessThan(3 * 3_600_000);
  // 1,000 a day: the 2,500th on the third day.
  expect(forecastMs(2500, defaultPacing)).toBeGreaterThan(2 * 86_400_000);
});

test('what the line sent today and what others wait to send moves the end back', () => {
  expect(forecastMs(100, defaultPacing, { usedToday: 1000 })).toBeGreaterThan(forecastMs(100, defaultPacing));
  expect(forecastMs(100, defaultPacing, { ahead: 500 })).toBeGreaterThan(forecastMs(100, defaultPacing));
  expect(countTomorrow(300, defaultPacing, { usedToday: 900 })).toBe(200);
  expect(countTomorrow(300, defaultPacing, { usedToday: 5000 })).toBe(300);
  expect(countTomorrow(300, free)).toBe(0);
});

test('a campaign’s own delays replace the line’s, its limits stay', () => {
  expect(paceOf(defaultPacing, { minDelayMs: 0, maxDelayMs: 0 })).toMatchObject({ perMinute: 20, maxDelayMs: 0 });
  expect(paceOf(defaultPacing, null)).toEqual(defaultPacing);
  expect(steadyRatePerMinute(free)).toBe(Number.POSITIVE_INFINITY);
  expect(steadyRatePerMinute(defaultPacing)).toBeCloseTo(1000 / 1440, 5);
});

const cap = (max: number) => fc.option(fc.integer({ min: 1, max }));
const pacing = fc
  .record({
    perSecond: cap(50),
    perMinute: cap(500),
    perHour: cap(5000),
    perDay: cap(20_000),
    minDelayMs: fc.nat(9000),
    wider: fc.nat(9000),
  })
  .map(({ wider, ...rest }) => ({ ...rest, maxDelayMs: rest.minDelayMs + wider }));

test('more messages never finish earlier, and the day limit is not outrun', () => {
  fc.assert(
    fc.property(pacing, fc.nat(30_000), fc.nat(3000), (limits, count, more) => {
      const until = forecastMs(count, limits);
      expect(forecastMs(count + more, limits)).toBeGreaterThanOrEqual(until);
      if (limits.perDay !== null)
        expect(until).toBeGreaterThanOrEqual(Math.floor((count - 1) / limits.perDay) * 86_400_000);
    }),
  );
});

test('a limit alone is met to the window', () => {
  const windows = { perSecond: 1000, perMinute: 60_000, perHour: 3_600_000, perDay: 86_400_000 };
  const limit = fc.constantFrom('perSecond', 'perMinute', 'perHour', 'perDay');
  fc.assert(
    fc.property(limit, fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 5000 }), (name, most, count) => {
      expect(forecastMs(count, { ...free, [name]: most })).toBe(Math.floor((count - 1) / most) * windows[name]);
    }),
  );
});
