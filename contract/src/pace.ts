// Pace: when a campaign may send, how a new number warms up, and what slows or stops it.
import { z } from 'zod';
import { outcomeCode } from './errors';

const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Write the time as 21:00');

/** No campaign message leaves in this part of the day, on the clock where the recipient lives. It may span midnight. */
export const quietHours = z
  .object({ start: clock, end: clock })
  .refine((value) => value.start !== value.end, { path: ['end'], message: 'The end must differ from the start' });
export type QuietHours = z.infer<typeof quietHours>;

/** What the wizard suggests. */
export const suggestedQuietHours: QuietHours = { start: '21:00', end: '08:00' };

/** A campaign stops by itself when this share of its latest messages failed; judged over `minSample` to twice as many. */
export const autoPause = z.object({
  failurePercent: z.number().int().min(1).max(100),
  minSample: z.number().int().min(1).max(10_000),
});
export type AutoPause = z.infer<typeof autoPause>;

export const defaultAutoPause: AutoPause = { failurePercent: 20, minSample: 50 };

/** A new number starts with few messages a day and grows by `growthPercent` every 24 hours, up to its daily limit. */
export const warmUp = z.object({
  startPerDay: z.number().int().min(1).max(100_000),
  growthPercent: z.number().int().min(5).max(300),
});
export type WarmUp = z.infer<typeof warmUp>;

/** Ours: 50 on the first day and half as many again each day reach the usual 1,000 on the ninth. */
export const defaultWarmUp: WarmUp = { startPerDay: 50, growthPercent: 50 };

/** Messages that a warming number may send on its day `day`, counted from 0. */
export function rampPerDay({ startPerDay, growthPercent }: WarmUp, day: number): number {
  return Math.floor(Math.min(10_000_000, startPerDay * (1 + growthPercent / 100) ** Math.max(0, day)));
}

/** The provider asked a line to slow down. It recovers in steps while nothing more is refused. */
export const slowDown = z.object({
  speed: z.number().min(0).max(1).describe('Share of full speed, now'),
  fullAt: z.iso.datetime().describe('Back at full speed then, if nothing more is refused'),
});
export type SlowDown = z.infer<typeof slowDown>;

/** Some of a campaign's people, for whom it is night. `country` is null where the number tells none; then the tenant's zone counts. */
export const hold = z.object({
  country: z.string().nullable().describe('ISO 3166-1 alpha-2'),
  count: z.number().int(),
  until: z.iso.datetime(),
});
export type Hold = z.infer<typeof hold>;

/** What a stop is made of, beside its reason. */
export const stopFacts = z.object({
  percent: z.number().int().nullable().describe('Share of the latest messages that failed'),
  sample: z.number().int().nullable().describe('How many of the latest were looked at'),
  code: outcomeCode.nullable().describe('The most frequent cause'),
  detail: z.string().nullable().describe('The provider’s own words'),
});
export type StopFacts = z.infer<typeof stopFacts>;

/** People a day that a tier of Meta's messaging limit stands for; null = no limit. It is shared by all numbers of one account. */
export const messagingTiers: Record<string, number | null> = {
  TIER_50: 50,
  TIER_250: 250,
  TIER_1K: 1000,
  TIER_2K: 2000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: null,
};
