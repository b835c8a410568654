// Asks Meta about a token while it is being pasted, and never shows the answer to an older one.
import { verifyCredentials } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { call } from '../../lib/api-client';
import { useDebounced } from '../../lib/use-debounced';
import { readCredentials, type Texts, type TokenChannel } from './credentials';

export function useVerification(channel: TokenChannel, texts: Texts) {
  const credentials = readCredentials(channel, texts);
  const asked = useDebounced(credentials ? JSON.stringify(credentials) : '');
  const current = credentials ? JSON.stringify(credentials) : '';
  const query = useQuery({
    // Kept only as long as the dialog: the key holds a token.
    queryKey: ['verify', channel, asked],
    queryFn: ({ signal }) =>
      credentials
        ? call(verifyCredentials, { body: { channel, credentials } }, { signal })
        : Promise.reject(new Error('There is nothing to verify')),
    enabled: asked !== '' && asked === current,
    retry: false,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return {
    credentials,
    /** Being asked, or about to be. */
    busy: current !== '' && (asked !== current || query.isFetching),
    verdict: asked === current ? query.data : undefined,
    error: asked === current ? query.error : null,
    again: () => void query.refetch(),
  };
}
