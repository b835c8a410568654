// The statement stays readable while a slow campaign uses its credits one by one.
import type { CreditEntry } from '@parley/contract';
import { joinUses } from './lines';

let count = 0;

function entry(change: Partial<CreditEntry>): CreditEntry {
  count += 1;
  return {
    id: `e${count}`,
    kind: 'capture',
    amount: 0,
    reservedChange: -1,
    usedChange: 1,
    balanceAfter: 100,
    reason: null,
    campaignId: 'c1',
    campaignName: 'Spring',
    actorName: null,
    createdAt: new Date(1_800_000_000_000 - count * 1000).toISOString(),
    ...change,
  };
}

test('consecutive uses by one campaign are one line with their sum and the newest time', () => {
  const entries = [entry({ usedChange: 2 }), entry({ usedChange: 3 }), entry({ usedChange: 1 })];
  const [line, ...rest] = joinUses(entries);
  expect(rest).toEqual([]);
  expect(line).toMatchObject({ usedChange: 6, reservedChange: -3 });
  expect(line).toMatchObject({ id: entries[2]!.id, createdAt: entries[0]!.createdAt });
});

test('another campaign, another kind, and uses without a campaign begin a line of their own', () => {
  const entries = [
    entry({}),
    entry({ campaignId: 'c2' }),
    entry({ kind: 'release', amount: 1 }),
    entry({ campaignId: 'c2' }),
    entry({ campaignId: null }),
    entry({ campaignId: null }),
  ];
  expect(joinUses(entries)).toEqual(entries);
});

test('the sums over the lines are the sums over the entries', () => {
  const entries = Array.from({ length: 40 }, (_, index) => entry({ campaignId: `c${index % 7 < 4 ? 1 : 2}` }));
  const sum = (all: readonly CreditEntry[]) => all.reduce((total, one) => total + one.usedChange, 0);
  expect(sum(joinUses(entries))).toBe(sum(entries));
});
