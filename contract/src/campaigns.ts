// Campaigns: one message to many contacts through one connection.
import { z } from 'zod';
import { audience, audienceMegabytes, audienceType } from './audience';
import { campaignMessage, campaignMessageShown } from './campaign-message';
import { campaignProgress, campaignStatus } from './campaign-progress';
import { defineEndpoint, empty, id, idParams, isoTime, pageQuery } from './core';
import { sentTemplate } from './message-content';
import { autoPause, quietHours, stopFacts } from './pace';

export const campaignPacing = z
  .object({ minDelayMs: z.number().int().min(0).max(600_000), maxDelayMs: z.number().int().min(0).max(600_000) })
  .refine((value) => value.maxDelayMs >= value.minDelayMs, {
    path: ['maxDelayMs'],
    message: 'The longest delay must not be below the shortest',
  });

export const campaign = z.object({
  id,
  name: z.string(),
  status: campaignStatus,
  statusReason: z.string().nullable(),
  connectionId: id,
  connectionName: z.string(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  message: campaignMessageShown,
  audience: z.object({
    type: audienceType,
    size: z.number().int().nullable(),
    source: z.object({ id, name: z.string() }).nullable().describe('The segment or the uploaded list'),
  }),
  pacing: z.object({ minDelayMs: z.number().int(), maxDelayMs: z.number().int() }).nullable(),
  sendAt: isoTime.nullable(),
  quietHours: quietHours.nullable(),
  autoPause: autoPause.nullable(),
  stop: stopFacts.nullable().describe('What `statusReason` is made of, where there is more to say'),
  stoppedBy: z
    .object({ name: z.string(), at: isoTime })
    .nullable()
    .describe('Who paused or cancelled it, while it is that; null when it stopped by itself'),
  progress: campaignProgress,
  createdAt: isoTime,
  abilities: z.object({
    edit: z.boolean(),
    start: z.boolean(),
    pause: z.boolean(),
    resume: z.boolean(),
    cancel: z.boolean(),
    unschedule: z.boolean(),
    retryFailed: z.boolean(),
    remove: z.boolean(),
  }),
});
export type Campaign = z.infer<typeof campaign>;

export const campaignInput = z.object({
  name: z.string().trim().min(1, 'Enter a name').max(120),
  connectionId: id,
  message: campaignMessage,
  audience,
  pacing: campaignPacing.optional(),
  sendAt: isoTime.optional(),
  quietHours: quietHours.nullable().optional().describe('Left out or null: any hour'),
  autoPause: autoPause.nullable().optional().describe('Left out: 20 % of the latest 50; null: never'),
});
export type CampaignInput = z.infer<typeof campaignInput>;

/** What launching would do; nothing is changed by asking. `problems` with severity `block` prevent the launch. */
export const launchCheck = z.object({
  audience: z.object({
    total: z.number().int(),
    sendable: z.number().int(),
    optedOut: z.number().int(),
    noAddress: z.number().int(),
    inReview: z.number().int().describe('Wrote what may be an opt-out; left out until somebody decides'),
    duplicates: z.number().int(),
    otherCoach: z.number().int(),
    invalid: z.number().int(),
    closedWindows: z
      .number()
      .int()
      .describe('Would be skipped: a free text, and they have not written within the window'),
  }),
  blanks: z.array(z.object({ variable: z.string(), count: z.number().int() })),
  samples: z.array(
    z.object({
      contactName: z.string(),
      phone: z.string(),
      text: z.string(),
      kind: z.enum(['first', 'longest', 'most_blanks']),
      variant: z.number().int().describe('0 is the message itself'),
      template: sentTemplate.nullable().describe('What stands around the text of an approved template'),
    }),
  ),
  cost: z.object({
    required: z.number().int(),
    balance: z.number().int(),
    budgetLeft: z.number().int().nullable().describe('What is left of the budget of its owner; null without a limit'),
    perPerson: z.number().int().describe('Messages per person: one per file'),
  }),
  estimate: z.object({
    finishesAt: isoTime.nullable(),
    ratePerMinute: z.number(),
    tomorrow: z.number().int().describe('Messages that leave after the start day (the tenant’s day)'),
    heldUntil: isoTime.nullable().describe('When the first held one may leave; null when nobody is held at the start'),
    heldCount: z.number().int().describe('People in their quiet hours at the start'),
  }),
  countries: z
    .array(
      z.object({
        country: z.string().nullable(),
        count: z.number().int(),
        allowed: z
          .array(z.object({ from: z.number().int(), to: z.number().int() }))
          .describe('Hours of sending on the tenant’s clock of the start day, in minutes after midnight'),
      }),
    )
    .describe('With quiet hours: where the people live, the most frequent first (at most 6)'),
  problems: z.array(
    z.object({
      code: z.enum([
        'empty_audience',
        'insufficient_credits',
        'not_connected',
        'blank_variables',
        'closed_windows',
        'consent_reviews',
      ]),
      severity: z.enum(['block', 'warn']),
      message: z.string(),
    }),
  ),
});
export type LaunchCheck = z.infer<typeof launchCheck>;

const one = { params: idParams, errors: ['not_found', 'wrong_state'] } as const;

export const listCampaigns = defineEndpoint({
  name: 'listCampaigns',
  method: 'GET',
  path: '/api/campaigns',
  summary: 'Campaigns, newest first',
  permission: 'campaigns.read',
  list: true,
  query: pageQuery.extend({ status: campaignStatus.optional(), search: z.string().trim().max(100).optional() }),
  response: campaign,
});
export const createCampaign = defineEndpoint({
  name: 'createCampaign',
  method: 'POST',
  path: '/api/campaigns',
  summary: 'Draft a campaign; nothing is sent',
  permission: 'campaigns.manage',
  status: 201,
  body: campaignInput,
  bodyMegabytes: audienceMegabytes,
  response: campaign,
  errors: ['validation_failed', 'not_found', 'unknown_variable', 'rule_broken', 'template_unusable'],
});
export const checkDraft = defineEndpoint({
  name: 'checkDraft',
  method: 'POST',
  path: '/api/campaigns/check',
  summary: 'What launching this would do, before it is saved',
  permission: 'campaigns.manage',
  body: campaignInput,
  bodyMegabytes: audienceMegabytes,
  response: launchCheck,
  errors: ['validation_failed', 'not_found', 'unknown_variable', 'rule_broken', 'template_unusable'],
});
export const getCampaign = defineEndpoint({
  name: 'getCampaign',
  method: 'GET',
  path: '/api/campaigns/:id',
  summary: 'One campaign',
  permission: 'campaigns.read',
  params: idParams,
  response: campaign,
  errors: ['not_found'],
});
export const updateCampaign = defineEndpoint({
  name: 'updateCampaign',
  method: 'PATCH',
  path: '/api/campaigns/:id',
  summary: 'Change a draft',
  permission: 'campaigns.manage',
  params: idParams,
  errors: ['not_found', 'validation_failed', 'unknown_variable', 'wrong_state', 'rule_broken', 'template_unusable'],
  // Fields left out stay; null takes the pace back to the connection's and the start back to "now".
  body: campaignInput
    .partial()
    .extend({ pacing: campaignPacing.nullable().optional(), sendAt: isoTime.nullable().optional() }),
  bodyMegabytes: audienceMegabytes,
  response: campaign,
});
export const deleteCampaign = defineEndpoint({
  name: 'deleteCampaign',
  method: 'DELETE',
  path: '/api/campaigns/:id',
  summary: 'Delete a draft',
  permission: 'campaigns.manage',
  ...one,
  response: empty,
});
export const checkCampaign = defineEndpoint({
  name: 'checkCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/check',
  summary: 'What launching would do',
  permission: 'campaigns.manage',
  params: idParams,
  errors: ['not_found', 'validation_failed', 'unknown_variable', 'rule_broken', 'template_unusable'],
  response: launchCheck,
});
export const startCampaign = defineEndpoint({
  name: 'startCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/start',
  summary: 'Reserve the credits and start (or schedule)',
  permission: 'campaigns.manage',
  params: idParams,
  response: campaign,
  errors: [
    'not_found',
    'validation_failed',
    'unknown_variable',
    'wrong_state',
    'insufficient_credits',
    'empty_audience',
    'not_connected',
    'rule_broken',
    'template_unusable',
  ],
});
export const pauseCampaign = defineEndpoint({
  name: 'pauseCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/pause',
  summary: 'Stop sending within a second',
  permission: 'campaigns.manage',
  ...one,
  response: campaign,
});
export const resumeCampaign = defineEndpoint({
  name: 'resumeCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/resume',
  summary: 'Go on',
  permission: 'campaigns.manage',
  ...one,
  response: campaign,
});
export const cancelCampaign = defineEndpoint({
  name: 'cancelCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/cancel',
  summary: 'End it; unsent credits come back',
  permission: 'campaigns.manage',
  ...one,
  response: campaign,
});
export const unscheduleCampaign = defineEndpoint({
  name: 'unscheduleCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/unschedule',
  summary: 'Take the schedule back; it is a draft again',
  permission: 'campaigns.manage',
  ...one,
  response: campaign,
});
export const retryFailed = defineEndpoint({
  name: 'retryFailed',
  method: 'POST',
  path: '/api/campaigns/:id/retry-failed',
  summary: 'Queue only the failed again',
  permission: 'campaigns.manage',
  params: idParams,
  response: campaign,
  errors: ['not_found', 'wrong_state', 'insufficient_credits'],
});
export const getCampaignProgress = defineEndpoint({
  name: 'getCampaignProgress',
  method: 'GET',
  path: '/api/campaigns/:id/progress',
  summary: 'Counts and forecast',
  permission: 'campaigns.read',
  params: idParams,
  response: campaignProgress,
  errors: ['not_found'],
});
