// Which contacts are shown: kept in the address, so that a link, a reload or the back button shows the same rows.
import { type EndpointInput, leadStatuses, type listContacts, temperatures } from '@parley/contract';

export type ContactQuery = NonNullable<EndpointInput<typeof listContacts>['query']>;
export type ContactFilter = Omit<ContactQuery, 'page' | 'limit'>;
export type FilterKey = keyof ContactFilter;

/** Rows of one page. */
export const pageSize = 50;
/** Shortest search the API answers. */
export const searchFrom = 2;

/** Filters shown as chips, in this order; the search has a field of its own. */
export const chipKeys = ['status', 'temperature', 'ownerId', 'tag', 'source', 'optedOut', 'segmentId'] as const;
export type ChipKey = (typeof chipKeys)[number];

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function oneOf<T extends string>(values: readonly T[], value: string | null): T | undefined {
  return values.find((one) => one === value);
}

/** Reads the filter from the address. Values the API would refuse are left out. */
export function readFilter(params: URLSearchParams): ContactFilter {
  const search = params.get('search')?.trim().slice(0, 100);
  return {
    search: search && search.length >= searchFrom ? search : undefined,
    status: oneOf(leadStatuses, params.get('status')),
    temperature: oneOf(temperatures, params.get('temperature')),
    source: params.get('source') || undefined,
    ownerId: params.get('ownerId') || undefined,
    tag: params.get('tag') || undefined,
    optedOut: oneOf(['true', 'false'], params.get('optedOut')),
    segmentId: idPattern.exec(params.get('segmentId') ?? '')?.[0],
  };
}

/** The page in the address, from 1. */
export function readPage(params: URLSearchParams): number {
  const page = Number(params.get('page'));
  return Number.isInteger(page) && page >= 1 ? page : 1;
}

/** The address with one filter changed; the pages begin anew. `undefined` takes the filter away. */
export function withFilter(params: URLSearchParams, key: FilterKey, value: string | undefined): URLSearchParams {
  const next = new URLSearchParams(params);
  next.delete('page');
  if (value) next.set(key, value);
  else next.delete(key);
  return next;
}

/** The address of a list with only these filters. */
export function addressOf(filter: ContactFilter): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(filter)) if (value) params.set(key, value);
  const query = params.toString();
  return query ? `/contacts?${query}` : '/contacts';
}

/** True when something narrows the list. */
export function isFiltered(filter: ContactFilter): boolean {
  return Object.values(filter).some(Boolean);
}
