// Who receives a campaign, how many of them it reaches, and why the rest is left out.
import { z } from 'zod';
import { defineEndpoint, id } from './core';

export const inlineRecipient = z.object({
  phone: z.string().trim().min(1).max(40),
  name: z.string().trim().max(200).optional(),
  variables: z.record(z.string().max(60), z.string().max(1000)).optional(),
});
export type InlineRecipient = z.infer<typeof inlineRecipient>;

/** Room for an inline audience: 10,000 recipients with about 800 bytes of own values each. */
export const audienceMegabytes = 8;

/** Who receives it. An empty audience means nobody. `pending` = people never messaged before. */
export const audience = z.discriminatedUnion('type', [
  z.object({ type: z.literal('all') }),
  z.object({ type: z.literal('pending') }),
  z.object({ type: z.literal('selected'), contactIds: z.array(id).min(1, 'Choose at least one contact').max(10_000) }),
  z.object({
    type: z.literal('inline'),
    recipients: z.array(inlineRecipient).min(1, 'Add at least one recipient').max(10_000),
  }),
  z.object({ type: z.literal('segment'), segmentId: id }),
  z.object({ type: z.literal('list'), listId: id }),
]);
export type Audience = z.infer<typeof audience>;
export const audienceType = z.enum(['all', 'pending', 'selected', 'inline', 'segment', 'list']);
export type AudienceType = z.infer<typeof audienceType>;

/** Why people of an audience are left out; the same words wherever an audience is counted. */
export const leftOutReasons = ['optedOut', 'noAddress', 'inReview', 'otherCoach', 'duplicates', 'invalid'] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

const count = z.number().int();
export const audienceCount = z.object({
  total: count,
  sendable: count,
  leftOut: z
    .object({
      optedOut: count,
      noAddress: count,
      inReview: count.describe('Wrote what may be an opt-out; left out until somebody decides'),
      otherCoach: count,
      duplicates: count,
      invalid: count,
    })
    .describe('By the first reason that applies'),
});
export type AudienceCount = z.infer<typeof audienceCount>;

export const countCampaignAudience = defineEndpoint({
  name: 'countCampaignAudience',
  method: 'POST',
  path: '/api/campaigns/audience-count',
  summary: 'How many an audience holds, how many it reaches, and why the rest is left out',
  permission: 'campaigns.manage',
  body: z.object({ audience, connectionId: id.optional() }),
  bodyMegabytes: audienceMegabytes,
  response: audienceCount,
  errors: ['validation_failed', 'not_found', 'wrong_state'],
});
