// Who takes new chats, as one query shared by every screen that shows or offers it.
import { listAvailability } from '@parley/contract';
import { queryOptions } from '@tanstack/react-query';
import { callList } from './api-client';

export const inboxSettingsKey = ['inbox-settings'] as const;

export const availabilityQuery = queryOptions({
  queryKey: [...inboxSettingsKey, 'availability'],
  queryFn: async ({ signal }) => (await callList(listAvailability, {}, { signal })).items,
});
