// Tags, ready answers, and how the inbox behaves.
import {
  createCannedReply,
  createChatTag,
  deleteCannedReply,
  deleteChatTag,
  getInboxSettings,
  listCannedReplies,
  setAvailability,
  updateCannedReply,
  updateChatTag,
  updateInboxSettings,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call, callList } from '../../lib/api-client';
import { inboxSettingsKey as settingsKey } from '../../lib/availability';
import { chatTagsKey } from '../../lib/chat-tags';

export const repliesKey = ['canned-replies'] as const;

export const repliesQuery = (search: string) =>
  queryOptions({
    queryKey: [...repliesKey, 'list', search],
    queryFn: async ({ signal }) =>
      (await callList(listCannedReplies, { query: search ? { search } : {} }, { signal })).items,
    placeholderData: (before) => before,
  });

export const settingsQuery = queryOptions({
  queryKey: [...settingsKey, 'values'],
  queryFn: ({ signal }) => call(getInboxSettings, {}, { signal }),
});

function useChange<V, R>(key: readonly string[], mutationFn: (input: V) => Promise<R>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: key }) });
}

type TagInput = CallInput<typeof createChatTag>['body'];
export type ReplyInput = CallInput<typeof createCannedReply>['body'];

export const useCreateTag = () => useChange(chatTagsKey, (body: TagInput) => call(createChatTag, { body }));
export const useUpdateTag = () =>
  useChange(chatTagsKey, ({ id, ...body }: { id: string } & CallInput<typeof updateChatTag>['body']) =>
    call(updateChatTag, { params: { id }, body }),
  );
export const useDeleteTag = () => useChange(chatTagsKey, (id: string) => call(deleteChatTag, { params: { id } }));

export const useSaveReply = () =>
  useChange(repliesKey, ({ id, ...body }: ReplyInput & { id?: string | undefined }) =>
    id ? call(updateCannedReply, { params: { id }, body }) : call(createCannedReply, { body }),
  );
export const useDeleteReply = () => useChange(repliesKey, (id: string) => call(deleteCannedReply, { params: { id } }));

/** The switch moves at once; a refusal moves it back. */
export function useSaveSettings() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: CallInput<typeof updateInboxSettings>['body']) => call(updateInboxSettings, { body }),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey: settingsQuery.queryKey });
      const before = queryClient.getQueryData(settingsQuery.queryKey);
      if (before) queryClient.setQueryData(settingsQuery.queryKey, { ...before, ...change });
      return { before };
    },
    onError: (_error, _change, context) => queryClient.setQueryData(settingsQuery.queryKey, context?.before),
    onSuccess: (saved) => queryClient.setQueryData(settingsQuery.queryKey, saved),
  });
}

export const useSetAvailability = () =>
  useChange(settingsKey, (body: CallInput<typeof setAvailability>['body']) => call(setAvailability, { body }));
