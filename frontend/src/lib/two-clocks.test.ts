// Two clocks: both are shown where they differ at that moment, and only there.
import type { TFunction } from 'i18next';
import { formattersFor } from './format';
import { readClocks, sayMoment } from './two-clocks';

const jerusalem = formattersFor('en', 'Asia/Jerusalem');
const summer = '2026-09-03T13:40:00.000Z';
// The test's words stand in for the translated ones.
const t = ((_key: string, clocks: object) => JSON.stringify(clocks)) as unknown as TFunction;

test('a reader elsewhere sees the tenant’s clock by its name, and their own', () => {
  expect(readClocks(jerusalem, summer, 'dateTime', 'Europe/Berlin')).toEqual({
    there: '3 Sept 2026, 16:40',
    place: 'Israel Time',
    here: '15:40',
  });
  expect(sayMoment(t, jerusalem, summer, 'dateTime', 'Europe/Berlin')).toContain('Israel Time');
});

test('the day is said again where it is another one', () => {
  expect(readClocks(jerusalem, summer, 'dateTime', 'Pacific/Auckland')?.here).toBe('4 Sept 2026, 01:40');
});

test('clocks that show the same are one: in the same zone, and in another that agrees at that moment', () => {
  expect(readClocks(jerusalem, summer, 'until', 'Asia/Jerusalem')).toBeNull();
  expect(sayMoment(t, jerusalem, summer, 'dateTime', 'Europe/Bucharest')).toBe('3 Sept 2026, 16:40');
});

test('a team without a zone of its own has the clock of the world', () => {
  expect(readClocks(formattersFor('en', 'UTC'), summer, 'until', 'Europe/Berlin')?.place).toBe('UTC');
});

test('a Hebrew reader sees the clock’s name in Hebrew', () => {
  expect(readClocks(formattersFor('he', 'Asia/Jerusalem'), summer, 'until', 'Europe/Berlin')?.place).toBe('שעון ישראל');
});
