// What writing a message asks the server for: files, approved templates, a test to oneself.
import {
  type CampaignInput,
  getMessage,
  listProviderTemplates,
  syncProviderTemplates,
  testMessage,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { call, callList } from '../../../lib/api-client';

/** Approved templates that a number may send now, by name. */
export const approvedTemplatesQuery = (connectionId: string) =>
  queryOptions({
    queryKey: ['provider-templates', connectionId, 'sendable'],
    queryFn: async ({ signal }) =>
      (await callList(listProviderTemplates, { query: { connectionId, sendable: 'true' } }, { signal })).items,
    enabled: connectionId !== '',
  });

export function useSyncTemplates(connectionId: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => call(syncProviderTemplates, { body: { connectionId } }),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ['provider-templates', connectionId] }),
  });
}

export interface TestOf {
  connectionId: string;
  message: CampaignInput['message'];
  /** Told beside it in the chat. */
  name: string;
  variant: number;
  phone: string | undefined;
  contactId: string | undefined;
}

export function useSendTest() {
  return useMutation({ mutationFn: (body: TestOf) => call(testMessage, { body }) });
}

const ended = ['read', 'failed', 'skipped', 'uncertain'];
const lookEveryMs = 1500;

/** How far a test came; looked at again until its end, because no list on this page hears of it. */
export const testQuery = (id: string | undefined) =>
  queryOptions({
    queryKey: ['campaign-test', id],
    queryFn: ({ signal }) => call(getMessage, { params: { id: id ?? '' } }, { signal }),
    enabled: id !== undefined,
    refetchInterval: (query) => (ended.includes(query.state.data?.state ?? '') ? false : lookEveryMs),
  });
