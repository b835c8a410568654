// Ledger row → contract shape.
import type { CreditEntry } from '@parley/contract';
import type { EntryRow } from './queries';

export function presentEntry(row: EntryRow): CreditEntry {
  return {
    id: row.id,
    kind: row.kind,
    amount: row.amount,
    reservedChange: row.reserved_change,
    usedChange: row.used_change,
    balanceAfter: row.balance_after,
    reason: row.reason,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    actorName: row.actor_name,
    createdAt: row.created_at.toISOString(),
  };
}
