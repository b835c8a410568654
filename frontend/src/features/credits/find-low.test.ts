// Whom a low balance or budget is told to, and which of the two.
import { findLow } from './find-low';

const budget = (left: number, allowance = 100) => ({ left, allowance });

test.each([
  ['enough of both', 500, 100, budget(50), null],
  ['enough, and no limit', 500, 100, null, null],
  ['the balance is low', 97, 100, null, 'account'],
  ['the budget is used up', 500, 100, budget(0), 'budget'],
  ['both are low: the budget ends first', 97, 100, budget(0), 'budget'],
  ['both are low: the balance ends first', 3, 100, budget(5), 'account'],
  ['neither has anything', 0, 0, budget(0), 'account'],
  ['nothing is left although nobody asked to be warned', 0, 0, null, 'account'],
  ['a budget of nothing', 500, 100, budget(0, 0), 'budget'],
] as const)('%s', (_case, balance, lowBelow, of, expected) => {
  expect(findLow({ balance, lowBelow, budget: of })).toBe(expected);
});
