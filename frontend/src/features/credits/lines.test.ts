// The statement's lines stay whole and exact however many pages they came in.
import type { CreditLine } from '@parley/contract';
import { joinLines } from './lines';

let count = 0;

function line(change: Partial<CreditLine>): CreditLine {
  count += 1;
  return {
    id: `e${count}`,
    kind: 'capture',
    amount: 0,
    reservedChange: -1,
    usedChange: 1,
    balanceAfter: 100,
    allowance: null,
    reason: null,
    campaignId: 'c1',
    campaignName: 'Spring',
    memberId: null,
    memberName: null,
    actorName: null,
    createdAt: new Date(1_800_000_000_000 - count * 1000).toISOString(),
    day: '2026-11-21',
    entries: 1,
    ...change,
  };
}

test('a line that two pages share is one line with their sum and the newest time', () => {
  const [newer, older] = [line({ usedChange: 2, entries: 2 }), line({ usedChange: 3, entries: 3 })];
  expect(joinLines([newer, line({ kind: 'top_up' }), older])).toMatchObject([
    { id: newer.id, createdAt: newer.createdAt, usedChange: 5, entries: 5 },
    { kind: 'top_up' },
  ]);
});

test('another day, campaign, member or kind, and every top-up, is a line of its own', () => {
  const lines = [
    line({}),
    line({ campaignId: 'c2' }),
    line({ memberId: 'm1' }),
    line({ day: '2026-11-20' }),
    line({ kind: 'release' }),
    line({ kind: 'top_up' }),
    line({ kind: 'top_up' }),
  ];
  expect(joinLines(lines)).toEqual(lines);
});

test('the sums over the lines are the sums over the pages', () => {
  const lines = Array.from({ length: 40 }, (_, index) => line({ campaignId: `c${index % 7 < 4 ? 1 : 2}` }));
  const sum = (all: readonly CreditLine[]) => all.reduce((total, one) => total + one.usedChange, 0);
  expect(sum(joinLines(lines))).toBe(sum(lines));
});
