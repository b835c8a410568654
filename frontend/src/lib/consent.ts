// Consent over the API, as far as several places show it: one person's ledger, and how many near misses wait.
import { type ConsentEntry, countConsentReviews, listContactConsent } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { call, callList } from './api-client';

export const consentKey = ['consent'] as const;
export const reviewsPath = '/contacts/consent';

export const openReviewsQuery = queryOptions({
  queryKey: [...consentKey, 'open'],
  queryFn: async ({ signal }) => (await call(countConsentReviews, {}, { signal })).open,
});

/** More than anybody's history. */
const entriesShown = 50;

/** What one person said, newest first. */
export const contactLedgerQuery = (contactId: string) =>
  queryOptions({
    queryKey: [...consentKey, 'contact', contactId],
    queryFn: async ({ signal }): Promise<ConsentEntry[]> =>
      (await callList(listContactConsent, { params: { id: contactId }, query: { limit: entriesShown } }, { signal }))
        .items,
  });
