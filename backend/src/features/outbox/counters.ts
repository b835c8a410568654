// Moves of messages between states, summed into the campaign's counters and the credit ledger. One call per batch.
import type { CampaignStatus, MessageState } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { AppError } from '../../platform/errors';
import { captureCredits, refundCredits, releaseCredits, reserveCredits } from '../credits';
import { queueParts, skipParts } from './parts';
import { rank } from './policy';

export interface Move {
  campaignId: string | null;
  /** Whose budget pays, of a message outside campaigns (`payerSql`). */
  payerId?: string | null;
  /** The message; without it its campaign queues no further files. */
  id?: string;
  /** Reactions cost nothing; `text` when left out. */
  kind?: string;
  /** Which file of a campaign's message; 0, the recipient itself, when left out. */
  part?: number;
  /** The variant it was sent in, where several are compared. */
  variant?: number | null;
  from: MessageState;
  to: MessageState;
}

/** What a move needs to know of its message, as it lies in the database. */
export interface MovingRow {
  id: string;
  campaign_id: string | null;
  kind: string;
  part: number;
  variant: number | null;
  payer_id: string | null;
}

/** What a message brings to a move; the caller adds from where to where. */
export function moveOf(row: MovingRow): Omit<Move, 'from' | 'to'> {
  const { id, campaign_id: campaignId, payer_id: payerId, kind, part, variant } = row;
  return { id, campaignId, payerId, kind, part, variant };
}

/** The member whose budget pays for message `m`: who wrote it in the inbox. A campaign's budget is known to the ledger. */
export const payerSql = "case when m.campaign_id is null and m.source = 'inbox' then m.sender_id end";

/** The columns of `MovingRow` over `messages m`. */
export const movingColumns = `m.id, m.campaign_id, m.kind, m.part, m.variant, ${payerSql} as payer_id`;

const open: readonly MessageState[] = ['queued', 'sending'];
/** States whose credit was taken. An uncertain message is charged: it most likely left. */
const charged: readonly MessageState[] = ['sent', 'delivered', 'read', 'uncertain'];

/** States in which the provider has said yes or no; an uncertain message tells nothing of the list. */
const answered: readonly MessageState[] = ['sent', 'delivered', 'read', 'failed'];

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
    if (charged.includes(from) && (to === 'failed' || to === 'skipped' || open.includes(to))) sum.refunded += 1;
  }
  return sum;
}

/** A reaction is neither counted nor charged. */
function counts({ kind }: Move): boolean {
  return kind !== 'reaction';
}

/**
 * Applies the moves: campaign rows in id order (so that two batches cannot lock each other), then the ledger.
 * @returns campaigns of whose latest messages too many failed (see `pauseFailing`)
 */
export async function applyMoves(tx: TenantTx, moves: readonly Move[]): Promise<string[]> {
  const failing: string[] = [];
  const campaigns = [...groupBy(moves.filter(counts), ({ campaignId }) => campaignId).entries()].sort(([a], [b]) =>
    String(a).localeCompare(String(b)),
  );
  for (const [campaignId, of] of campaigns) {
    if (campaignId) {
      await settleAccount(tx, await countCampaign(tx, campaignId, of, failing), { campaignId });
      continue;
    }
    for (const [userId, written] of groupBy(of, ({ payerId }) => payerId ?? null))
      await settleAccount(tx, sumMoves(written), userId ? { userId } : {});
  }
  return failing;
}

async function settleAccount(
  tx: TenantTx,
  { captured, released, refunded }: Money,
  payer: { campaignId?: string; userId?: string },
): Promise<void> {
  await captureCredits(tx, { amount: captured, ...payer });
  await releaseCredits(tx, { amount: released, ...payer });
  await refundCredits(tx, { amount: refunded, ...payer });
}

type Money = Pick<Deltas, 'captured' | 'released' | 'refunded'>;

/** A recipient is counted once, by the first file; the others are counted apart. @returns what it costs, all files together */
async function countCampaign(
  tx: TenantTx,
  campaignId: string,
  moves: readonly Move[],
  failing: string[],
): Promise<Money> {
  const firsts = moves.filter(({ part }) => !part);
  const d = sumMoves(firsts);
  const rest = sumMoves(moves.filter(({ part }) => part));
  const row = await tx.one<{ parts: number; status: CampaignStatus; failing: boolean }>(
    `update campaigns set pending_count = pending_count + $3, sent_count = sent_count + $4, delivered_count = delivered_count + $5, read_count = read_count + $6,
       failed_count = failed_count + $7, skipped_count = skipped_count + $8, uncertain_count = uncertain_count + $9, parts_pending = parts_pending + $10, updated_at = now(),
       -- The latest ones: past twice the sample both halve, so that what was long ago weighs less and less.
       recent_settled = (case when recent_settled >= 2 * auto_pause_sample then recent_settled / 2 else recent_settled end) + $11,
       recent_failed = (case when recent_settled >= 2 * auto_pause_sample then recent_failed / 2 else recent_failed end) + $12
     where tenant_id = $1 and id = $2 returning parts, status,
       status = 'running' and $12 > 0 and pending_count > 0 and recent_settled >= auto_pause_sample and recent_failed * 100 >= auto_pause_percent * recent_settled as failing`,
    [
      tx.tenantId,
      campaignId,
      d.pending,
      d.sent,
      d.delivered,
      d.read,
      d.failed,
      d.skipped,
      d.uncertain,
      rest.pending,
      firsts.filter((move) => open.includes(move.from) && answered.includes(move.to)).length,
      firsts.filter((move) => move.to === 'failed' && move.from !== 'failed').length,
    ],
  );
  if (row?.failing) failing.push(campaignId);
  await countVariants(tx, campaignId, firsts);
  const money = {
    captured: d.captured + rest.captured,
    released: d.released + rest.released,
    refunded: d.refunded + rest.refunded,
  };
  if (!row || row.parts === 1) return money;
  const released = await followUp(tx, campaignId, row, firsts, d);
  return { ...money, released: money.released + released };
}

/**
 * The further files of recipients that moved. While a recipient waits, all its files are reserved; once it has left, those that are queued.
 * @returns how many credits of further files are set free
 */
async function followUp(
  tx: TenantTx,
  campaignId: string,
  { parts, status }: { parts: number; status: CampaignStatus },
  moves: readonly Move[],
  d: Deltas,
): Promise<number> {
  const further = parts - 1;
  const idsOf = (wanted: (move: Move) => boolean) => moves.filter(wanted).flatMap(({ id }) => id ?? []);
  const left = (to: MessageState) => rank[to] >= 1;
  const alive = status !== 'cancelled' && status !== 'failed';
  const sent = alive ? idsOf(({ from, to }) => open.includes(from) && left(to)) : [];
  const proven = alive ? idsOf(({ from, to }) => from === 'uncertain' && left(to)) : [];
  const queued = await queueParts(tx, campaignId, sent);
  const late = (await tryReserve(tx, campaignId, proven.length * further))
    ? await queueParts(tx, campaignId, proven)
    : undefined;
  const skipped = await skipParts(
    tx,
    campaignId,
    idsOf(({ from, to }) => charged.includes(from) && to === 'failed'),
  );
  await countParts(tx, campaignId, queued + (late ?? 0) - skipped);
  const spare = late === undefined ? 0 : proven.length * further - late;
  return (d.captured + d.released) * further - queued + spare + skipped;
}

/** A campaign that had ended runs again for the files that are still owed. */
async function countParts(tx: TenantTx, campaignId: string, count: number): Promise<void> {
  if (count === 0) return;
  await tx.query(
    `update campaigns set parts_pending = parts_pending + $3,
       status = case when status = 'completed' and $3 > 0 then 'running' else status end, finished_at = case when status = 'completed' and $3 > 0 then null else finished_at end
     where tenant_id = $1 and id = $2`,
    [tx.tenantId, campaignId, count],
  );
}

/** @returns false when the balance does not allow it: what was proven late then stays without its further files */
async function tryReserve(tx: TenantTx, campaignId: string, amount: number): Promise<boolean> {
  try {
    await reserveCredits(tx, { amount, campaignId, reason: 'Files of a message that arrived after all' });
    return true;
  } catch (error) {
    if (error instanceof AppError && error.code === 'insufficient_credits') return false;
    throw error;
  }
}

async function countVariants(tx: TenantTx, campaignId: string, moves: readonly Move[]): Promise<void> {
  const groups = [...groupBy(moves, ({ variant }) => variant ?? null).entries()].flatMap(([number, of]) =>
    number === null ? [] : [{ number, ...sumMoves(of) }],
  );
  if (groups.length === 0) return;
  await tx.query(
    `update campaign_variants v set sent_count = v.sent_count + d.sent, delivered_count = v.delivered_count + d.delivered, read_count = v.read_count + d.read,
       failed_count = v.failed_count + d.failed
     from jsonb_to_recordset($3::jsonb) as d (number smallint, sent int, delivered int, read int, failed int)
     where v.tenant_id = $1 and v.campaign_id = $2 and v.number = d.number`,
    [tx.tenantId, campaignId, JSON.stringify(groups)],
  );
}

function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
  const groups = new Map<Key, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
