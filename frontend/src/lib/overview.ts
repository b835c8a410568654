// The tenant at a glance: read by the shell (badges, health, balance) and by the dashboard, as one query.
import { type Frame, getOverview } from '@parley/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { call } from './api-client';
import type { LiveHandlers } from './live';
import { invalidateSoon } from './query-client';

export const overviewKey = ['overview'] as const;

export const overviewQuery = queryOptions({
  queryKey: overviewKey,
  queryFn: ({ signal }) => call(getOverview, {}, { signal }),
});

const overviewEveryMs = 2_000;

function renew(_frame: Frame, queryClient: QueryClient): void {
  invalidateSoon(queryClient, overviewKey, overviewEveryMs);
}

/** The overview is counted anew at most every two seconds, however much happens. */
export const overviewLive: LiveHandlers = {
  'message.created': renew,
  'chat.updated': renew,
  'campaign.changed': renew,
  'campaign.progress': renew,
  'connection.status': renew,
  'contacts.changed': renew,
  'credits.updated': renew,
};
