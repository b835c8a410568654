// Contacts: people, their lead fields, tags and consent.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime, pageQuery, queryBoolean } from './core';

export const leadStatuses = ['new', 'contacted', 'qualified', 'customer', 'lost'] as const;
export const leadStatus = z.enum(leadStatuses);
export const temperatures = ['cold', 'warm', 'hot'] as const;
export const temperature = z.enum(temperatures);

const short = z.string().trim().max(200);

/** Answers a client gave, used by `{{client.*}}` variables. */
export const clientFields = [
  'age',
  'gender',
  'goal',
  'experience',
  'budget',
  'timeline',
  'availability',
  'preferences',
  'medical',
  'supplements',
  'obstacle',
  'seriousness',
  'motivation',
] as const;
export type ClientField = (typeof clientFields)[number];
export const clientAnswers = z.partialRecord(z.enum(clientFields), z.string().trim().max(1000));
export type ClientAnswers = z.infer<typeof clientAnswers>;

export const lead = z.object({
  status: leadStatus,
  temperature: temperature.nullable(),
  source: short.nullable(),
  country: short.nullable(),
  city: short.nullable(),
});
export type Lead = z.infer<typeof lead>;

export const tag = z.string().trim().min(1).max(40);

export const contact = z.object({
  id,
  name: z.string(),
  firstName: z.string(),
  phone: z.string().nullable().describe('E.164'),
  email: z.string().nullable(),
  ownerId: id.nullable(),
  ownerName: z.string().nullable(),
  lead,
  client: clientAnswers,
  attributes: z.record(z.string(), z.string()),
  tags: z.array(z.string()),
  optedOutAt: isoTime.nullable(),
  lastMessageAt: isoTime.nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
  abilities: z.object({ edit: z.boolean(), remove: z.boolean(), assign: z.boolean() }),
});
export type Contact = z.infer<typeof contact>;

const attributes = z
  .record(z.string().trim().min(1).max(60), z.string().max(1000))
  .refine((value) => Object.keys(value).length <= 50, 'At most 50 attributes');

export const contactInput = z.object({
  name: z.string().trim().min(1, 'Enter a name').max(200),
  phone: z.string().trim().min(1, 'Enter a phone number').max(40),
  firstName: short.optional(),
  email: z.email().max(254).nullable().optional(),
  ownerId: id.nullable().optional(),
  lead: lead.partial().optional(),
  client: clientAnswers.optional(),
  attributes: attributes.optional(),
  tags: z.array(tag).max(50).optional(),
});
export type ContactInput = z.infer<typeof contactInput>;

export const contactFilter = z.object({
  search: z.string().trim().max(100).optional().describe('At least 2 characters; name, phone digits or e-mail'),
  status: leadStatus.optional(),
  temperature: temperature.optional(),
  source: short.optional(),
  ownerId: z.union([id, z.literal('none')]).optional(),
  tag: tag.optional(),
  optedOut: queryBoolean.optional(),
  segmentId: id.optional(),
});

export const listContacts = defineEndpoint({
  name: 'listContacts',
  method: 'GET',
  path: '/api/contacts',
  summary: 'Contacts, newest first, with search and filters',
  permission: 'contacts.read',
  list: true,
  query: pageQuery.extend(contactFilter.shape),
  response: contact,
  errors: ['not_found'],
});
export const searchContacts = defineEndpoint({
  name: 'searchContacts',
  method: 'GET',
  path: '/api/contacts/search',
  summary: 'Quick search by name, phone or e-mail',
  permission: 'contacts.read',
  list: true,
  query: z.object({
    q: z.string().trim().min(2, 'Type at least 2 characters').max(100),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  }),
  response: contact,
});
export const exportContacts = defineEndpoint({
  name: 'exportContacts',
  method: 'GET',
  path: '/api/contacts/export',
  summary: 'The filtered contacts as CSV',
  permission: 'contacts.read',
  media: 'csv',
  query: contactFilter,
  response: z.string(),
  errors: ['not_found'],
});
export const getContact = defineEndpoint({
  name: 'getContact',
  method: 'GET',
  path: '/api/contacts/:id',
  summary: 'One contact',
  permission: 'contacts.read',
  params: idParams,
  response: contact,
  errors: ['not_found'],
});
export const createContact = defineEndpoint({
  name: 'createContact',
  method: 'POST',
  path: '/api/contacts',
  summary: 'Add a contact',
  permission: 'contacts.write',
  status: 201,
  body: contactInput,
  response: contact,
  errors: ['validation_failed', 'invalid_phone', 'phone_taken'],
});
export const updateContact = defineEndpoint({
  name: 'updateContact',
  method: 'PATCH',
  path: '/api/contacts/:id',
  summary: 'Change a contact; fields left out stay',
  permission: 'contacts.write',
  params: idParams,
  body: contactInput.partial(),
  response: contact,
  errors: ['not_found', 'validation_failed', 'invalid_phone', 'phone_taken', 'forbidden'],
});
export const deleteContact = defineEndpoint({
  name: 'deleteContact',
  method: 'DELETE',
  path: '/api/contacts/:id',
  summary: 'Delete a contact',
  permission: 'contacts.delete',
  params: idParams,
  response: empty,
  errors: ['not_found', 'wrong_state'],
});
export const optOutContact = defineEndpoint({
  name: 'optOutContact',
  method: 'POST',
  path: '/api/contacts/:id/opt-out',
  summary: 'Record that this person wants no campaigns',
  permission: 'contacts.write',
  params: idParams,
  body: z.object({ note: z.string().max(500).optional() }).default({}),
  response: contact,
  errors: ['not_found'],
});
export const optInContact = defineEndpoint({
  name: 'optInContact',
  method: 'POST',
  path: '/api/contacts/:id/opt-in',
  summary: 'Record that this person agreed again',
  permission: 'contacts.write',
  params: idParams,
  body: z.object({ note: z.string().max(500).optional() }).default({}),
  response: contact,
  errors: ['not_found'],
});
export const listTags = defineEndpoint({
  name: 'listTags',
  method: 'GET',
  path: '/api/contacts/tags',
  summary: 'Tags in use with how many contacts carry each',
  permission: 'contacts.read',
  list: true,
  response: z.object({ name: z.string(), count: z.number().int() }),
});
