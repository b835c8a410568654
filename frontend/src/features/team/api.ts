// The team, its invitations, and the tenant's settings.
import {
  createInvitation,
  getTenant,
  listInvitations,
  type Role,
  removeUser,
  revokeInvitation,
  updateTenant,
  updateUser,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call, callList } from '../../lib/api-client';
import { teamKey } from '../../lib/team';

const tenantKey = ['tenant'] as const;

export const invitationsQuery = queryOptions({
  queryKey: [...teamKey, 'invitations'],
  queryFn: async ({ signal }) => (await callList(listInvitations, {}, { signal })).items,
});

export const tenantQuery = queryOptions({
  queryKey: tenantKey,
  queryFn: ({ signal }) => call(getTenant, {}, { signal }),
});

/** A change of the team; members and invitations are asked for again when it settles. */
function useTeamChange<V, R>(mutationFn: (input: V) => Promise<R>) {
  const queryClient = useQueryClient();
  return useMutation({ mutationFn, onSettled: () => queryClient.invalidateQueries({ queryKey: teamKey }) });
}

export const useUpdateMember = () =>
  useTeamChange(({ id, ...body }: { id: string; role?: Role; status?: 'active' | 'deactivated' }) =>
    call(updateUser, { params: { id }, body }),
  );

export const useRemoveMember = () => useTeamChange((id: string) => call(removeUser, { params: { id } }));

export const useInvite = () => useTeamChange((body: { email: string; role: Role }) => call(createInvitation, { body }));

export const useRevokeInvitation = () => useTeamChange((id: string) => call(revokeInvitation, { params: { id } }));

export type TenantChange = CallInput<typeof updateTenant>['body'];

export function useSaveTenant() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (body: TenantChange) => call(updateTenant, { body }),
    onSuccess: (tenant) => queryClient.setQueryData(tenantKey, tenant),
  });
}
