// Once a day every account and budget is compared with the sum of its entries. A difference is told, never mended: somebody wrote past the
// ledger, and only a person can know what is true.
import { recordEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';

const dayMs = 24 * 60 * 60 * 1000;
const faultsAtMost = 1000;

export const creditSweeps: NonNullable<Feature['sweeps']> = (parts) => [
  { name: 'credits-reconcile', everyMs: dayMs, run: () => reconcile(parts).then(() => undefined) },
];

export interface CreditFault {
  tenantId: string;
  /** Whose budget differs; null when it is the account. */
  userId: string | null;
}

/** @returns what differs, after logging it and recording one event for each */
export async function reconcile(parts: Parts): Promise<CreditFault[]> {
  const faults = await parts.db
    .system('accounts of any tenant that differ from their ledger')
    .query<CreditFault>('select tenant_id as "tenantId", user_id as "userId" from credit_faults($1)', [faultsAtMost]);
  for (const fault of faults) {
    parts.logger.error('credits differ from the sum of their entries', { ...fault });
    await parts.db.withTenant(fault.tenantId, (tx) =>
      recordEvent(tx, parts.publish, { type: 'credits.faulty', subjectId: fault.userId }),
    );
  }
  return faults;
}
