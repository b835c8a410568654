// Campaigns as several screens read them: the list and the live ones, with frames applied in place.
import {
  type Campaign,
  type CampaignProgress,
  type CampaignStatus,
  getCampaign,
  listCampaigns,
  type Page,
} from '@parley/contract';
import { keepPreviousData, type QueryClient, queryOptions } from '@tanstack/react-query';
import { call, callList } from './api-client';

export const campaignsKey = ['campaigns'] as const;
export const campaignListsKey = [...campaignsKey, 'list'] as const;
export const activeCampaignsKey = [...campaignsKey, 'active'] as const;
export const campaignKey = (id: string) => [...campaignsKey, 'one', id] as const;

/** Rows on one page of the list. */
export const campaignsPerPage = 50;
const activeShown = 100;

export interface CampaignFilter {
  status?: CampaignStatus;
  search?: string;
}

/** One page of campaigns, newest first. */
export const campaignsQuery = (filter: CampaignFilter, page = 1) =>
  queryOptions({
    queryKey: [...campaignListsKey, filter, page],
    queryFn: ({ signal }) =>
      callList(listCampaigns, { query: { ...filter, page, limit: campaignsPerPage } }, { signal }),
    placeholderData: keepPreviousData,
  });

/** All that run, wait or rest, in that order: they stand first wherever campaigns are listed, however old they are. */
export const activeCampaignsQuery = queryOptions({
  queryKey: activeCampaignsKey,
  queryFn: async ({ signal }) => {
    const of = (status: CampaignStatus) =>
      callList(listCampaigns, { query: { status, limit: activeShown } }, { signal });
    const [running, paused, scheduled] = await Promise.all([of('running'), of('paused'), of('scheduled')]);
    return [...running.items, ...paused.items, ...scheduled.items];
  },
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: campaignKey(id),
    queryFn: ({ signal }) => call(getCampaign, { params: { id } }, { signal }),
  });

type Change = (campaign: Campaign) => Campaign;

function changeItems(items: Campaign[], id: string, change: Change): Campaign[] {
  return items.some((item) => item.id === id) ? items.map((item) => (item.id === id ? change(item) : item)) : items;
}

/** Applies a change to one campaign wherever it is cached. */
function changeCampaign(queryClient: QueryClient, id: string, change: Change): void {
  queryClient.setQueryData<Campaign>(campaignKey(id), (old) => old && change(old));
  queryClient.setQueryData<Campaign[]>(activeCampaignsKey, (old) => old && changeItems(old, id, change));
  queryClient.setQueriesData<Page<Campaign>>({ queryKey: campaignListsKey }, (old) => {
    if (!old) return old;
    const items = changeItems(old.items, id, change);
    return items === old.items ? old : { ...old, items };
  });
}

/** Shows a campaign as a verb's answer gave it. */
export function showCampaign(queryClient: QueryClient, campaign: Campaign): void {
  changeCampaign(queryClient, campaign.id, () => campaign);
  queryClient.setQueryData(campaignKey(campaign.id), campaign);
}

/**
 * Shows new counts. Returns whether the state is another than the one cached: then what may be done has changed too,
 * and the campaign has to be asked for again.
 */
export function showProgress(queryClient: QueryClient, progress: CampaignProgress): boolean {
  let moved = false;
  changeCampaign(queryClient, progress.campaignId, (old) => {
    moved ||= old.status !== progress.status;
    return { ...old, status: progress.status, progress };
  });
  return moved;
}

/**
 * Whom it is for: those who were skipped (opted out, no number) are not part of what there is to do. Of a cancelled campaign everybody counts,
 * because most of the skipped are those whom the cancelling left out.
 */
export function countAudience({ status, totalContacts, skippedCount }: CampaignProgress): number {
  return status === 'cancelled' ? totalContacts : Math.max(0, totalContacts - skippedCount);
}

/** How many of the audience are settled: sent, failed or uncertain. */
export function countDone(progress: CampaignProgress): number {
  return Math.max(0, progress.totalContacts - progress.skippedCount - progress.pendingCount);
}

/** The share that is settled, 0–1, cut to whole hundredths so that 100 % is kept for the end. */
export function shareDone(progress: CampaignProgress): number {
  const audience = countAudience(progress);
  if (audience === 0) return progress.totalContacts > 0 && progress.pendingCount === 0 ? 1 : 0;
  return Math.floor((countDone(progress) / audience) * 100) / 100;
}
