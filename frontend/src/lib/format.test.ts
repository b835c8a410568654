// Words for times and figures, in both languages.
import { formattersFor } from './format';
import { spacePhone } from './phone';

const en = formattersFor('en');
const he = formattersFor('he');
const now = new Date(2026, 10, 18, 15, 0).getTime();
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

test('a list row says the time today, the word yesterday, the weekday this week, then the date', () => {
  expect(en.short(now - 25 * minuteMs, now)).toBe('14:35');
  expect(en.short(now - dayMs, now)).toBe('Yesterday');
  expect(en.short(now - 3 * dayMs, now)).toBe('Sunday');
  expect(en.short(now - 30 * dayMs, now)).toBe('19 Oct 2026');
  expect(he.short(now - dayMs, now)).toBe('אתמול');
});

test('yesterday is the day before on the calendar, not 24 hours ago', () => {
  expect(en.day(new Date(2026, 10, 17, 23, 59), now)).toBe('Yesterday');
  expect(en.day(new Date(2026, 10, 18, 0, 1), now)).toBe('Today');
});

test('spans are told in their two largest units', () => {
  expect(en.duration(43 * minuteMs)).toBe('43 min');
  expect(en.duration(125 * minuteMs)).toBe('2 hr 5 min');
  expect(en.duration(20_000)).toBe('20 sec');
});

test('sizes are told in the unit that suits them', () => {
  expect(en.bytes(1)).toBe('1 byte');
  expect(en.bytes(839)).toBe('839 bytes');
  expect(en.bytes(248_000)).toBe('248 kB');
  expect(formattersFor('he').bytes(2_400_000)).toBe('\u20662.4 MB\u2069');
});

test('relative times follow the language', () => {
  expect(en.relative(now - 5 * minuteMs, now)).toBe('5 minutes ago');
  expect(he.relative(now - 5 * minuteMs, now)).toBe('לפני 5 דקות');
});

test.each([
  ['+972500000142', '+972 50 000 0142'],
  ['+15550100131', '+1 555 010 0131'],
  ['+447700900123', '+44 770 090 0123'],
  ['not a number', 'not a number'],
])('the phone number %s is spaced as %s', (stored, shown) => {
  expect(spacePhone(stored)).toBe(shown);
});

test('times are told on the clock they are asked for, wherever the reader is', () => {
  const lateEvening = '2026-11-18T22:30:00Z';
  const inJerusalem = formattersFor('en', 'Asia/Jerusalem');
  const inNewYork = formattersFor('en', 'America/New_York');
  expect(inJerusalem.time(lateEvening)).toBe('00:30');
  expect(inNewYork.time(lateEvening)).toBe('17:30');
  expect(inJerusalem.dayKey(lateEvening)).toBe('2026-11-19');
  expect(inJerusalem.day(lateEvening, Date.parse('2026-11-18T23:00:00Z'))).toBe('Today');
  expect(inNewYork.until(lateEvening, Date.parse('2026-11-18T04:00:00Z'))).toBe('Wed 17:30');
});

test('a zone that this browser does not know is no reason to show nothing', () => {
  expect(formattersFor('en', 'Mars/Olympus').time(now)).toBe(en.time(now));
});
