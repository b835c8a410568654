// What the campaigns screens do when something happens elsewhere: bars and recipients move in place, states are asked for.
import { activeCampaignsKey, campaignKey, campaignListsKey, showProgress } from '../../lib/campaigns';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { showListProgress } from './recipient-lists';
import { reasonsKey, recipientsKey, renewRecipients, showMessages } from './recipients';

const listEveryMs = 2_000;

export const campaignsLive: LiveHandlers = {
  'campaign.progress': ({ data }, queryClient) => {
    const moved = showProgress(queryClient, data);
    if (moved) {
      invalidateSoon(queryClient, campaignKey(data.campaignId));
      invalidateSoon(queryClient, activeCampaignsKey, listEveryMs);
    }
    invalidateSoon(queryClient, reasonsKey(data.campaignId), listEveryMs);
    renewRecipients(queryClient, data.campaignId);
  },
  'campaign.changed': ({ data }, queryClient) => {
    invalidateSoon(queryClient, campaignKey(data.campaignId));
    invalidateSoon(queryClient, activeCampaignsKey, listEveryMs);
    invalidateSoon(queryClient, campaignListsKey, listEveryMs);
    invalidateSoon(queryClient, recipientsKey(data.campaignId), listEveryMs);
  },
  'recipient_list.progress': ({ data }, queryClient) => showListProgress(queryClient, data),
  'message.status': ({ data }, queryClient) => {
    showMessages(
      queryClient,
      data.changes.map((change) => change.message).filter((message) => message.campaignId !== null),
    );
  },
};
