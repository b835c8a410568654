// What a campaign says: a text, a template or an approved template of Meta, with files, in up to four variants.
import { z } from 'zod';
import { asset } from './assets';
import { defineEndpoint, id, idParams } from './core';
import { mostFiles } from './message-content';
import { message } from './messages';

/**
 * An approved template of Meta. `params` are keyed by its blanks (`body.1`, `header.1`, `button.0`); each is a text in the template language, rendered
 * per recipient; a media blank holds the id of an asset.
 */
export const campaignProviderMessage = z.object({
  templateId: id,
  params: z.record(z.string().max(60), z.string().max(1024)).default({}),
});

const words = {
  text: z.string().trim().min(1).max(4096).optional(),
  templateId: id.optional(),
  provider: campaignProviderMessage.optional(),
};

function countWords(value: { text?: unknown; templateId?: unknown; provider?: unknown }): number {
  return [value.text, value.templateId, value.provider].filter((one) => one !== undefined).length;
}

/** Another wording that `share` percent of the recipients get instead. */
export const campaignVariantInput = z
  .object({ ...words, share: z.number().int().min(1).max(99) })
  .refine((value) => countWords(value) === 1, 'Give each variant a text or a template');

export const mostVariants = 4;

/** The words, or files, or both: then the words are the caption of the first file. Variants share the files and the rest of the percent is the message itself. */
export const campaignMessage = z
  .object({
    ...words,
    assetIds: z.array(id).max(mostFiles, `At most ${mostFiles} files`).optional(),
    variants: z
      .array(campaignVariantInput)
      .max(mostVariants - 1)
      .optional(),
  })
  .refine((value) => countWords(value) <= 1, 'Give either a text or a template')
  .refine(
    (value) => countWords(value) === 1 || (Boolean(value.assetIds?.length) && !value.variants?.length),
    'Write a text, choose a template or add a file',
  )
  .refine((value) => !value.assetIds?.length || ![value, ...(value.variants ?? [])].some((one) => one.provider), {
    path: ['assetIds'],
    message: 'An approved template brings its own file. Take the other files out.',
  })
  .refine((value) => (value.variants ?? []).reduce((sum, { share }) => sum + share, 0) < 100, {
    path: ['variants'],
    message: 'Leave at least one percent to the first variant',
  });
export type CampaignMessageInput = z.infer<typeof campaignMessage>;

/** Words as they are saved; `body` is what is rendered, frozen at launch. */
const wordsShown = z.object({
  text: z.string().nullable(),
  templateId: id.nullable(),
  templateName: z.string().nullable(),
  body: z.string(),
  provider: z
    .object({
      templateId: id,
      name: z.string(),
      language: z.string(),
      params: z.record(z.string(), z.string()),
    })
    .nullable(),
});

/** Number 0 is the message itself. Counts as in the campaign's progress. */
export const campaignVariant = wordsShown.extend({
  number: z.number().int(),
  share: z.number().int(),
  sentCount: z.number().int(),
  deliveredCount: z.number().int(),
  readCount: z.number().int(),
  failedCount: z.number().int(),
  repliedCount: z.number().int(),
});
export type CampaignVariant = z.infer<typeof campaignVariant>;

export const campaignMessageShown = wordsShown.extend({
  assets: z.array(asset),
  variants: z.array(campaignVariant).describe('Empty unless several are compared'),
});

/** Where a test goes: the number in the caller's profile when left out; otherwise that number or one of a contact they may see. */
const testTarget = {
  phone: z.string().trim().min(1).max(40).optional(),
  contactId: id.optional().describe('Whose values it is rendered with; sample values when left out'),
  variant: z
    .number()
    .int()
    .min(0)
    .max(mostVariants - 1)
    .default(0),
};
const testErrors = [
  'not_found',
  'validation_failed',
  'unknown_variable',
  'rule_broken',
  'template_unusable',
  'forbidden',
  'invalid_phone',
  'not_connected',
  'window_closed',
  'insufficient_credits',
  'unsupported_type',
  'too_large',
] as const;
/** The first of them, where there are several files; the others follow in the chat. */
const testAnswer = z.object({ phone: z.string(), message });

export const testMessage = defineEndpoint({
  name: 'testMessage',
  method: 'POST',
  path: '/api/campaigns/test',
  summary: 'Send a message that is being written to oneself; one credit per message',
  permission: 'campaigns.manage',
  body: z.object({
    connectionId: id,
    message: campaignMessage,
    name: z.string().trim().max(120).optional().describe('The campaign’s name, shown beside the test in the chat'),
    ...testTarget,
  }),
  response: testAnswer,
  errors: testErrors,
});
export const testCampaign = defineEndpoint({
  name: 'testCampaign',
  method: 'POST',
  path: '/api/campaigns/:id/test',
  summary: 'Send a campaign’s message to oneself; one credit per message',
  permission: 'campaigns.manage',
  params: idParams,
  body: z.object(testTarget),
  response: testAnswer,
  errors: testErrors,
});
