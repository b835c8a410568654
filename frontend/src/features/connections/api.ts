// What the connections screen asks for and does.
import {
  type Connection,
  type ConnectionQr,
  connectConnection,
  createConnection,
  deleteConnection,
  getConnectionQr,
  listConnectionGaps,
  logoutConnection,
  type Pacing,
  refreshConnectionToken,
  repairConnection,
  syncProviderTemplates,
  testConnection,
  updateConnection,
  updatePacing,
  type WarmUp,
} from '@parley/contract';
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { type CallInput, call, callList } from '../../lib/api-client';
import { connectionsKey } from '../../lib/connections';

export const qrKey = (id: string) => [...connectionsKey, 'qr', id] as const;

/** Live frames bring each new code; asking every 3 s is for when they do not arrive. */
const qrEveryMs = 3_000;

/** The code to scan, asked for until the number is connected. */
export const qrQuery = (id: string) =>
  queryOptions({
    queryKey: qrKey(id),
    queryFn: ({ signal }) => call(getConnectionQr, { params: { id } }, { signal }),
    refetchInterval: (query) => (query.state.data?.state === 'connected' ? false : qrEveryMs),
  });

/** A change of connections; the list is asked for again when it settles. */
function useConnectionChange<V, R>(mutationFn: (input: V) => Promise<R>) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => queryClient.invalidateQueries({ queryKey: [...connectionsKey, 'list'] }),
  });
}

export const useCreateConnection = () =>
  useConnectionChange((body: CallInput<typeof createConnection>['body']) => call(createConnection, { body }));

export const useRenameConnection = () =>
  useConnectionChange(({ id, name }: { id: string; name: string }) =>
    call(updateConnection, { params: { id }, body: { name } }),
  );

export const useRemoveConnection = () =>
  useConnectionChange((id: string) => call(deleteConnection, { params: { id } }));

export const useLogoutConnection = () =>
  useConnectionChange((id: string) => call(logoutConnection, { params: { id } }));

/** Renews the token at Meta, or replaces it by a given one. */
export const useRefreshToken = () =>
  useConnectionChange(({ id, ...body }: { id: string; accessToken?: string }) =>
    call(refreshConnectionToken, { params: { id }, body }),
  );

/** Checks a token line and asks for its webhooks again. */
export const useRepairToken = () => useConnectionChange((id: string) => call(repairConnection, { params: { id } }));

export const useSyncTemplates = () =>
  useMutation({ mutationFn: (connectionId: string) => call(syncProviderTemplates, { body: { connectionId } }) });

export const gapsQuery = (id: string) =>
  queryOptions({
    queryKey: [...connectionsKey, 'gaps', id],
    queryFn: async ({ signal }) => (await callList(listConnectionGaps, { params: { id } }, { signal })).items,
  });

export const useTestConnection = () => useConnectionChange((id: string) => call(testConnection, { params: { id } }));

export const useSavePacing = () =>
  useConnectionChange(({ id, pacing, warmUp }: { id: string; pacing: Pacing; warmUp: WarmUp | null }) =>
    call(updatePacing, { params: { id }, body: { ...pacing, warmUp } }),
  );

/** How a session at the gateway is begun: `connect` for a new one, `repair` rebuilds a broken one. */
export type Beginning = 'connect' | 'repair';

/** Begins connecting; the answer is the first code, or a pairing code when a phone number is given. */
export function useBeginConnecting(connection: Connection) {
  const queryClient = useQueryClient();
  const { mutate, ...state } = useConnectionChange(
    ({ beginning, phone }: { beginning: Beginning; phone?: string }): Promise<ConnectionQr> => {
      const params = { id: connection.id };
      if (phone) return call(connectConnection, { params, body: { phone } });
      return beginning === 'repair' ? call(repairConnection, { params }) : call(connectConnection, { params });
    },
  );
  return {
    ...state,
    begin: (input: { beginning: Beginning; phone?: string }) =>
      mutate(input, { onSuccess: (qr) => queryClient.setQueryData(qrKey(connection.id), qr) }),
  };
}
