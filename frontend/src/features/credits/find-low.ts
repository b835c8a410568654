// Which of a person's two means runs low: what the tenant has, or what they may spend of it.
import type { OwnCredits } from '@parley/contract';

/** A budget is low below this share of its allowance, as the server warns. */
const lowShare = 0.1;

/** @returns the one that ends first, when it is low; one word at a time is enough */
export function findLow({
  balance,
  lowBelow,
  budget,
}: Pick<OwnCredits, 'balance' | 'lowBelow' | 'budget'>): 'account' | 'budget' | null {
  const budgetLow = budget && (budget.left === 0 || budget.left < budget.allowance * lowShare);
  if (budgetLow && budget.left < balance) return 'budget';
  return balance < lowBelow || balance === 0 ? 'account' : null;
}
