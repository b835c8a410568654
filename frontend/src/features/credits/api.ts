// The balance, the statement, budgets, and adding credits.
import {
  changeCreditSettings,
  type creditKind,
  type EntryFilter,
  exportCreditEntries,
  getCredits,
  listCreditBudgets,
  listCreditLines,
  type OwnCredits,
  setCreditBudget,
  topUpCredits,
} from '@parley/contract';
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import type { z } from 'zod';
import { api, call, callList, writeQuery } from '../../lib/api-client';
import { overviewKey } from '../../lib/overview';
import { saveFile } from '../../lib/save-file';

export type CreditKind = z.infer<typeof creditKind>;

export const creditsKey = ['credits'] as const;
export const balanceKey = [...creditsKey, 'balance'] as const;
export const statementKey = [...creditsKey, 'statement'] as const;

export const budgetsKey = [...creditsKey, 'budgets'] as const;

const rowsPerPage = 100;

export const balanceQuery = queryOptions({
  queryKey: balanceKey,
  queryFn: ({ signal }) => call(getCredits, {}, { signal }),
});

/** The statement, newest first, a day's entries of one campaign and member in one line. */
export const statementQuery = (filter: EntryFilter) =>
  infiniteQueryOptions({
    queryKey: [...statementKey, filter],
    queryFn: ({ pageParam, signal }) =>
      callList(listCreditLines, { query: { ...filter, cursor: pageParam, limit: rowsPerPage } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export function useTopUp() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: { amount: number; reason: string }) => call(topUpCredits, { body }),
    onSuccess: (credits: OwnCredits) => {
      queryClient.setQueryData(balanceKey, credits);
      void queryClient.invalidateQueries({ queryKey: statementKey });
      void queryClient.invalidateQueries({ queryKey: overviewKey });
    },
  });
}

/** Saves the ledger of a filter, entry by entry, as a CSV file. Throws ApiError. */
export async function saveEntries(filter: EntryFilter): Promise<void> {
  saveFile(await api.download(`${exportCreditEntries.path}?${writeQuery(filter)}`), 'credits.csv');
}

export const budgetsQuery = queryOptions({
  queryKey: budgetsKey,
  queryFn: ({ signal }) => call(listCreditBudgets, {}, { signal }),
});

/** Limits what a member may spend; null lifts the limit. */
export function useSetBudget() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: ({ userId, allowance }: { userId: string; allowance: number | null }) =>
      call(setCreditBudget, { params: { id: userId }, body: { allowance } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: creditsKey }),
  });
}

/** Below which balance a warning is due. */
export function useLowBelow() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (lowBelow: number) => call(changeCreditSettings, { body: { lowBelow } }),
    onSuccess: (credits) => {
      queryClient.setQueryData(balanceKey, credits);
      void queryClient.invalidateQueries({ queryKey: overviewKey });
    },
  });
}
