// Two wordings are called different only when chance would rarely make them so.
import fc from 'fast-check';
import { distance, judge } from './compare';

const variant = (number: number, sentCount: number, repliedCount: number, readCount = sentCount) => ({
  number,
  sentCount,
  deliveredCount: sentCount,
  readCount,
  repliedCount,
});

test('too few people are never told apart', () => {
  expect(judge([variant(0, 29, 29), variant(1, 500, 0)])).toEqual({ kind: 'tooFew' });
  expect(judge([variant(0, 500, 100)])).toEqual({ kind: 'tooFew' });
});

test('a clear difference names the better one, a small one does not', () => {
  expect(judge([variant(0, 200, 10), variant(1, 200, 40)])).toMatchObject({ kind: 'better', winner: { number: 1 } });
  expect(judge([variant(0, 200, 20), variant(1, 200, 24)])).toEqual({ kind: 'noDifference' });
  expect(judge([variant(0, 200, 5, 80), variant(1, 200, 6, 150)])).toMatchObject({
    kind: 'better',
    measure: 'readCount',
    winner: { number: 1 },
  });
});

test('the textbook value: 45 of 200 against 30 of 200 are 1.92 errors apart, not enough', () => {
  expect(distance(variant(0, 200, 45), variant(1, 200, 30), 'repliedCount')).toBeCloseTo(1.921, 2);
  expect(judge([variant(0, 200, 45), variant(1, 200, 30)]).kind).toBe('noDifference');
});

test('equal variants are never different, whatever their size, and the order does not matter', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 30, max: 5000 }),
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 0, max: 30 }),
      (n, a, b) => {
        expect(judge([variant(0, n, a), variant(1, n, a)]).kind).toBe('noDifference');
        const [one, other] = [variant(0, n, a), variant(1, n, b)];
        expect(judge([one, other])).toEqual(judge([other, one]));
      },
    ),
  );
});
