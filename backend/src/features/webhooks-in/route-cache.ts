// Remembers for half a minute whose webhook something is, so that a storm costs no look-ups. What nobody has is remembered for a moment only,
// because a connection may be created right after.
import type { ExternalRoute } from '../../channels/meta/intake';
import { hashToken } from '../../platform/crypto';
import type { Route } from './queries';

const knownMs = 30_000;
const unknownMs = 2000;
const entriesAtMost = 10_000;

export interface RouteCache {
  /** @throws what `find` throws; nothing is remembered then */
  find(token: string): Promise<Route | undefined>;
}

/** By the secret in the path. */
export function createRouteCache(find: (tokenHash: Buffer) => Promise<Route | undefined>): RouteCache {
  const remembered = remember((route: Route | undefined) => route !== undefined);
  return { find: (token) => remembered(token, () => find(hashToken(token))) };
}

export interface ExternalOwner {
  tenantId: string;
  connectionId: string;
}

export interface ExternalCache {
  /** @throws what `find` throws; nothing is remembered then */
  find(route: ExternalRoute): Promise<ExternalOwner[]>;
}

/** By the provider's own id of a number, page or account. */
export function createExternalCache(find: (route: ExternalRoute) => Promise<ExternalOwner[]>): ExternalCache {
  const remembered = remember((owners: ExternalOwner[]) => owners.length > 0);
  return { find: (route) => remembered(`${route.channel}:${route.externalId}`, () => find(route)) };
}

function remember<T>(isKnown: (value: T) => boolean): (key: string, look: () => Promise<T>) => Promise<T> {
  const entries = new Map<string, { value: Promise<T>; until: number }>();
  return (key, look) => {
    const known = entries.get(key);
    if (known && known.until > Date.now()) return known.value;
    if (entries.size >= entriesAtMost) entries.clear();
    const value = look();
    const entry = { value, until: Date.now() + knownMs };
    entries.set(key, entry);
    value.then(
      (found) => {
        if (!isKnown(found)) entry.until = Date.now() + unknownMs;
      },
      () => entries.delete(key),
    );
    return value;
  };
}
