// What the dashboard asks for beyond the overview that the shell already keeps.
import { listActivity, listCampaigns, listTemplates } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { callList } from '../../lib/api-client';
import { campaignsKey } from '../../lib/campaigns';

export const activityKey = ['activity'] as const;

export const activityQuery = queryOptions({
  queryKey: activityKey,
  queryFn: async ({ signal }) => (await callList(listActivity, {}, { signal })).items,
  // No frame says that somebody did something; while the page is open it is looked at again.
  refetchInterval: 15_000,
});

/** Whether anything was made yet: the first steps disappear with the first campaign. */
export const templateCountQuery = queryOptions({
  queryKey: ['templates', 'count'],
  queryFn: async ({ signal }) =>
    (await callList(listTemplates, { query: { limit: 1 } }, { signal })).pagination.total ?? 0,
});

export const campaignCountQuery = queryOptions({
  queryKey: [...campaignsKey, 'count'],
  queryFn: async ({ signal }) =>
    (await callList(listCampaigns, { query: { limit: 1 } }, { signal })).pagination.total ?? 0,
});
