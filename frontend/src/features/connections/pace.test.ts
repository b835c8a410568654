// Limits in practice: what they allow, when they are risky, what was typed.
import { defaultPacing } from '@parley/contract';
import { fromTexts, isFasterThanDefault, messagesPerHour, toTexts } from './pace';

const unlimited = { perMinute: null, perHour: null, perDay: null, perSecond: null, minDelayMs: 0, maxDelayMs: 0 };

test('the tightest limit decides how many leave in an hour', () => {
  expect(messagesPerHour(defaultPacing)).toBe(100);
  expect(messagesPerHour({ ...defaultPacing, perHour: null })).toBe(1000);
  expect(messagesPerHour({ ...defaultPacing, perHour: null, perDay: null })).toBe(1028);
  expect(messagesPerHour(unlimited)).toBeNull();
});

test('the default is safe; a removed limit or a shorter wait is not', () => {
  expect(isFasterThanDefault(defaultPacing)).toBe(false);
  expect(isFasterThanDefault({ ...defaultPacing, perDay: null })).toBe(true);
  expect(isFasterThanDefault({ ...defaultPacing, minDelayMs: 500 })).toBe(true);
  expect(isFasterThanDefault({ ...defaultPacing, perHour: 50 })).toBe(false);
});

test('the form gives back what it was given', () => {
  expect(fromTexts(toTexts(defaultPacing))).toEqual({ pacing: defaultPacing });
  const cloud = { ...unlimited, perSecond: 80 };
  expect(fromTexts(toTexts(cloud))).toEqual({ pacing: cloud });
});

test('what cannot be a limit is refused under its own field', () => {
  const texts = toTexts(defaultPacing);
  expect(fromTexts({ ...texts, perHour: '1.5', minDelay: 'x' })).toEqual({ wrong: ['perHour', 'minDelay'] });
  expect(fromTexts({ ...texts, perMinute: '0' })).toEqual({ wrong: ['perMinute'] });
  expect(fromTexts({ ...texts, perSecond: '1001' })).toEqual({ wrong: ['perSecond'] });
  expect(fromTexts({ ...texts, minDelay: '9' })).toEqual({ wrong: ['maxDelay'] });
});
