// Ledger rows → contract shapes.
import type { CreditEntry, CreditLine } from '@parley/contract';
import type { EntryRow, LineRow } from './queries';

export function presentEntry(row: EntryRow): CreditEntry {
  return {
    id: row.id,
    kind: row.kind,
    amount: row.amount,
    reservedChange: row.reserved_change,
    usedChange: row.used_change,
    balanceAfter: row.balance_after,
    allowance: row.allowance,
    reason: row.reason,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    memberId: row.user_id,
    memberName: row.member_name,
    actorName: row.actor_name,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentLine(row: LineRow): CreditLine {
  return { ...presentEntry(row), day: row.day, entries: row.entries };
}
