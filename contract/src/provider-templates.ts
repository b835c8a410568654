// Templates of the provider: written here or there, reviewed by Meta; the only thing that may be sent when the window is closed.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';

/** One blank of a template. `key` is what `params` of a send is keyed by: `header.1`, `body.1`, `body.first_name`, `button.0`. */
export const providerTemplateParam = z.object({
  key: z.string(),
  place: z.enum(['header', 'body', 'button']),
  type: z.enum(['text', 'media']),
  example: z.string().nullable(),
  variable: z.string().nullable().optional().describe('The variable of ours that was written here, e.g. `lead.name`'),
});

export const providerCategory = z.enum(['MARKETING', 'UTILITY']);

/** What Meta's rules say of each part is in `findTemplateFaults`; the bounds here only keep the request small. */
export const providerButton = z.discriminatedUnion('type', [
  z.object({ type: z.literal('QUICK_REPLY'), text: z.string().max(100) }),
  z.object({ type: z.literal('URL'), text: z.string().max(100), url: z.string().max(3000) }),
  z.object({ type: z.literal('PHONE_NUMBER'), text: z.string().max(100), phone: z.string().max(40) }),
]);

export const providerMediaFormats = ['IMAGE', 'VIDEO', 'DOCUMENT'] as const;
export const providerMediaFormat = z.enum(providerMediaFormats);
export type ProviderMediaFormat = z.infer<typeof providerMediaFormat>;

/** The kind of file that a header of this format shows; undefined where it shows none (`TEXT`, `LOCATION`, no header). */
export function providerMediaFormatOf(headerFormat: string | undefined): ProviderMediaFormat | undefined {
  return providerMediaFormats.find((one) => one === headerFormat);
}

/** A template as it is written: variables in double braces, ours (`{{lead.name}}`) or numbers (`{{1}}`). */
export const providerTemplateForm = z.object({
  category: providerCategory,
  header: z.string().trim().max(500).nullable(),
  headerMedia: z
    .object({
      format: providerMediaFormat,
      assetId: id.nullable().describe('An upload that Meta’s reviewers look at; null where none of ours is known'),
    })
    .nullable()
    .default(null)
    .describe('A file above the text in place of `header`; each send brings its own'),
  body: z.string().trim().max(4096),
  footer: z.string().trim().max(500).nullable(),
  buttons: z.array(providerButton).max(20),
  examples: z
    .record(z.string().max(80), z.string().max(200))
    .describe('An example for each variable, by what stands between its braces'),
});
export type ProviderTemplateForm = z.infer<typeof providerTemplateForm>;

export const providerTemplate = z.object({
  id,
  connectionAccountId: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string().describe('APPROVED alone can be sent'),
  sendable: z.boolean(),
  quality: z.string().nullable(),
  rejectedReason: z.string().nullable(),
  header: z
    .object({ format: z.enum(['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION']), text: z.string().nullable() })
    .nullable(),
  sample: z
    .object({ fileName: z.string(), url: z.string(), thumbnailUrl: z.string().nullable() })
    .nullable()
    .describe('The file that a media header was reviewed with, where it was submitted from here; addresses expire'),
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ type: z.string(), text: z.string(), url: z.string().nullable() })),
  params: z.array(providerTemplateParam),
  syncedAt: isoTime,
  form: providerTemplateForm.nullable().describe('For the editor; null when it has parts that cannot be written here'),
  abilities: z.object({ edit: z.boolean(), remove: z.boolean() }),
});
export type ProviderTemplate = z.infer<typeof providerTemplate>;

export const listProviderTemplates = defineEndpoint({
  name: 'listProviderTemplates',
  method: 'GET',
  path: '/api/provider-templates',
  summary: 'Templates of a connection’s WhatsApp Business Account, by name',
  permission: 'templates.read',
  list: true,
  query: z.object({
    connectionId: id,
    sendable: z.enum(['true']).optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: providerTemplate,
  errors: ['not_found'],
});
export const syncProviderTemplates = defineEndpoint({
  name: 'syncProviderTemplates',
  method: 'POST',
  path: '/api/templates/sync',
  summary: 'Fetch the templates of a connection from Meta now',
  permission: 'templates.read',
  body: z.object({ connectionId: id }),
  response: z.object({ total: z.number().int(), changed: z.number().int() }),
  errors: ['not_found', 'rule_broken', 'upstream_failed', 'upstream_timeout', 'unavailable'],
});

const languageCode = z.string().regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, 'Choose a language');
const upstream = ['rule_broken', 'upstream_failed', 'upstream_timeout', 'unavailable'] as const;
const written = ['validation_failed', 'not_found', 'unsupported_type', 'too_large'] as const;

export const providerTemplateInput = providerTemplateForm.extend({
  connectionId: id,
  name: z.string().trim().max(512),
  language: languageCode,
});
export type ProviderTemplateInput = z.infer<typeof providerTemplateInput>;

export const getProviderTemplate = defineEndpoint({
  name: 'getProviderTemplate',
  method: 'GET',
  path: '/api/provider-templates/:id',
  summary: 'One template of a WhatsApp Business Account',
  permission: 'templates.read',
  params: idParams,
  response: providerTemplate,
  errors: ['not_found'],
});
export const createProviderTemplate = defineEndpoint({
  name: 'createProviderTemplate',
  method: 'POST',
  path: '/api/provider-templates',
  summary: 'Submit a template to Meta for review',
  permission: 'templates.manageGlobal',
  status: 201,
  body: providerTemplateInput,
  response: providerTemplate,
  errors: [...written, 'name_taken', ...upstream],
});
export const updateProviderTemplate = defineEndpoint({
  name: 'updateProviderTemplate',
  method: 'PUT',
  path: '/api/provider-templates/:id',
  summary:
    'Change a template at Meta and have it reviewed again; an approved one once a day and ten times in thirty days',
  permission: 'templates.manageGlobal',
  params: idParams,
  body: providerTemplateForm,
  response: providerTemplate,
  errors: [...written, 'wrong_state', ...upstream],
});
export const deleteProviderTemplate = defineEndpoint({
  name: 'deleteProviderTemplate',
  method: 'DELETE',
  path: '/api/provider-templates/:id',
  summary: 'Delete a template at Meta; its name cannot be used again for thirty days',
  permission: 'templates.manageGlobal',
  params: idParams,
  response: empty,
  errors: ['not_found', ...upstream],
});
export const submitTemplateToMeta = defineEndpoint({
  name: 'submitTemplateToMeta',
  method: 'POST',
  path: '/api/templates/:id/submit-to-meta',
  summary: 'Submit one of our templates to Meta; examples that are not given are the catalogue’s',
  permission: 'templates.manageGlobal',
  status: 201,
  params: idParams,
  body: providerTemplateInput
    .omit({ body: true })
    .partial({ header: true, headerMedia: true, footer: true, buttons: true, examples: true }),
  response: providerTemplate,
  errors: [...written, 'name_taken', 'template_unusable', ...upstream],
});
