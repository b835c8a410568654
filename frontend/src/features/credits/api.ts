// The balance, the statement, and adding credits.
import { type Credits, type creditKind, getCredits, listCreditEntries, topUpCredits } from '@parley/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import { call, callList } from '../../lib/api-client';
import { overviewKey } from '../../lib/overview';

export type CreditKind = z.infer<typeof creditKind>;

export const creditsKey = ['credits'] as const;
export const balanceKey = [...creditsKey, 'balance'] as const;
export const statementKey = [...creditsKey, 'statement'] as const;

/** The API's largest page: a campaign's many uses become one line. */
const rowsPerPage = 100;

export const balanceQuery = queryOptions({
  queryKey: balanceKey,
  queryFn: ({ signal }) => call(getCredits, {}, { signal }),
});

/** The ledger, newest first; of one kind or all. */
export const statementQuery = (kind: CreditKind | undefined) =>
  infiniteQueryOptions({
    queryKey: [...statementKey, kind ?? 'all'],
    queryFn: ({ pageParam, signal }) =>
      callList(listCreditEntries, { query: { kind, cursor: pageParam, limit: rowsPerPage } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export function useTopUp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { amount: number; reason: string }) => call(topUpCredits, { body }),
    onSuccess: (credits: Credits) => {
      queryClient.setQueryData(balanceKey, credits);
      void queryClient.invalidateQueries({ queryKey: statementKey });
      void queryClient.invalidateQueries({ queryKey: overviewKey });
    },
  });
}
