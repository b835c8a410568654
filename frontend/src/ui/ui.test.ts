// The kit's small decisions.
import { initialsOf } from './avatar';
import { splitCumulative, sumOutcomes } from './outcomes';

test.each([
  ['Maya Friedman', 'MF'],
  ['דניאל אזולאי', 'דא'],
  ['Christopher Wellington-Adeyemi Junior', 'CJ'],
  ['Noa', 'N'],
  ['+1 555 0168', '68'],
  ['', ''],
])('the initials of "%s" are "%s"', (name, initials) => {
  expect(initialsOf(name)).toBe(initials);
});

test('the parts of a progress bar add up to what was done, whatever overlaps in the counters', () => {
  const parts = splitCumulative({
    sentCount: 1249,
    deliveredCount: 1198,
    readCount: 874,
    failedCount: 31,
    uncertainCount: 4,
  });
  expect(parts).toEqual({ read: 874, delivered: 324, sent: 51, failed: 31, uncertain: 4 });
  expect(sumOutcomes(parts)).toBe(1249 + 31 + 4);
});

test('a read receipt that arrives before its delivery never makes a part negative', () => {
  const parts = splitCumulative({ sentCount: 1, deliveredCount: 0, readCount: 1, failedCount: 0, uncertainCount: 0 });
  expect(Object.values(parts).every((part) => part >= 0)).toBe(true);
  expect(sumOutcomes(parts)).toBe(1);
});
