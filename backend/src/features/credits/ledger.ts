// The ledger's verbs. Each is one statement: the account moves and its entry is appended together, so that the sum over all entries
// is the balance at every commit. Callers record the event, at most once per batch.

import type { creditKind } from '@parley/contract';
import type { z } from 'zod';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';

interface Movement {
  kind: z.infer<typeof creditKind>;
  balance: number;
  reserved: number;
  used: number;
  campaignId?: string | undefined;
  actorId?: string | undefined;
  reason?: string | undefined;
}

/** @returns the balance afterwards, or undefined when it would fall below zero (nothing is changed then) */
async function move(tx: TenantTx, movement: Movement): Promise<number | undefined> {
  const { kind, balance, reserved, used, campaignId, actorId, reason } = movement;
  const row = await tx.one<{ balance_after: number }>(
    `with account as (
       update credit_accounts set balance = balance + $3::bigint, reserved = reserved + $4::bigint, used = used + $5::bigint
       where tenant_id = $1 and balance + $3::bigint >= 0 returning balance
     )
     insert into credit_entries (tenant_id, kind, amount, reserved_change, used_change, balance_after, campaign_id, actor_id, reason)
     select $1, $2, $3, $4, $5, account.balance, $6, $7, $8 from account returning balance_after`,
    [tx.tenantId, kind, balance, reserved, used, campaignId ?? null, actorId ?? null, reason ?? null],
  );
  return row?.balance_after;
}

function checkAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new Error(`An amount of credits must be a whole number from 0, not ${amount}`);
}

async function mustMove(tx: TenantTx, movement: Movement): Promise<number> {
  const balanceAfter = await move(tx, movement);
  if (balanceAfter === undefined) throw new Error('This tenant has no credit account');
  return balanceAfter;
}

/** Opens the tenant's account with its welcome credits. @param amount credits, 0 allowed */
export async function openAccount(tx: TenantTx, amount: number): Promise<void> {
  checkAmount(amount);
  await tx.query('insert into credit_accounts (tenant_id) values ($1)', [tx.tenantId]);
  if (amount > 0)
    await mustMove(tx, { kind: 'signup', balance: amount, reserved: 0, used: 0, reason: 'Welcome credits' });
}

/** Adds credits. @returns the balance afterwards */
export async function addCredits(
  tx: TenantTx,
  { amount, actorId, reason }: { amount: number; actorId: string; reason: string },
): Promise<number> {
  checkAmount(amount);
  return mustMove(tx, { kind: 'top_up', balance: amount, reserved: 0, used: 0, actorId, reason });
}

/**
 * Sets credits aside: balance → reserved. One atomic statement, so that parallel launches can never spend a credit twice.
 * @param of.amount credits; 0 does nothing
 * @throws AppError insufficient_credits with `{balance, required, suggestion}`
 */
export async function reserveCredits(
  tx: TenantTx,
  of: { amount: number; campaignId?: string; actorId?: string; reason?: string },
): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount === 0) return;
  const balanceAfter = await move(tx, { kind: 'reserve', balance: -amount, reserved: amount, used: 0, ...about });
  if (balanceAfter === undefined) throw await describeShortage(tx, amount);
}

/** Spends what was set aside: reserved → used. 0 does nothing. */
export async function captureCredits(tx: TenantTx, of: { amount: number; campaignId?: string }): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount > 0) await mustMove(tx, { kind: 'capture', balance: 0, reserved: -amount, used: amount, ...about });
}

/** Gives back what was set aside: reserved → balance. 0 does nothing. */
export async function releaseCredits(
  tx: TenantTx,
  of: { amount: number; campaignId?: string; reason?: string },
): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount > 0) await mustMove(tx, { kind: 'release', balance: amount, reserved: -amount, used: 0, ...about });
}

/** Gives back what was spent on a message that failed after all: used → balance. 0 does nothing. */
export async function refundCredits(tx: TenantTx, of: { amount: number; campaignId?: string }): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount > 0)
    await mustMove(tx, {
      kind: 'release',
      balance: amount,
      reserved: 0,
      used: -amount,
      reason: 'Failed after it was sent',
      ...about,
    });
}

async function describeShortage(tx: TenantTx, required: number): Promise<AppError> {
  const account = await tx.one<{ balance: number }>('select balance from credit_accounts where tenant_id = $1', [
    tx.tenantId,
  ]);
  const balance = account?.balance ?? 0;
  const suggestion =
    balance > 0
      ? `Top up at least ${required - balance} credits, or choose at most ${balance} recipients.`
      : `Top up at least ${required - balance} credits.`;
  return new AppError('insufficient_credits', `This needs ${required} credits and ${balance} are left. ${suggestion}`, {
    data: { balance, required, suggestion },
  });
}
