// Credits: one per message sent, kept in an append-only ledger.
import { z } from 'zod';
import { cursorQuery, defineEndpoint, id, isoTime } from './core';

/** `balance` can still be spent; `reserved` is held by running campaigns and queued messages; `used` was captured. */
export const credits = z.object({ balance: z.number().int(), reserved: z.number().int(), used: z.number().int() });
export type Credits = z.infer<typeof credits>;

export const creditKind = z.enum(['signup', 'top_up', 'reserve', 'capture', 'release']);
export const creditEntry = z.object({
  id,
  kind: creditKind,
  amount: z.number().int().describe('Effect on the balance; the sum over all entries is the balance'),
  reservedChange: z.number().int(),
  usedChange: z.number().int(),
  balanceAfter: z.number().int(),
  reason: z.string().nullable(),
  campaignId: id.nullable(),
  campaignName: z.string().nullable(),
  actorName: z.string().nullable(),
  createdAt: isoTime,
});
export type CreditEntry = z.infer<typeof creditEntry>;

export const getCredits = defineEndpoint({
  name: 'getCredits',
  method: 'GET',
  path: '/api/credits',
  summary: 'Balance',
  permission: 'credits.read',
  response: credits,
});
export const listCreditEntries = defineEndpoint({
  name: 'listCreditEntries',
  method: 'GET',
  path: '/api/credits/entries',
  summary: 'The statement, newest first',
  permission: 'credits.read',
  list: true,
  query: cursorQuery.extend({ kind: creditKind.optional() }),
  response: creditEntry,
});
export const topUpCredits = defineEndpoint({
  name: 'topUpCredits',
  method: 'POST',
  path: '/api/credits/top-up',
  summary: 'Add credits with a reason',
  permission: 'credits.manage',
  status: 201,
  body: z.object({
    amount: z.number().int().min(1, 'At least 1').max(10_000_000),
    reason: z.string().trim().min(1, 'Say why').max(300),
  }),
  response: credits,
  errors: ['validation_failed', 'forbidden'],
});
