// Which of several wordings works better, and whether that could be chance. Pure.
import type { CampaignVariant } from '@parley/contract';

type Counts = Pick<CampaignVariant, 'number' | 'sentCount' | 'deliveredCount' | 'readCount' | 'repliedCount'>;
type Measure = 'repliedCount' | 'readCount';

/** Below this many people per variant the normal approximation of the test does not hold. */
export const enoughPeople = 30;

/** Two-sided, five in a hundred. */
const criticalZ = 1.96;

export type Verdict =
  | { kind: 'tooFew' }
  | { kind: 'noDifference' }
  | { kind: 'better'; measure: Measure; winner: Counts; loser: Counts };

/** Part of those reached, 0 to 1. */
export function rateOf(counts: Counts, measure: Measure | 'deliveredCount'): number {
  return counts.sentCount === 0 ? 0 : counts[measure] / counts.sentCount;
}

/** How many standard errors two proportions are apart (two-proportion z-test with the pooled proportion). */
export function distance(one: Counts, other: Counts, measure: Measure): number {
  const pooled = (one[measure] + other[measure]) / (one.sentCount + other.sentCount);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / one.sentCount + 1 / other.sentCount));
  return error === 0 ? 0 : (rateOf(one, measure) - rateOf(other, measure)) / error;
}

/**
 * The two best are compared: first by answers, which are what a campaign is for, then by who read it. With more than two variants the bar is higher, by the
 * number of pairs (Bonferroni).
 */
export function judge(variants: readonly Counts[]): Verdict {
  if (variants.length < 2 || variants.some(({ sentCount }) => sentCount < enoughPeople)) return { kind: 'tooFew' };
  // z of 0.05 / 1, / 3 and / 6, two-sided.
  const needed = variants.length === 2 ? criticalZ : variants.length === 3 ? 2.394 : 2.638;
  for (const measure of ['repliedCount', 'readCount'] as const) {
    const [winner, loser] = [...variants].sort((a, b) => rateOf(b, measure) - rateOf(a, measure));
    if (winner && loser && distance(winner, loser, measure) >= needed)
      return { kind: 'better', measure, winner, loser };
  }
  return { kind: 'noDifference' };
}
