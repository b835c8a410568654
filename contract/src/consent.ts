// Consent: who said yes or no, on what evidence; near misses that wait for a person; the words and confirmations of a team.
import { z } from 'zod';
import { channel } from './connections';
import { cursorQuery, defineEndpoint, id, idParams, isoTime } from './core';

export const consentDecision = z.enum(['opt_in', 'opt_out']);
export type ConsentDecision = z.infer<typeof consentDecision>;
export const consentLanguages = ['en', 'he', 'es', 'pt', 'ar'] as const;
export const consentLanguage = z.enum(consentLanguages);
export type ConsentLanguage = z.infer<typeof consentLanguage>;

/** `message`: the person wrote it; `provider`: they said it to WhatsApp itself; `user`: a member of the team recorded it. */
export const consentOrigin = z.enum(['user', 'message', 'import', 'api', 'provider']);
export type ConsentOrigin = z.infer<typeof consentOrigin>;

/** One line of the ledger. It is never changed and never deleted while the contact exists. */
export const consentEntry = z.object({
  id,
  contactId: id,
  contactName: z.string(),
  phone: z.string().nullable(),
  decision: consentDecision,
  origin: consentOrigin,
  actorName: z.string().nullable().describe('The member of the team who recorded it'),
  words: z.string().nullable().describe('What the person wrote, as it was then'),
  keyword: z.string().nullable(),
  language: consentLanguage.nullable(),
  messageId: id.nullable(),
  chatId: id.nullable().describe('Where the message stands'),
  note: z.string().nullable(),
  saidAt: isoTime,
  recordedAt: isoTime,
});
export type ConsentEntry = z.infer<typeof consentEntry>;

export const reviewState = z.enum(['open', 'confirmed', 'dismissed']);

/** A message that may be meant as an opt-out or opt-in. While one is open, campaigns pass over this person. */
export const consentReview = z.object({
  id,
  contactId: id,
  contactName: z.string(),
  phone: z.string().nullable(),
  optedOut: z.boolean(),
  guess: consentDecision,
  language: consentLanguage,
  keyword: z.string().describe('The word it resembles'),
  words: z.string(),
  messageId: id.nullable(),
  chatId: id.nullable(),
  channel: channel.nullable(),
  state: reviewState,
  decidedByName: z.string().nullable(),
  decidedAt: isoTime.nullable(),
  saidAt: isoTime,
  abilities: z.object({ decide: z.boolean() }),
});
export type ConsentReview = z.infer<typeof consentReview>;

export const ownConsentWord = z.object({
  word: z.string().trim().min(2, 'A word has at least two letters').max(40),
  decision: consentDecision,
  language: consentLanguage,
});
export type OwnConsentWord = z.infer<typeof ownConsentWord>;

const textsByLanguage = z.partialRecord(consentLanguage, z.string().trim().max(500));
/** Empty or missing: the built-in text. */
export const consentTexts = z.object({ opt_out: textsByLanguage.optional(), opt_in: textsByLanguage.optional() });
export type ConsentTexts = z.infer<typeof consentTexts>;

export const consentSettings = z.object({
  confirm: z.boolean().describe('Answer an opt-out or opt-in with a confirmation; costs one credit'),
  ownWords: z.array(ownConsentWord),
  texts: consentTexts,
  builtIn: z.object({
    words: z.record(consentLanguage, z.record(consentDecision, z.array(z.string()))),
    texts: z.record(consentDecision, z.record(consentLanguage, z.string())),
  }),
  business: z.string().describe('What `{business}` stands for'),
  abilities: z.object({ edit: z.boolean() }),
});
export type ConsentSettings = z.infer<typeof consentSettings>;

const entryFilter = z.object({
  decision: consentDecision.optional(),
  origin: consentOrigin.optional(),
  from: isoTime.optional(),
  to: isoTime.optional(),
});

export const listContactConsent = defineEndpoint({
  name: 'listContactConsent',
  method: 'GET',
  path: '/api/contacts/:id/consent',
  summary: 'What one person said about receiving campaigns, newest first, with the evidence',
  permission: 'contacts.read',
  params: idParams,
  query: cursorQuery,
  list: true,
  response: consentEntry,
  errors: ['not_found'],
});
export const listConsentEntries = defineEndpoint({
  name: 'listConsentEntries',
  method: 'GET',
  path: '/api/consent/entries',
  summary: 'The ledger of consent, newest first',
  permission: 'contacts.read',
  query: cursorQuery.extend(entryFilter.shape),
  list: true,
  response: consentEntry,
});
export const exportConsentEntries = defineEndpoint({
  name: 'exportConsentEntries',
  method: 'GET',
  path: '/api/consent/entries.csv',
  summary: 'The ledger of consent as CSV',
  permission: 'contacts.read',
  media: 'csv',
  query: entryFilter,
  response: z.string(),
});
export const listConsentReviews = defineEndpoint({
  name: 'listConsentReviews',
  method: 'GET',
  path: '/api/consent/reviews',
  summary: 'Messages that may be meant as an opt-out or opt-in, newest first',
  permission: 'contacts.read',
  query: cursorQuery.extend({ state: reviewState.default('open') }),
  list: true,
  response: consentReview,
});
export const countConsentReviews = defineEndpoint({
  name: 'countConsentReviews',
  method: 'GET',
  path: '/api/consent/reviews/count',
  summary: 'How many of them wait for a decision',
  permission: 'contacts.read',
  response: z.object({ open: z.number().int() }),
});
export const decideConsentReview = defineEndpoint({
  name: 'decideConsentReview',
  method: 'POST',
  path: '/api/consent/reviews/:id/decide',
  summary: 'Say what the message meant',
  permission: 'contacts.write',
  params: idParams,
  body: z.object({ decision: z.enum(['opt_out', 'opt_in', 'dismiss']) }),
  response: consentReview,
  errors: ['not_found', 'validation_failed', 'wrong_state'],
});
/** As many as somebody can look over before deciding. */
export const mostReviewsAtOnce = 100;
const reviewIds = z.array(id).min(1, 'Choose at least one message').max(mostReviewsAtOnce);

export const decideConsentReviews = defineEndpoint({
  name: 'decideConsentReviews',
  method: 'POST',
  path: '/api/consent/reviews/decide',
  summary:
    'Take many messages for what they resemble, or for something else; those that somebody decided meanwhile are left out',
  permission: 'contacts.write',
  body: z.object({ ids: reviewIds, decision: z.enum(['confirm', 'dismiss']) }),
  response: z.object({ decided: z.array(id) }),
  errors: ['validation_failed'],
});
export const reopenConsentReviews = defineEndpoint({
  name: 'reopenConsentReviews',
  method: 'POST',
  path: '/api/consent/reviews/reopen',
  summary: 'Take dismissals back: the messages wait for a decision again, unless a newer word of the person settled it',
  permission: 'contacts.write',
  body: z.object({ ids: reviewIds }),
  response: z.object({ reopened: z.array(id) }),
  errors: ['validation_failed'],
});
export const getConsentSettings = defineEndpoint({
  name: 'getConsentSettings',
  method: 'GET',
  path: '/api/consent/settings',
  summary: 'The words that count as consent, and what people are answered',
  permission: 'contacts.read',
  response: consentSettings,
});
export const updateConsentSettings = defineEndpoint({
  name: 'updateConsentSettings',
  method: 'PATCH',
  path: '/api/consent/settings',
  summary: 'Change the team’s own words and confirmations; fields left out stay',
  permission: 'inbox.manage',
  body: z.object({
    confirm: z.boolean().optional(),
    ownWords: z.array(ownConsentWord).max(100).optional(),
    texts: consentTexts.optional(),
  }),
  response: consentSettings,
  errors: ['validation_failed'],
});
