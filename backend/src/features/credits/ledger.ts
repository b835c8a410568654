// The ledger's verbs. Each is one statement: account, budget and entry move together. Callers record the event, at most once per batch.
import type { TenantTx } from '../../platform/db/database';
import type { PublishEvent } from '../../platform/events';
import { noteLow } from './low';
import { type Moved, type Movement, move } from './move';
import { describeShortage } from './shortage';

/** What a movement is for. `userId`: whose budget it is; of a campaign's movement the ledger finds out by itself. */
interface Purpose {
  amount: number;
  campaignId?: string;
  userId?: string;
}

function checkAmount(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new Error(`An amount of credits must be a whole number from 0, not ${amount}`);
}

async function mustMove(tx: TenantTx, movement: Movement): Promise<Moved> {
  const moved = await move(tx, movement);
  if (!moved) throw new Error('This tenant has no credit account');
  return moved;
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
  const { balance } = await mustMove(tx, { kind: 'top_up', balance: amount, reserved: 0, used: 0, actorId, reason });
  return balance;
}

/**
 * Sets credits aside: balance → reserved, within the budget of whoever pays. One atomic statement, so that parallel launches can never
 * spend a credit twice. A balance or budget that runs low by it is told once (event `credits.low`).
 * @param of.amount credits; 0 does nothing
 * @throws AppError insufficient_credits with `{balance, required, suggestion}`; `balance` is what is left of the one that was short
 */
export async function reserveCredits(
  tx: TenantTx,
  of: Purpose & { actorId?: string; reason?: string; publish?: PublishEvent },
): Promise<void> {
  const { amount, publish, ...about } = of;
  checkAmount(amount);
  if (amount === 0) return;
  const moved = await move(tx, { kind: 'reserve', balance: -amount, reserved: amount, used: 0, ...about });
  if (!moved) throw await describeShortage(tx, amount, about);
  if (publish) await noteLow(tx, publish, moved, amount);
}

/** Spends what was set aside: reserved → used. 0 does nothing. */
export async function captureCredits(tx: TenantTx, of: Purpose): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount > 0) await mustMove(tx, { kind: 'capture', balance: 0, reserved: -amount, used: amount, ...about });
}

/** Gives back what was set aside: reserved → balance. 0 does nothing. */
export async function releaseCredits(tx: TenantTx, of: Purpose & { reason?: string }): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount > 0) await mustMove(tx, { kind: 'release', balance: amount, reserved: -amount, used: 0, ...about });
}

/** Gives back what was spent on a message that failed after all: used → balance. 0 does nothing. */
export async function refundCredits(tx: TenantTx, of: Purpose): Promise<void> {
  const { amount, ...about } = of;
  checkAmount(amount);
  if (amount === 0) return;
  const reason = 'Failed after it was sent';
  await mustMove(tx, { kind: 'release', balance: amount, reserved: 0, used: -amount, reason, ...about });
}
