// Message templates with variables.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime, pageQuery } from './core';

export const templateScope = z.enum(['personal', 'global']);
export const templateCategory = z.string().trim().min(1).max(40);

export const template = z.object({
  id,
  name: z.string(),
  description: z.string().nullable(),
  category: z.string(),
  scope: templateScope,
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  content: z.object({ body: z.string() }),
  variables: z.array(z.string()).describe('Every variable the body uses, in order of first use'),
  requiredVariables: z.array(z.string()).describe('Those without a fallback'),
  tags: z.array(z.string()),
  version: z.number().int(),
  usageStats: z.object({
    totalUses: z.number().int(),
    lastUsed: isoTime.nullable(),
    successRate: z.number().min(0).max(100).nullable(),
  }),
  createdAt: isoTime,
  updatedAt: isoTime,
  abilities: z.object({ edit: z.boolean(), remove: z.boolean() }),
});
export type Template = z.infer<typeof template>;

export const templateInput = z.object({
  name: z.string().trim().min(1, 'Enter a name').max(120),
  description: z.string().trim().max(500).nullable().optional(),
  category: templateCategory.optional(),
  content: z.object({ body: z.string().trim().min(1, 'Write the message').max(4096) }),
  tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
  scope: templateScope.optional(),
});
export type TemplateInput = z.infer<typeof templateInput>;

export const templateParameter = z.object({
  key: z.string().describe('What is written between the braces, e.g. `lead.name`'),
  group: z.enum(['short', 'lead', 'client', 'coach', 'system']),
  syntax: z.string().describe('The whole marker, e.g. `{{lead.name}}` or `{first_name}`'),
  example: z.string(),
});
export type TemplateParameter = z.infer<typeof templateParameter>;

/** `missing` are variables that came out blank for this contact. */
export const templatePreview = z.object({
  text: z.string(),
  missing: z.array(z.string()),
  contactId: id.nullable(),
  contactName: z.string(),
});
export type TemplatePreview = z.infer<typeof templatePreview>;

export const listTemplates = defineEndpoint({
  name: 'listTemplates',
  method: 'GET',
  path: '/api/templates',
  summary: 'Templates I may use',
  permission: 'templates.read',
  list: true,
  query: pageQuery.extend({
    scope: templateScope.optional(),
    category: templateCategory.optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: template,
});
export const listTemplateParameters = defineEndpoint({
  name: 'listTemplateParameters',
  method: 'GET',
  path: '/api/templates/parameters',
  summary: 'Every variable with an example',
  permission: 'templates.read',
  list: true,
  response: templateParameter,
});
export const renderTemplate = defineEndpoint({
  name: 'renderTemplate',
  method: 'POST',
  path: '/api/templates/render',
  summary: 'Render an unsaved body for a contact or with sample data',
  permission: 'templates.read',
  body: z.object({ body: z.string().max(4096), contactId: id.optional() }),
  response: templatePreview,
  errors: ['unknown_variable', 'not_found'],
});
export const getTemplate = defineEndpoint({
  name: 'getTemplate',
  method: 'GET',
  path: '/api/templates/:id',
  summary: 'One template',
  permission: 'templates.read',
  params: idParams,
  response: template,
  errors: ['not_found'],
});
export const previewTemplate = defineEndpoint({
  name: 'previewTemplate',
  method: 'GET',
  path: '/api/templates/:id/preview',
  summary: 'The template rendered for a contact, or with sample data',
  permission: 'templates.read',
  params: idParams,
  query: z.object({ contactId: id.optional() }),
  response: templatePreview,
  errors: ['not_found', 'unknown_variable'],
});
export const createTemplate = defineEndpoint({
  name: 'createTemplate',
  method: 'POST',
  path: '/api/templates',
  summary: 'Write a template',
  permission: 'templates.write',
  status: 201,
  body: templateInput,
  response: template,
  errors: ['validation_failed', 'unknown_variable', 'forbidden', 'name_taken'],
});
export const updateTemplate = defineEndpoint({
  name: 'updateTemplate',
  method: 'PUT',
  path: '/api/templates/:id',
  summary: 'Change a template; each change of the body is a new version',
  permission: 'templates.write',
  params: idParams,
  body: templateInput,
  response: template,
  errors: ['validation_failed', 'unknown_variable', 'not_found', 'forbidden', 'name_taken'],
});
export const deleteTemplate = defineEndpoint({
  name: 'deleteTemplate',
  method: 'DELETE',
  path: '/api/templates/:id',
  summary: 'Delete a template; campaigns keep their copy',
  permission: 'templates.write',
  params: idParams,
  response: empty,
  errors: ['not_found', 'forbidden'],
});
export const listTemplateVersions = defineEndpoint({
  name: 'listTemplateVersions',
  method: 'GET',
  path: '/api/templates/:id/versions',
  summary: 'Earlier bodies, newest first',
  permission: 'templates.read',
  params: idParams,
  list: true,
  response: z.object({
    version: z.number().int(),
    content: z.object({ body: z.string() }),
    createdAt: isoTime,
    createdByName: z.string().nullable(),
  }),
  errors: ['not_found'],
});
