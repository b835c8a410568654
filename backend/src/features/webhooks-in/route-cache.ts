// Remembers for half a minute whose webhook a token is, so that a storm costs no look-ups. Unknown tokens are remembered for a moment only,
// because a connection may be created right after.
import { hashToken } from '../../platform/crypto';
import type { Route } from './queries';

const knownMs = 30_000;
const unknownMs = 2000;
const entriesAtMost = 10_000;

export interface RouteCache {
  /** @throws what `find` throws; nothing is remembered then */
  find(token: string): Promise<Route | undefined>;
}

export function createRouteCache(find: (tokenHash: Buffer) => Promise<Route | undefined>): RouteCache {
  const entries = new Map<string, { route: Promise<Route | undefined>; until: number }>();
  return {
    find(token) {
      const known = entries.get(token);
      if (known && known.until > Date.now()) return known.route;
      if (entries.size >= entriesAtMost) entries.clear();
      const route = find(hashToken(token));
      const entry = { route, until: Date.now() + knownMs };
      entries.set(token, entry);
      route.then(
        (found) => {
          if (!found) entry.until = Date.now() + unknownMs;
        },
        () => entries.delete(token),
      );
      return route;
    },
  };
}
