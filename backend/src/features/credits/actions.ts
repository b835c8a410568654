// Topping up, limiting members, and saying when the balance is low.
import type {
  CreditBudget,
  EndpointParsed,
  OwnCredits,
  quoteCredits,
  setCreditBudget,
  topUpCredits,
} from '@parley/contract';
import { AppError, found } from '../../platform/errors';
import type { TenantContext } from '../../platform/http/context';
import { addCredits } from './ledger';
import { readMeans } from './move';
import { listBudgets, readOwn } from './queries';
import { spendable, suggest } from './shortage';

/** @throws AppError forbidden where only the operator of the installation adds credits */
export async function topUp(
  { tx, actor, parts, record }: TenantContext,
  { amount, reason }: EndpointParsed<typeof topUpCredits>['body'],
): Promise<OwnCredits> {
  if (parts.config.credits.topUpBy === 'operator')
    throw new AppError('forbidden', 'Credits are added by the operator of this installation. Ask them for a top-up.');
  await addCredits(tx, { amount, actorId: actor.userId, reason });
  await record({ type: 'credits.topped_up', data: { amount } });
  return readOwn(tx, actor.userId);
}

export async function changeSettings(
  { tx, actor, record }: TenantContext,
  { lowBelow }: { lowBelow: number },
): Promise<OwnCredits> {
  await tx.query('update credit_accounts set low_below = $2 where tenant_id = $1', [tx.tenantId, lowBelow]);
  await record({ type: 'credits.low_changed', data: { lowBelow } });
  return readOwn(tx, actor.userId);
}

/**
 * Sets what a member may spend. A first limit counts from now; a changed one goes on counting; null lifts it. The account is locked before
 * the budget, as in every movement.
 * @throws AppError not_found
 */
export async function setBudget(
  { tx, actor, record }: TenantContext,
  userId: string,
  { allowance, reason }: EndpointParsed<typeof setCreditBudget>['body'],
): Promise<CreditBudget> {
  found((await listBudgets(tx, userId))[0], 'member');
  await tx.query('select 1 from credit_accounts where tenant_id = $1 for update', [tx.tenantId]);
  await tx.query(
    `with changed as (
       insert into credit_budgets as b (tenant_id, user_id, allowance) values ($1, $2, $3)
       on conflict (tenant_id, user_id) do update set allowance = $3, used_before = case when b.allowance is null then b.used else b.used_before end
     )
     insert into credit_entries (tenant_id, kind, amount, balance_after, user_id, actor_id, reason, allowance)
     select $1, 'budget', 0, balance, $2, $4, $5, $3 from credit_accounts where tenant_id = $1`,
    [tx.tenantId, userId, allowance, actor.userId, reason || null],
  );
  await record({ type: 'credits.budget_changed', subjectId: userId, data: { allowance } });
  return found((await listBudgets(tx, userId))[0], 'member');
}

/** What sending would cost the caller. */
export async function quote(
  { tx, actor }: TenantContext,
  { recipients, messagesEach }: EndpointParsed<typeof quoteCredits>['body'],
) {
  const means = await readMeans(tx, { userId: actor.userId });
  const required = recipients * messagesEach;
  const enough = required <= spendable(means);
  return { required, balance: means.balance, budgetLeft: means.left, enough, suggestion: suggest(required, means) };
}
