// Message templates with variables.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime, pageQuery } from './core';

export const templateScope = z.enum(['personal', 'global']);
export const templateCategory = z.string().trim().min(1).max(40);

/** Where a template stands between its writer and those who approve. */
export const approvalState = z.enum(['draft', 'submitted', 'approved', 'rejected']);
export type ApprovalState = z.infer<typeof approvalState>;

export const templateApproval = z.object({
  state: approvalState,
  required: z.boolean().describe('Campaigns may use it only as approved'),
  usable: z.boolean().describe('A campaign may use it now, perhaps in an earlier, approved version'),
  approvedVersion: z.number().int().nullable(),
  reason: z.string().nullable().describe('Why it was rejected'),
  submittedAt: isoTime.nullable(),
  decidedAt: isoTime.nullable(),
  decidedByName: z.string().nullable(),
});
export type TemplateApproval = z.infer<typeof templateApproval>;

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
    successRate: z.number().min(0).max(100).nullable().describe('Of the messages that were settled, those that left'),
    replyRate: z.number().min(0).max(100).nullable().describe('Of the messages that left, those that were answered'),
  }),
  approval: templateApproval,
  createdAt: isoTime,
  updatedAt: isoTime,
  abilities: z.object({
    edit: z.boolean(),
    remove: z.boolean(),
    submit: z.boolean(),
    approve: z.boolean(),
    reject: z.boolean(),
    makeGlobal: z.boolean(),
  }),
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
    status: approvalState.optional(),
    mine: z.enum(['true']).optional().describe('Only those I wrote'),
    sort: z.enum(['name', 'uses', 'lastUsed', 'submittedAt']).default('name'),
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

const templateErrors = ['not_found', 'forbidden', 'wrong_state', 'conflict'] as const;

export const submitTemplate = defineEndpoint({
  name: 'submitTemplate',
  method: 'POST',
  path: '/api/templates/:id/submit',
  summary: 'Ask for approval of the present wording',
  permission: 'templates.write',
  params: idParams,
  response: template,
  errors: templateErrors,
});
/** The version that was read, so that nobody approves words they have not seen. */
const decidedVersion = z.number().int().min(1);
export const approveTemplate = defineEndpoint({
  name: 'approveTemplate',
  method: 'POST',
  path: '/api/templates/:id/approve',
  summary: 'Approve a version; campaigns may use it from now on',
  permission: 'templates.manageGlobal',
  params: idParams,
  body: z.object({
    version: decidedVersion,
    makeGlobal: z.boolean().optional().describe('Everybody in the team may use it from now on'),
  }),
  response: template,
  errors: [...templateErrors, 'name_taken'],
});
export const rejectTemplate = defineEndpoint({
  name: 'rejectTemplate',
  method: 'POST',
  path: '/api/templates/:id/reject',
  summary: 'Reject a version, or take its approval back',
  permission: 'templates.manageGlobal',
  params: idParams,
  body: z.object({
    version: decidedVersion,
    reason: z.string().trim().min(1, 'Say what has to change').max(500),
  }),
  response: template,
  errors: templateErrors,
});

export const templateSettings = z.object({
  approvalRequired: z.boolean().describe('Campaigns may use personal templates only as approved'),
  waiting: z.number().int().describe('Templates that wait for approval, of those I may see'),
});
export type TemplateSettings = z.infer<typeof templateSettings>;
export const getTemplateSettings = defineEndpoint({
  name: 'getTemplateSettings',
  method: 'GET',
  path: '/api/templates/settings',
  summary: 'Whether templates need approval, and how many wait for it',
  permission: 'templates.read',
  response: templateSettings,
});
export const updateTemplateSettings = defineEndpoint({
  name: 'updateTemplateSettings',
  method: 'PUT',
  path: '/api/templates/settings',
  summary: 'Ask for approval of templates, or stop asking',
  permission: 'templates.manageGlobal',
  body: z.object({ approvalRequired: z.boolean() }),
  response: templateSettings,
});

export const downloadTemplateSample = defineEndpoint({
  name: 'downloadTemplateSample',
  method: 'GET',
  path: '/api/templates/:id/sample.csv',
  summary: 'A CSV with a column for each variable of the template, and two example rows',
  permission: 'templates.read',
  media: 'csv',
  params: idParams,
  response: z.string(),
  errors: ['not_found'],
});
