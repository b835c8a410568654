// Recipient lists: a CSV of people for one campaign, read in the background. Nobody becomes a contact before the launch.
import { z } from 'zod';
import { locale } from './auth';
import { defineEndpoint, id, idParams, isoTime } from './core';
import { fileFault } from './row-faults';

export const recipientListStatus = z.enum(['queued', 'running', 'completed', 'failed']);
export type RecipientListStatus = z.infer<typeof recipientListStatus>;

const counts = {
  total: z.number().int().nullable().describe('Data rows; null until counted'),
  processed: z.number().int(),
  ready: z.number().int().describe('Rows with a usable number of their own'),
  duplicates: z.number().int(),
  invalid: z.number().int(),
};

/** The live frame. */
export const recipientListProgress = z.object({ listId: id, status: recipientListStatus, ...counts });

export const recipientList = z.object({
  id,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  status: recipientListStatus,
  ...counts,
  columns: z.array(z.object({ name: z.string(), variable: z.string().nullable() })),
  unknownColumns: z.array(z.string()).describe('Columns that are no variable; they are left out'),
  firstRows: z.array(
    z.object({
      phone: z.string().describe('E.164'),
      name: z.string().nullable(),
      variables: z.record(z.string(), z.string()),
    }),
  ),
  error: z.string().nullable().describe('In English; `fault` is the same for a screen'),
  fault: fileFault.nullable().describe('Why the file could not be read'),
  createdAt: isoTime,
  finishedAt: isoTime.nullable(),
});
export type RecipientList = z.infer<typeof recipientList>;

export const createRecipientList = defineEndpoint({
  name: 'createRecipientList',
  method: 'POST',
  path: '/api/recipient-lists',
  summary:
    'Upload recipients (multipart field `file`, CSV, at most 50 MB): a phone column, and columns named like template variables',
  permission: 'campaigns.manage',
  media: 'multipart',
  status: 201,
  response: recipientList,
  errors: ['validation_failed', 'malformed_request', 'too_large', 'unsupported_type'],
});
export const getRecipientList = defineEndpoint({
  name: 'getRecipientList',
  method: 'GET',
  path: '/api/recipient-lists/:id',
  summary: 'A list with its progress, counts and first rows',
  permission: 'campaigns.manage',
  params: idParams,
  response: recipientList,
  errors: ['not_found'],
});
export const downloadRecipientListErrors = defineEndpoint({
  name: 'downloadRecipientListErrors',
  method: 'GET',
  path: '/api/recipient-lists/:id/errors.csv',
  summary: 'The rows that cannot be written to, with reasons',
  permission: 'campaigns.manage',
  media: 'csv',
  params: idParams,
  query: z.object({ language: locale.default('en').describe('Of the reasons') }),
  response: z.string(),
  errors: ['not_found'],
});
