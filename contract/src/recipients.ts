// Recipients: one contact in one campaign, and what became of the message to them.
import { z } from 'zod';
import { messageState } from './chats';
import { cursorQuery, defineEndpoint, id, idParams, isoTime } from './core';
import { outcomeCode } from './errors';

export const recipientOutcomes = [
  'pending',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'uncertain',
] as const;
export const recipientOutcome = z.enum(recipientOutcomes);

export const recipient = z.object({
  id: id.describe('The message id'),
  contactId: id,
  contactName: z.string(),
  phone: z.string().nullable(),
  state: messageState,
  error: z.object({ code: outcomeCode, detail: z.string().nullable() }).nullable(),
  text: z.string().nullable(),
  chatId: id.nullable(),
  dueAt: isoTime.nullable().describe('While it waits for a time: not before then'),
  sentAt: isoTime.nullable(),
  deliveredAt: isoTime.nullable(),
  readAt: isoTime.nullable(),
  repliedAt: isoTime.nullable(),
  variant: z.number().int().nullable().describe('0 is the message itself; null where none are compared'),
  files: z.object({ sent: z.number().int(), total: z.number().int() }).nullable().describe('Where there are several'),
});
export type Recipient = z.infer<typeof recipient>;

const recipientFilter = z.object({
  outcome: recipientOutcome.optional(),
  errorCode: outcomeCode.optional(),
  replied: z.enum(['true']).optional(),
  files: z.enum(['failed']).optional().describe('The first message arrived, a further file failed'),
});

export const listRecipients = defineEndpoint({
  name: 'listRecipients',
  method: 'GET',
  path: '/api/campaigns/:id/recipients',
  summary: 'One row per recipient',
  permission: 'campaigns.read',
  params: idParams,
  query: cursorQuery.extend(recipientFilter.shape),
  list: true,
  response: recipient,
  errors: ['not_found'],
});
export const listCampaignReasons = defineEndpoint({
  name: 'listCampaignReasons',
  method: 'GET',
  path: '/api/campaigns/:id/reasons',
  summary: 'Failed, skipped and uncertain recipients grouped by cause',
  permission: 'campaigns.read',
  params: idParams,
  list: true,
  response: z.object({
    state: messageState,
    code: outcomeCode,
    files: z.boolean().describe('Counts further files of people whom the first message reached'),
    count: z.number().int(),
  }),
  errors: ['not_found'],
});
export const exportRecipients = defineEndpoint({
  name: 'exportRecipients',
  method: 'GET',
  path: '/api/campaigns/:id/recipients.csv',
  summary: 'Recipients as CSV',
  permission: 'campaigns.read',
  media: 'csv',
  params: idParams,
  query: recipientFilter,
  response: z.string(),
  errors: ['not_found'],
});
