// Places in a thread and previews.
import fc from 'fast-check';
import { cleanContent, placeInThread, previewOf } from './text';

test('a message given in whole seconds never stands before our own of the same second', () => {
  const now = new Date('2026-03-01T12:00:05.600Z');
  expect(placeInThread(new Date('2026-03-01T12:00:05.000Z'), now)).toEqual(now);
  expect(placeInThread(new Date('2026-03-01T12:00:04.000Z'), now)).toEqual(new Date('2026-03-01T12:00:04.999Z'));
  expect(placeInThread(new Date('2026-03-01T12:00:04.123Z'), now)).toEqual(new Date('2026-03-01T12:00:04.123Z'));
});

test('a provider’s clock that runs ahead is believed, so that its messages keep their order', () => {
  const [first, second] = [new Date('2026-03-01T12:00:08.000Z'), new Date('2026-03-01T12:00:09.000Z')];
  expect(placeInThread(first, now)).toEqual(first);
  expect(placeInThread(second, now)).toEqual(second);
});

test('a later second never moves before an earlier one', () => {
  const now = new Date();
  const second = fc.integer({ min: 0, max: Math.floor(now.getTime() / 1000) });
  fc.assert(
    fc.property(second, second, (a, b) => {
      const [early, late] = [Math.min(a, b), Math.max(a, b)].map((s) => placeInThread(new Date(s * 1000), now));
      expect(early!.getTime()).toBeLessThanOrEqual(late!.getTime());
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
