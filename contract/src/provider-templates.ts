// Approved templates of the provider: the only thing that may be sent when the window is closed.
import { z } from 'zod';
import { defineEndpoint, id, isoTime } from './core';

/** One blank of a template. `key` is what `params` of a send is keyed by: `header.1`, `body.1`, `body.first_name`, `button.0`. */
export const providerTemplateParam = z.object({
  key: z.string(),
  place: z.enum(['header', 'body', 'button']),
  type: z.enum(['text', 'media']),
  example: z.string().nullable(),
});

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
  body: z.string(),
  footer: z.string().nullable(),
  buttons: z.array(z.object({ type: z.string(), text: z.string(), url: z.string().nullable() })),
  params: z.array(providerTemplateParam),
  syncedAt: isoTime,
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
