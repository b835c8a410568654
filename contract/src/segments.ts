// Segments: kept filters over contacts, with how many they hold and how many of those a campaign can reach.
import { z } from 'zod';
import { audienceCount } from './audience';
import { channel } from './connections';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';
import { segmentRules } from './segment-rules';

export const segment = z.object({
  id,
  name: z.string(),
  shared: z.boolean().describe('Everybody of the team uses it; a coach finds only their own people in it'),
  rules: segmentRules,
  count: z
    .number()
    .int()
    .nullable()
    .describe('People in it that the reader sees, as counted a moment ago; null beyond the list'),
  createdAt: isoTime,
  updatedAt: isoTime,
  abilities: z.object({ edit: z.boolean(), remove: z.boolean() }),
});
export type Segment = z.infer<typeof segment>;

export const segmentInput = z.object({
  name: z.string().trim().min(1, 'Enter a name').max(80),
  rules: segmentRules,
  shared: z.boolean().default(false),
});
export type SegmentInput = z.input<typeof segmentInput>;

/** For which line people are counted: their address differs by channel. WhatsApp by QR when neither is said. */
const forLine = z.object({ connectionId: id.optional(), channel: channel.optional() });

export const listSegments = defineEndpoint({
  name: 'listSegments',
  method: 'GET',
  path: '/api/segments',
  summary: 'Own segments and those of the team, by name, with their counts',
  permission: 'contacts.read',
  list: true,
  response: segment,
});
export const createSegment = defineEndpoint({
  name: 'createSegment',
  method: 'POST',
  path: '/api/segments',
  summary: 'Keep a filter as a segment',
  permission: 'contacts.write',
  status: 201,
  body: segmentInput,
  response: segment,
  errors: ['validation_failed', 'forbidden', 'name_taken'],
});
export const updateSegment = defineEndpoint({
  name: 'updateSegment',
  method: 'PATCH',
  path: '/api/segments/:id',
  summary: 'Change a segment; fields left out stay',
  permission: 'contacts.write',
  params: idParams,
  body: z.object({
    name: segmentInput.shape.name.optional(),
    rules: segmentRules.optional(),
    shared: z.boolean().optional(),
  }),
  response: segment,
  errors: ['not_found', 'validation_failed', 'forbidden', 'name_taken'],
});
export const deleteSegment = defineEndpoint({
  name: 'deleteSegment',
  method: 'DELETE',
  path: '/api/segments/:id',
  summary: 'Delete a segment that no campaign waits for',
  permission: 'contacts.write',
  params: idParams,
  response: empty,
  errors: ['not_found', 'forbidden', 'wrong_state'],
});
export const countSegment = defineEndpoint({
  name: 'countSegment',
  method: 'GET',
  path: '/api/segments/:id/count',
  summary: 'How many a segment holds, how many a campaign reaches, and why the rest is left out',
  permission: 'contacts.read',
  params: idParams,
  query: forLine,
  response: audienceCount,
  errors: ['not_found'],
});
export const countRules = defineEndpoint({
  name: 'countRules',
  method: 'POST',
  path: '/api/segments/count',
  summary: 'The same for rules that are not kept yet',
  permission: 'contacts.read',
  body: forLine.extend({ rules: segmentRules }),
  response: audienceCount,
  errors: ['not_found', 'validation_failed'],
});
