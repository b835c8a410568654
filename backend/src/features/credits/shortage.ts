// What is said when credits are short: of the tenant, or of a member's budget.
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { readMeans } from './move';

export interface Means {
  /** Of the tenant. */
  balance: number;
  /** What is left of the budget that would pay; null without a limit. */
  left: number | null;
}

/** What could be spent at most. */
export function spendable({ balance, left }: Means): number {
  return left === null ? balance : Math.min(balance, left);
}

/** @returns what to do about it; null when there is enough */
export function suggest(required: number, { balance, left }: Means): string | null {
  if (left !== null && required > left && left <= balance) {
    const ask = `Ask an admin to raise your budget by at least ${required - left} credits`;
    return left > 0 ? `${ask}, or choose at most ${left} recipients.` : `${ask}.`;
  }
  if (required <= balance) return null;
  const topUp = `Top up at least ${required - balance} credits`;
  return balance > 0 ? `${topUp}, or choose at most ${balance} recipients.` : `${topUp}.`;
}

/** The refusal of a reserve: `balance` in its data is what is left of the one that was short. */
export async function describeShortage(
  tx: TenantTx,
  required: number,
  payer: { campaignId?: string; userId?: string },
): Promise<AppError> {
  const means = await readMeans(tx, payer);
  const balance = spendable(means);
  const suggestion = suggest(required, means) ?? 'Try again.';
  const place =
    means.left !== null && means.left <= means.balance ? `${balance} are left of the budget` : `${balance} are left`;
  return new AppError('insufficient_credits', `This needs ${required} credits and ${place}. ${suggestion}`, {
    data: { balance, required, suggestion },
  });
}
