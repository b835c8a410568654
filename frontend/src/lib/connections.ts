// The tenant's numbers and pages, as one query shared by every screen that offers a choice of them.
import { listConnections } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { callList } from './api-client';

export const connectionsKey = ['connections'] as const;

export const connectionsQuery = queryOptions({
  queryKey: [...connectionsKey, 'list'],
  queryFn: async ({ signal }) => (await callList(listConnections, {}, { signal })).items,
});

/** Those that carry campaigns: Messenger and Instagram allow no first message to anybody. */
export const campaignConnectionsQuery = queryOptions({
  ...connectionsQuery,
  select: (connections) => connections.filter(({ channel }) => channel.startsWith('whatsapp')),
});
