// A campaign's reserve must equal its unsent messages, every file of a recipient included. People may vanish or opt in between the launch
// and the moment their row is written; this makes the ledger follow.
import type { TenantTx } from '../../platform/db/database';
import { releaseCredits, reserveCredits } from '../credits';

/**
 * Compares the campaign's open reserve with its pending messages (all files of waiting recipients, and files that follow a first one); the
 * caller has locked the campaign in this transaction.
 * @param last no more recipients will be written: what is left over is given back
 * @throws AppError insufficient_credits when more must be reserved than is left
 */
export async function balanceReserve(tx: TenantTx, campaignId: string, last: boolean): Promise<void> {
  const row = await tx.one<{ excess: number }>(
    `select coalesce((select sum(e.reserved_change) from credit_entries e where e.tenant_id = $1 and e.campaign_id = $2), 0)::int - (k.pending_count * k.parts + k.parts_pending) as excess
     from campaigns k where k.tenant_id = $1 and k.id = $2`,
    [tx.tenantId, campaignId],
  );
  const excess = row?.excess ?? 0;
  if (excess < 0)
    await reserveCredits(tx, { amount: -excess, campaignId, reason: 'More recipients than counted at launch' });
  else if (last)
    await releaseCredits(tx, { amount: excess, campaignId, reason: 'Fewer recipients than counted at launch' });
}
