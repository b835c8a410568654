// The statement's lines over pages: a line that a page's end cut in two is one again.
import type { CreditLine } from '@parley/contract';

const summed: readonly CreditLine['kind'][] = ['reserve', 'capture', 'release'];

/**
 * Joins parts of one line: same day, kind, campaign and member. The line keeps time and balance of its newest part.
 * @param lines newest first, as the pages gave them
 */
export function joinLines(lines: readonly CreditLine[]): CreditLine[] {
  const joined = new Map<string, CreditLine>();
  for (const line of lines) {
    const { day, kind, campaignId, memberId } = line;
    const key = summed.includes(kind) ? [day, kind, campaignId, memberId].join('|') : line.id;
    const before = joined.get(key);
    joined.set(
      key,
      before
        ? {
            ...before,
            amount: before.amount + line.amount,
            reservedChange: before.reservedChange + line.reservedChange,
            usedChange: before.usedChange + line.usedChange,
            entries: before.entries + line.entries,
          }
        : line,
    );
  }
  return [...joined.values()];
}
