// What a provider reports of our messages: first whose they are, then how far they got.
import type { TenantTx } from '../../platform/db/database';
import type { Parts } from '../../platform/parts';
import { pauseLine } from './brake';
import { linkByOurIds } from './link';
import { moveByStatuses, type ProviderStatus } from './statuses';

/**
 * Applies statuses of one connection, in any order and any number of times. One that carries our own id also tells the provider's id of a message
 * whose answer was lost.
 */
export async function applyStatuses(
  tx: TenantTx,
  parts: Parts,
  connectionId: string,
  statuses: readonly ProviderStatus[],
): Promise<void> {
  if (statuses.length === 0) return;
  await linkByOurIds(tx, parts, connectionId, statuses);
  await moveByStatuses(tx, parts, connectionId, statuses);
  const unpaid = statuses.find((status) => status.state === 'failed' && status.code === 'payment_problem');
  if (unpaid) await pauseLine(tx, parts, connectionId, 'payment_problem', unpaid.detail ?? '');
}
