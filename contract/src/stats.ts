// The dashboard's numbers.
import { z } from 'zod';
import { defineEndpoint, id, isoTime } from './core';
import { credits } from './credits';

export const overview = z.object({
  today: z.object({
    sent: z.number().int(),
    delivered: z.number().int(),
    read: z.number().int(),
    failed: z.number().int(),
    received: z.number().int(),
  }),
  hours: z
    .array(z.object({ at: isoTime, sent: z.number().int(), received: z.number().int() }))
    .describe('The last 24 hours, oldest first'),
  contacts: z.object({ total: z.number().int(), addedToday: z.number().int() }),
  chats: z.object({ open: z.number().int(), unread: z.number().int() }),
  connections: z.object({ connected: z.number().int(), total: z.number().int() }),
  campaigns: z.object({ running: z.number().int(), scheduled: z.number().int(), paused: z.number().int() }),
  credits: credits.nullable(),
});
export type Overview = z.infer<typeof overview>;

export const getOverview = defineEndpoint({
  name: 'getOverview',
  method: 'GET',
  path: '/api/stats/overview',
  summary: 'Today at a glance, of what I may see',
  response: overview,
});

export const activityItem = z.object({
  id,
  type: z.string(),
  actorName: z.string().nullable(),
  subjectId: id.nullable(),
  subjectName: z.string().nullable(),
  at: isoTime,
});
export const listActivity = defineEndpoint({
  name: 'listActivity',
  method: 'GET',
  path: '/api/stats/activity',
  summary: 'The latest things that happened in the tenant',
  permission: 'stats.read',
  list: true,
  response: activityItem,
});
