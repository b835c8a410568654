// The people of the tenant, as one query shared by every screen that names or assigns them.
import { listUsers } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { callList } from './api-client';

export const teamKey = ['team'] as const;

export const membersQuery = queryOptions({
  queryKey: [...teamKey, 'members'],
  queryFn: async ({ signal }) => (await callList(listUsers, {}, { signal })).items,
});
