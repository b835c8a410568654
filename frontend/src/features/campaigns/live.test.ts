// What the live feed does to campaigns that are on screen.
import type { Campaign, CampaignProgress, CampaignStatus, Frame, Message, Page, Recipient } from '@parley/contract';
import { QueryClient } from '@tanstack/react-query';
import {
  activeCampaignsKey,
  campaignKey,
  campaignsQuery,
  countAudience,
  countDone,
  shareDone,
  showProgress,
} from '../../lib/campaigns';
import { groupCampaigns } from './list/campaign-table';
import { campaignsLive } from './live';
import { recipientsQuery, toRecipientQuery } from './recipients';

const progress: CampaignProgress = {
  campaignId: 'c1',
  status: 'running',
  totalContacts: 100,
  pendingCount: 60,
  sentCount: 30,
  deliveredCount: 20,
  readCount: 10,
  failedCount: 5,
  skippedCount: 2,
  uncertainCount: 3,
  repliedCount: 1,
  progressPercentage: 40,
  ratePerMinute: 17,
  startedAt: null,
  finishedAt: null,
  estimatedCompletion: null,
  tomorrowCount: 0,
  heldCount: 0,
  nextDueAt: null,
  holds: [],
  slowDown: null,
};

function campaign(id: string, status: CampaignStatus): Campaign {
  return { id, status, name: id, progress: { ...progress, campaignId: id, status } } as Campaign;
}

function client(): QueryClient {
  return new QueryClient({ defaultOptions: { queries: { retry: false, gcTime: Number.POSITIVE_INFINITY } } });
}

test('progress moves the bar in the list, on the dashboard and on the campaign’s own page at once', () => {
  const queryClient = client();
  const list = campaignsQuery({}, 1).queryKey;
  queryClient.setQueryData<Page<Campaign>>(list, {
    items: [campaign('c1', 'running'), campaign('c2', 'draft')],
    pagination: { limit: 50 },
  });
  queryClient.setQueryData(activeCampaignsKey, [campaign('c1', 'running')]);
  queryClient.setQueryData(campaignKey('c1'), campaign('c1', 'running'));
  expect(showProgress(queryClient, { ...progress, sentCount: 31 })).toBe(false);
  const shown = [
    queryClient.getQueryData<Page<Campaign>>(list)?.items[0],
    queryClient.getQueryData<Campaign[]>(activeCampaignsKey)?.[0],
    queryClient.getQueryData<Campaign>(campaignKey('c1')),
  ];
  expect(shown.map((one) => one?.progress.sentCount)).toEqual([31, 31, 31]);
  expect(queryClient.getQueryData<Page<Campaign>>(list)?.items[1]?.progress.sentCount).toBe(30);
  queryClient.clear();
});

test('a new state is noticed, because what may be done has changed with it', () => {
  const queryClient = client();
  queryClient.setQueryData(campaignKey('c1'), campaign('c1', 'running'));
  expect(showProgress(queryClient, { ...progress, status: 'paused' })).toBe(true);
  expect(queryClient.getQueryData<Campaign>(campaignKey('c1'))?.status).toBe('paused');
  queryClient.clear();
});

test('the counts add up: settled and waiting are the audience, and skipped people are not part of it', () => {
  expect(countAudience(progress)).toBe(98);
  expect(countDone(progress)).toBe(38);
  expect(countDone(progress) + progress.pendingCount).toBe(countAudience(progress));
  expect(shareDone(progress)).toBe(0.38);
  expect(shareDone({ ...progress, totalContacts: 1000, skippedCount: 0, pendingCount: 1 })).toBe(0.99);
  // Two of 98 left before it was cancelled: the others were skipped by that.
  const cancelled = {
    ...progress,
    status: 'cancelled' as const,
    pendingCount: 0,
    skippedCount: progress.totalContacts - 2,
  };
  expect([countDone(cancelled), shareDone(cancelled)]).toEqual([2, 0.02]);
  expect(shareDone({ ...progress, totalContacts: 2, skippedCount: 2, pendingCount: 0 })).toBe(1);
});

test('a message’s receipt changes its recipient’s row, whichever tab is loaded', () => {
  const queryClient = client();
  const key = recipientsQuery('c1', { tab: 'all' }).queryKey;
  const row = { id: 'm1', state: 'sent', text: 'Hi', readAt: null } as Recipient;
  queryClient.setQueryData(key, { pages: [{ items: [row], pagination: { limit: 50 } }], pageParams: [undefined] });
  const message = { id: 'm1', campaignId: 'c1', state: 'read', readAt: '2026-09-03T09:30:00Z', text: null } as Message;
  const data = { asOf: 1, changes: [{ messageId: 'm1', chatId: null, message }] };
  campaignsLive['message.status']?.({ seq: 1, type: 'message.status', data } as Frame<'message.status'>, queryClient);
  expect(queryClient.getQueryData(key)?.pages[0]?.items[0]).toMatchObject({
    state: 'read',
    readAt: '2026-09-03T09:30:00Z',
    text: 'Hi',
  });
  queryClient.clear();
});

test('each tab asks for its outcome; who replied is asked across outcomes', () => {
  expect(toRecipientQuery({ tab: 'failed', errorCode: 'not_on_whatsapp' })).toEqual({
    outcome: 'failed',
    errorCode: 'not_on_whatsapp',
  });
  expect(toRecipientQuery({ tab: 'replied' })).toEqual({ replied: 'true', errorCode: undefined });
  expect(toRecipientQuery({ tab: 'all' })).toEqual({ errorCode: undefined });
});

test('campaigns in progress stand first, each campaign once, and one that just ended moves down', () => {
  const active = [
    campaign('r', 'running'),
    campaign('p', 'paused'),
    campaign('s', 'scheduled'),
    campaign('e', 'completed'),
  ];
  const groups = groupCampaigns(active, [campaign('d', 'draft'), campaign('r', 'running'), campaign('e', 'completed')]);
  expect(groups.map((group) => [group.key, group.campaigns.map((one) => one.id)])).toEqual([
    ['inProgress', ['r', 'p']],
    ['scheduled', ['s']],
    ['earlier', ['e', 'd']],
  ]);
});
