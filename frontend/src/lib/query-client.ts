// Server state: defaults for every query, and an invalidation that survives a hundred live events a second.
import { type Query, QueryClient, type QueryKey } from '@tanstack/react-query';
import { isApiError } from './api-error';

const retriesMax = 2;

/** Refusals are final; only a missing answer or a failing server is worth asking again. */
export function shouldRetry(failures: number, error: unknown): boolean {
  if (failures >= retriesMax) return false;
  return !isApiError(error) || (error.code !== 'cancelled' && (error.status === 0 || error.status >= 500));
}

/** Live frames keep the data fresh, so screens trust the cache for half a minute. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, gcTime: 5 * 60_000, retry: shouldRetry, refetchOnWindowFocus: false },
      mutations: { retry: false },
    },
  });
}

const waiting = new WeakMap<QueryClient, Map<string, 'resting' | 'again'>>();

/**
 * Invalidates a key at most once per `intervalMs` (default 1 s): at once the first time, then once more at the end of
 * the interval if it was asked for meanwhile. Live handlers use it so that a campaign's events do not become a storm of requests.
 */
export function invalidateSoon(queryClient: QueryClient, queryKey: QueryKey, intervalMs = 1_000): void {
  const states = waiting.get(queryClient) ?? new Map<string, 'resting' | 'again'>();
  waiting.set(queryClient, states);
  const name = JSON.stringify(queryKey);
  if (states.has(name)) {
    states.set(name, 'again');
    return;
  }
  states.set(name, 'resting');
  // A first answer that is on its way may have been read before the change, and an invalidation does not stop it: asked again after it.
  const first = {
    queryKey,
    predicate: ({ state }: Query) => state.fetchStatus === 'fetching' && state.data === undefined,
  };
  const early = queryClient.getQueryCache().find({ ...first, exact: false }) !== undefined;
  const renewed = queryClient.invalidateQueries({ queryKey });
  if (early) void renewed.then(() => queryClient.invalidateQueries({ queryKey }));
  setTimeout(() => {
    const again = states.get(name) === 'again';
    states.delete(name);
    if (again) invalidateSoon(queryClient, queryKey, intervalMs);
  }, intervalMs);
}
