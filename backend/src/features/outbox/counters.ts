// Moves of messages between states, summed into the campaign's counters and the credit ledger. One call per batch.
import type { MessageState } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { captureCredits, refundCredits, releaseCredits } from '../credits';
import { rank } from './policy';

export interface Move {
  campaignId: string | null;
  /** Reactions cost nothing; `text` when left out. */
  kind?: string;
  from: MessageState;
  to: MessageState;
}

const open: readonly MessageState[] = ['queued', 'sending'];
/** States whose credit was taken. An uncertain message is charged: it most likely left. */
const charged: readonly MessageState[] = ['sent', 'delivered', 'read', 'uncertain'];

interface Deltas {
  pending: number;
  sent: number;
  delivered: number;
  read: number;
  failed: number;
  skipped: number;
  uncertain: number;
  captured: number;
  released: number;
  refunded: number;
}

/** Pure: what the moves of one campaign change. `sent` counts everything that reached sent or beyond, and so on. */
export function sumMoves(moves: readonly Move[]): Deltas {
  const sum: Deltas = {
    pending: 0,
    sent: 0,
    delivered: 0,
    read: 0,
    failed: 0,
    skipped: 0,
    uncertain: 0,
    captured: 0,
    released: 0,
    refunded: 0,
  };
  const reached = (state: MessageState, level: number) => (rank[state] >= level ? 1 : 0);
  const is = (state: MessageState, wanted: MessageState) => (state === wanted ? 1 : 0);
  for (const { from, to } of moves) {
    sum.pending += (open.includes(to) ? 1 : 0) - (open.includes(from) ? 1 : 0);
    sum.sent += reached(to, 1) - reached(from, 1);
    sum.delivered += reached(to, 2) - reached(from, 2);
    sum.read += reached(to, 3) - reached(from, 3);
    sum.failed += is(to, 'failed') - is(from, 'failed');
    sum.skipped += is(to, 'skipped') - is(from, 'skipped');
    sum.uncertain += is(to, 'uncertain') - is(from, 'uncertain');
    if (open.includes(from) && charged.includes(to)) sum.captured += 1;
    if (open.includes(from) && (to === 'failed' || to === 'skipped')) sum.released += 1;
    // Sent again on purpose: the new attempt is reserved, so the old one is given back.
    if (charged.includes(from) && (to === 'failed' || open.includes(to))) sum.refunded += 1;
  }
  return sum;
}

/** A reaction is neither counted nor charged. */
function counts({ kind }: Move): boolean {
  return kind !== 'reaction';
}

/** Applies the moves: campaign rows in id order (so that two batches cannot lock each other), then the ledger. */
export async function applyMoves(tx: TenantTx, moves: readonly Move[]): Promise<void> {
  const campaigns = [...groupByCampaign(moves.filter(counts)).entries()].sort(([a], [b]) =>
    String(a).localeCompare(String(b)),
  );
  for (const [campaignId, of] of campaigns) {
    const d = sumMoves(of);
    if (campaignId) {
      await tx.query(
        `update campaigns set pending_count = pending_count + $3, sent_count = sent_count + $4, delivered_count = delivered_count + $5, read_count = read_count + $6,
           failed_count = failed_count + $7, skipped_count = skipped_count + $8, uncertain_count = uncertain_count + $9, updated_at = now()
         where tenant_id = $1 and id = $2`,
        [tx.tenantId, campaignId, d.pending, d.sent, d.delivered, d.read, d.failed, d.skipped, d.uncertain],
      );
    }
    const account = campaignId ? { campaignId } : {};
    await captureCredits(tx, { amount: d.captured, ...account });
    await releaseCredits(tx, { amount: d.released, ...account });
    await refundCredits(tx, { amount: d.refunded, ...account });
  }
}

function groupByCampaign(moves: readonly Move[]): Map<string | null, Move[]> {
  const groups = new Map<string | null, Move[]>();
  for (const move of moves) {
    const group = groups.get(move.campaignId);
    if (group) group.push(move);
    else groups.set(move.campaignId, [move]);
  }
  return groups;
}
