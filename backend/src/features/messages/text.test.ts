// Places in a thread and previews.
import fc from 'fast-check';
import { cleanContent, placeInThread, previewOf } from './text';

test('a message given in whole seconds stands at the end of its second, what the business wrote last, whenever it arrives', () => {
  const second = new Date('2026-03-01T12:00:04.000Z');
  expect(placeInThread(second, false)).toEqual(new Date('2026-03-01T12:00:04.998Z'));
  expect(placeInThread(second, true)).toEqual(new Date('2026-03-01T12:00:04.999Z'));
  const exact = new Date('2026-03-01T12:00:04.123Z');
  expect(placeInThread(exact, false)).toEqual(exact);
});

test('a later second never moves before an earlier one', () => {
  const second = fc.integer({ min: 0, max: 4_000_000_000 });
  fc.assert(
    fc.property(second, second, fc.boolean(), fc.boolean(), (a, b, fromMe, toMe) => {
      fc.pre(a < b);
      const [early, late] = [placeInThread(new Date(a * 1000), fromMe), placeInThread(new Date(b * 1000), toMe)];
      expect(early.getTime()).toBeLessThan(late.getTime());
    }),
  );
});

test.each([
  ['Hello', {}, 'Hello'],
  [null, { caption: 'The menu' }, 'The menu'],
  ['  ', { caption: 5 }, ''],
  ['a\0b', {}, 'ab'],
])('the preview of %j with %j is %j', (text, content, preview) => {
  expect(previewOf(text, content)).toBe(preview);
});

test('content stays JSON and loses only what cannot be stored', () => {
  expect(cleanContent({ a: 'x\0y', b: ['\ud83d', '\\u0000'], c: { d: 1 } })).toBe(
    JSON.stringify({ a: 'xy', b: ['\ufffd', '\\u0000'], c: { d: 1 } }),
  );
});
