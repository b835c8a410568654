// How far a campaign is, how fast it goes, who waits and when it ends.
import { z } from 'zod';
import { id, isoTime } from './core';
import { hold, slowDown } from './pace';

export const campaignStatus = z.enum(['draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled', 'failed']);
export type CampaignStatus = z.infer<typeof campaignStatus>;

export const campaignProgress = z.object({
  campaignId: id,
  status: campaignStatus,
  totalContacts: z.number().int(),
  pendingCount: z.number().int(),
  sentCount: z.number().int().describe('Reached sent or beyond'),
  deliveredCount: z.number().int().describe('Reached delivered or beyond'),
  readCount: z.number().int(),
  failedCount: z.number().int(),
  skippedCount: z.number().int(),
  uncertainCount: z.number().int(),
  repliedCount: z.number().int(),
  progressPercentage: z.number().min(0).max(100),
  ratePerMinute: z.number().min(0).describe('Measured over the last minutes; 0 when not running'),
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
  estimatedCompletion: isoTime.nullable(),
  tomorrowCount: z.number().int().describe('Of the pending, how many leave after today (the tenant’s day)'),
  heldCount: z.number().int().describe('Of the pending, how many wait for the end of their quiet hours'),
  nextDueAt: isoTime.nullable().describe('When the first of those held may leave'),
  holds: z.array(hold).describe('Who is held, the largest groups first (at most 10)'),
  slowDown: slowDown.nullable().describe('The provider asked the line to slow down'),
});
export type CampaignProgress = z.infer<typeof campaignProgress>;
