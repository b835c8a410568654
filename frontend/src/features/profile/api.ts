// My profile and my signed-in devices.
import { listSessions, revokeSession, updateProfile } from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call, callList } from '../../lib/api-client';
import { useSessionActions } from '../../lib/session';

const devicesKey = ['profile', 'devices'] as const;

export const devicesQuery = queryOptions({
  queryKey: devicesKey,
  queryFn: async ({ signal }) => (await callList(listSessions, {}, { signal })).items,
});

export type ProfileChange = CallInput<typeof updateProfile>['body'];

/** Saves a part of the profile; the whole app then knows the new name and language. */
export function useSaveProfile() {
  const { update } = useSessionActions();
  return useMutation({
    mutationFn: (body: ProfileChange) => call(updateProfile, { body }),
    onSuccess: update,
  });
}

export function useSignOutDevice() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call(revokeSession, { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: devicesKey }),
  });
}
