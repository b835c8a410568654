// The warning that credits run low: once when the line is crossed, not with every message after it.
import type { TenantTx } from '../../platform/db/database';
import { type PublishEvent, recordEvent } from '../../platform/events';
import type { Moved } from './move';

/** A budget is low below this share of its allowance. */
const lowShare = 0.1;

/** Pure: what ran low by reserving `amount`. */
export function crossed(
  { balance, balanceBefore, lowBelow, allowance, left }: Moved,
  amount: number,
): { account: boolean; budget: boolean } {
  const budgetLine = (allowance ?? 0) * lowShare;
  return {
    account: balanceBefore >= lowBelow && balance < lowBelow,
    budget: left !== null && left + amount >= budgetLine && left < budgetLine,
  };
}

/** Records `credits.low` for the account, the budget, both or neither. */
export async function noteLow(tx: TenantTx, publish: PublishEvent, moved: Moved, amount: number): Promise<void> {
  const { account, budget } = crossed(moved, amount);
  if (account) await recordEvent(tx, publish, { type: 'credits.low', data: { balance: moved.balance } });
  if (budget)
    await recordEvent(tx, publish, { type: 'credits.low', subjectId: moved.userId, data: { left: moved.left } });
}
