// CSV import of contacts: upload, map, run in the background, report, undo.
import { z } from 'zod';
import { locale } from './auth';
import { clientFields } from './contacts';
import { defineEndpoint, id, idParams, isoTime, pageQuery } from './core';
import { fileFault } from './row-faults';

/** Fields a column can be mapped to. `attribute:<name>` keeps the column as a custom attribute; `` (empty) leaves it out. */
export const importFields = [
  'name',
  'first_name',
  'last_name',
  'phone',
  'email',
  'tags',
  'status',
  'temperature',
  'source',
  'country',
  'city',
  ...clientFields.map((field) => `client.${field}` as const),
] as const;
export type ImportField = (typeof importFields)[number];
export const importTarget = z.union([
  z.enum(importFields),
  z.string().regex(/^attribute:[^\s].{0,59}$/),
  z.literal(''),
]);
export const importMapping = z.record(z.string(), importTarget);
export type ImportMapping = z.infer<typeof importMapping>;

export const importStatus = z.enum(['uploaded', 'queued', 'running', 'completed', 'failed', 'undoing', 'undone']);
export type ImportStatus = z.infer<typeof importStatus>;

export const contactImport = z.object({
  id,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  status: importStatus,
  delimiter: z.string(),
  encoding: z.string(),
  columns: z.array(z.string()),
  preview: z.array(z.array(z.string())).describe('The first rows, cells in column order'),
  suggestedMapping: importMapping,
  total: z.number().int().nullable().describe('Data rows; null until counted'),
  processed: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  skipped: z.number().int(),
  failed: z.number().int(),
  error: z.string().nullable().describe('In English; `fault` is the same for a screen'),
  fault: fileFault.nullable().describe('Why the file could not be read'),
  createdAt: isoTime,
  startedAt: isoTime.nullable(),
  finishedAt: isoTime.nullable(),
  abilities: z.object({ start: z.boolean(), undo: z.boolean() }),
});
export type ContactImport = z.infer<typeof contactImport>;

export const createImport = defineEndpoint({
  name: 'createImport',
  method: 'POST',
  path: '/api/contacts/imports',
  summary: 'Upload a CSV (multipart field `file`, at most 50 MB); nothing is imported yet',
  permission: 'imports.run',
  media: 'multipart',
  status: 201,
  response: contactImport,
  errors: ['validation_failed', 'malformed_request', 'too_large', 'unsupported_type'],
});
export const listImports = defineEndpoint({
  name: 'listImports',
  method: 'GET',
  path: '/api/contacts/imports',
  summary: 'Past imports',
  permission: 'imports.run',
  list: true,
  query: pageQuery,
  response: contactImport,
});
export const getImport = defineEndpoint({
  name: 'getImport',
  method: 'GET',
  path: '/api/contacts/imports/:id',
  summary: 'One import with its progress',
  permission: 'imports.run',
  params: idParams,
  response: contactImport,
  errors: ['not_found'],
});
export const startImport = defineEndpoint({
  name: 'startImport',
  method: 'POST',
  path: '/api/contacts/imports/:id/start',
  summary: 'Run the import with this mapping',
  permission: 'imports.run',
  status: 202,
  params: idParams,
  body: z.object({
    mapping: importMapping,
    duplicates: z.enum(['skip', 'update']).default('skip'),
    tags: z.array(z.string().trim().min(1).max(40)).max(20).optional(),
    ownerId: id.optional(),
  }),
  response: contactImport,
  errors: ['not_found', 'validation_failed', 'wrong_state', 'rule_broken'],
});
export const downloadImportErrors = defineEndpoint({
  name: 'downloadImportErrors',
  method: 'GET',
  path: '/api/contacts/imports/:id/errors.csv',
  summary: 'The rows that were not imported, with reasons',
  permission: 'imports.run',
  media: 'csv',
  params: idParams,
  query: z.object({ language: locale.default('en').describe('Of the reasons') }),
  response: z.string(),
  errors: ['not_found'],
});
export const undoImport = defineEndpoint({
  name: 'undoImport',
  method: 'POST',
  path: '/api/contacts/imports/:id/undo',
  summary: 'Remove what this import created and restore what it changed',
  permission: 'imports.run',
  status: 202,
  params: idParams,
  response: contactImport,
  errors: ['not_found', 'wrong_state'],
});
