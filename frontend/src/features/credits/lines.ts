// The statement's lines: what a campaign used in one go, entry after entry, is one line.
import type { CreditEntry } from '@parley/contract';

/**
 * Joins consecutive uses of held credits by one campaign. The line keeps the id of its oldest entry, so that it stays the same line
 * while newer ones join it; its time and balance are those of its newest.
 * @param entries newest first
 */
export function joinUses(entries: readonly CreditEntry[]): CreditEntry[] {
  const lines: CreditEntry[] = [];
  for (const entry of entries) {
    const last = lines.at(-1);
    const joins =
      last !== undefined &&
      entry.kind === 'capture' &&
      last.kind === 'capture' &&
      entry.campaignId !== null &&
      entry.campaignId === last.campaignId;
    if (!joins) {
      lines.push(entry);
      continue;
    }
    lines[lines.length - 1] = {
      ...last,
      id: entry.id,
      amount: last.amount + entry.amount,
      reservedChange: last.reservedChange + entry.reservedChange,
      usedChange: last.usedChange + entry.usedChange,
    };
  }
  return lines;
}
