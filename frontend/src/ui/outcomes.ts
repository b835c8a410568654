// The outcomes of a campaign, always in this order and these colours, in bars, rings and legends.

export const outcomeOrder = ['read', 'delivered', 'sent', 'failed', 'uncertain'] as const;
export type Outcome = (typeof outcomeOrder)[number];

/** How many ended where; each message is counted once, so the parts add up. */
export type OutcomeCounts = Partial<Record<Outcome, number>>;

export const outcomeColour: Record<Outcome, string> = {
  read: 'var(--data-read)',
  delivered: 'var(--data-delivered)',
  sent: 'var(--data-sent)',
  failed: 'var(--data-failed)',
  uncertain: 'var(--data-uncertain)',
};

/** The sum of all outcomes: what is done, well or badly. */
export function sumOutcomes(counts: OutcomeCounts): number {
  return outcomeOrder.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0);
}

/** Turns the API's cumulative counters (sent includes delivered, delivered includes read) into parts that add up. */
export function splitCumulative(progress: {
  sentCount: number;
  deliveredCount: number;
  readCount: number;
  failedCount: number;
  uncertainCount: number;
}): Record<Outcome, number> {
  const read = progress.readCount;
  const delivered = Math.max(progress.deliveredCount, read);
  return {
    read,
    delivered: delivered - read,
    sent: Math.max(progress.sentCount - delivered, 0),
    failed: progress.failedCount,
    uncertain: progress.uncertainCount,
  };
}
