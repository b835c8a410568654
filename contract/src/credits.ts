// Credits: one per message sent, kept in an append-only ledger; what each member may spend of them.
import { z } from 'zod';
import { cursorQuery, defineEndpoint, id, idParams, isoTime } from './core';

/** `balance` can still be spent; `reserved` is held by running campaigns and queued messages; `used` was captured. */
export const credits = z.object({
  balance: z.number().int(),
  reserved: z.number().int(),
  used: z.number().int(),
  lowBelow: z.number().int().describe('A balance below this is low'),
});
export type Credits = z.infer<typeof credits>;

const allowance = z.number().int().min(0).max(1_000_000_000);
/** What one may spend oneself; null without a limit. */
export const ownBudget = z.object({ allowance: z.number().int(), left: z.number().int() });
export const ownCredits = credits.extend({ budget: ownBudget.nullable() });
export type OwnCredits = z.infer<typeof ownCredits>;

export const creditBudget = z.object({
  userId: id,
  name: z.string(),
  role: z.string(),
  allowance: z.number().int().nullable().describe('How much may be spent since the limit was set; null: no limit'),
  reserved: z.number().int(),
  used: z.number().int().describe('Since the limit was set; all there ever was, without a limit'),
  left: z.number().int().nullable(),
});
export type CreditBudget = z.infer<typeof creditBudget>;

export const creditKind = z.enum(['signup', 'top_up', 'reserve', 'capture', 'release', 'budget']);
export const creditEntry = z.object({
  id,
  kind: creditKind,
  amount: z.number().int().describe('Effect on the balance; the sum over all entries is the balance'),
  reservedChange: z.number().int(),
  usedChange: z.number().int(),
  balanceAfter: z.number().int(),
  allowance: z.number().int().nullable().describe('Of a budget: the limit from then on; null: none'),
  reason: z.string().nullable(),
  campaignId: id.nullable(),
  campaignName: z.string().nullable(),
  memberId: id.nullable().describe('Whose budget it moved'),
  memberName: z.string().nullable(),
  actorName: z.string().nullable(),
  createdAt: isoTime,
});
export type CreditEntry = z.infer<typeof creditEntry>;
/** Entries of one kind, campaign and member on one day; `id` and `balanceAfter` are those of its newest. */
export const creditLine = creditEntry.extend({
  day: z.iso.date().describe('In the time zone of the tenant'),
  entries: z.number().int(),
});
export type CreditLine = z.infer<typeof creditLine>;

const day = z.iso.date();
const entryFilter = z.object({
  kind: creditKind.optional(),
  campaignId: id.optional(),
  memberId: id.optional(),
  from: day.optional().describe('First day, in the time zone of the tenant'),
  to: day.optional().describe('Last day'),
});
export type EntryFilter = z.infer<typeof entryFilter>;

export const getCredits = defineEndpoint({
  name: 'getCredits',
  method: 'GET',
  path: '/api/credits',
  summary: 'Balance, and what is left of one’s own budget',
  permission: 'credits.read',
  response: ownCredits,
});
export const changeCreditSettings = defineEndpoint({
  name: 'changeCreditSettings',
  method: 'PATCH',
  path: '/api/credits',
  summary: 'From where on the balance is low',
  permission: 'credits.manage',
  body: z.object({ lowBelow: z.number().int().min(0).max(1_000_000_000) }),
  response: ownCredits,
  errors: ['validation_failed'],
});
export const listCreditEntries = defineEndpoint({
  name: 'listCreditEntries',
  method: 'GET',
  path: '/api/credits/entries',
  summary: 'The ledger, entry by entry, newest first; a coach sees their own',
  permission: 'credits.read',
  list: true,
  query: cursorQuery.extend(entryFilter.shape),
  response: creditEntry,
});
export const listCreditLines = defineEndpoint({
  name: 'listCreditLines',
  method: 'GET',
  path: '/api/credits/statement',
  summary: 'The statement: entries by day, kind, campaign and member, newest first',
  permission: 'credits.read',
  list: true,
  query: cursorQuery.extend(entryFilter.shape),
  response: creditLine,
});
export const exportCreditEntries = defineEndpoint({
  name: 'exportCreditEntries',
  method: 'GET',
  path: '/api/credits/entries.csv',
  summary: 'The ledger with its running balance as CSV',
  permission: 'credits.read',
  media: 'csv',
  query: entryFilter,
  response: z.string(),
});
export const getCampaignCredits = defineEndpoint({
  name: 'getCampaignCredits',
  method: 'GET',
  path: '/api/credits/campaigns/:id',
  summary: 'What a campaign held, used and gave back: reserved = captured + released + open',
  permission: 'credits.read',
  params: idParams,
  response: z.object({
    campaignId: id,
    reserved: z.number().int(),
    captured: z.number().int(),
    released: z.number().int(),
    open: z.number().int().describe('Still held'),
    refunded: z.number().int().describe('Of what was captured, given back when it failed after all'),
  }),
  errors: ['not_found'],
});
export const quoteCredits = defineEndpoint({
  name: 'quoteCredits',
  method: 'POST',
  path: '/api/credits/quote',
  summary: 'What sending would cost, and whether there is enough',
  permission: 'credits.read',
  body: z.object({
    recipients: z.number().int().min(0).max(10_000_000),
    messagesEach: z.number().int().min(1).max(100).default(1),
  }),
  response: z.object({
    required: z.number().int(),
    balance: z.number().int(),
    budgetLeft: z.number().int().nullable(),
    enough: z.boolean(),
    suggestion: z.string().nullable(),
  }),
  errors: ['validation_failed'],
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
  response: ownCredits,
  errors: ['validation_failed', 'forbidden'],
});
export const listCreditBudgets = defineEndpoint({
  name: 'listCreditBudgets',
  method: 'GET',
  path: '/api/credits/budgets',
  summary: 'What each member may spend and has spent',
  permission: 'credits.manage',
  response: z.array(creditBudget),
});
export const setCreditBudget = defineEndpoint({
  name: 'setCreditBudget',
  method: 'PUT',
  path: '/api/credits/budgets/:id',
  summary: 'Limit what a member may spend; null lifts the limit',
  permission: 'credits.manage',
  params: idParams,
  body: z.object({ allowance: allowance.nullable(), reason: z.string().trim().max(300).optional() }),
  response: creditBudget,
  errors: ['not_found', 'validation_failed'],
});
