// Consent over the API: near misses, the ledger, and the words and answers of the team.
import {
  type ConsentDecision,
  type ConsentReview,
  type ConsentSettings,
  decideConsentReview,
  decideConsentReviews,
  exportConsentEntries,
  getConsentSettings,
  listConsentEntries,
  listConsentReviews,
  reopenConsentReviews,
  updateConsentSettings,
} from '@parley/contract';
import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type CallInput, call, callList, writeQuery } from '../../lib/api-client';
import { consentKey } from '../../lib/consent';
import { contactsKey } from '../../lib/contacts';

export { consentKey, openReviewsQuery, reviewsPath } from '../../lib/consent';

export const reviewsQuery = (state: ConsentReview['state']) =>
  infiniteQueryOptions({
    queryKey: [...consentKey, 'reviews', state],
    queryFn: ({ pageParam, signal }) =>
      callList(listConsentReviews, { query: { state, cursor: pageParam, limit: 30 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
  });

export const ledgerQuery = (decision: ConsentDecision | undefined) =>
  infiniteQueryOptions({
    queryKey: [...consentKey, 'entries', decision ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      callList(listConsentEntries, { query: { decision, cursor: pageParam, limit: 50 } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
  });

/** The ledger as a CSV file. Throws ApiError. */
export function downloadLedger(decision: ConsentDecision | undefined): Promise<Blob> {
  return api.download(`${exportConsentEntries.path}?${writeQuery({ decision })}`);
}

export const settingsQuery = queryOptions({
  queryKey: [...consentKey, 'settings'],
  queryFn: ({ signal }) => call(getConsentSettings, {}, { signal }),
});

type Decision = CallInput<typeof decideConsentReview>['body']['decision'];

/** Somebody else may have decided meanwhile: whatever the answer, the queue is asked for again. */
function useRenewal() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: consentKey }),
      queryClient.invalidateQueries({ queryKey: contactsKey }),
    ]);
}

export function useDecide() {
  return useMutation({
    mutationFn: ({ id, decision }: { id: string; decision: Decision }) =>
      call(decideConsentReview, { params: { id }, body: { decision } }),
    onSettled: useRenewal(),
  });
}

/** Answers with the ids of those decided by this. */
export function useDecideMany() {
  return useMutation({
    mutationFn: async (body: CallInput<typeof decideConsentReviews>['body']) =>
      (await call(decideConsentReviews, { body })).decided,
    onSettled: useRenewal(),
  });
}

/** Takes dismissals back; answers with the ids of those that wait again. */
export function useReopen() {
  return useMutation({
    mutationFn: async (ids: string[]) => (await call(reopenConsentReviews, { body: { ids } })).reopened,
    onSettled: useRenewal(),
  });
}

export type SettingsChange = CallInput<typeof updateConsentSettings>['body'];

/** What is changed shows at once; a refusal puts it back. */
export function useSaveSettings() {
  const queryClient = useQueryClient();
  const { queryKey } = settingsQuery;
  return useMutation({
    mutationFn: (body: SettingsChange) => call(updateConsentSettings, { body }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<ConsentSettings>(queryKey);
      if (before) queryClient.setQueryData<ConsentSettings>(queryKey, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => queryClient.setQueryData(queryKey, context?.before),
    onSuccess: (saved) => queryClient.setQueryData(queryKey, saved),
  });
}
