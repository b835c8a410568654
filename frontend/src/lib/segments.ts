// Segments over the API, shared by the lists of contacts and the campaign's audience.
import { type AudienceCount, countRules, listSegments, type SegmentRules } from '@parley/contract';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, callList } from './api-client';

export const segmentsKey = ['segments'] as const;

export const segmentsQuery = queryOptions({
  queryKey: [...segmentsKey, 'list'],
  queryFn: async ({ signal }) => (await callList(listSegments, {}, { signal })).items,
});

/** How many people the rules hold, and whom of them a campaign reaches. */
export const rulesCountQuery = (rules: SegmentRules) =>
  queryOptions({
    queryKey: [...segmentsKey, 'rules', rules],
    queryFn: ({ signal }): Promise<AudienceCount> => call(countRules, { body: { rules } }, { signal }),
    placeholderData: keepPreviousData,
    // People change while rules are written: what is shown is from now.
    staleTime: 5_000,
  });
