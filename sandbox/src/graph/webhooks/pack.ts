// Packs what happened into few posts: several entries, several changes in each, several messages or statuses in each change.
import type { App } from '../assets';

export interface Change {
  field: string;
  value: Record<string, unknown> | object;
}

export interface Entry {
  id: string;
  time?: number;
  changes?: Change[];
  messaging?: object[];
}

/** What waits for one receiver. */
export interface Unpacked {
  app: App;
  url: string;
  object: string;
  entries: Entry[];
}

/** Entries in one post; Meta's own limit is 3 MB. */
const ENTRIES_PER_POST = 100;

/** The entries of each post: at most 100 happenings in one, those of the same id together, in their order. */
export function pack(entries: Entry[]): Entry[][] {
  const posts: Entry[][] = [];
  for (let start = 0; start < entries.length; start += ENTRIES_PER_POST) {
    posts.push(merge(entries.slice(start, start + ENTRIES_PER_POST)));
  }
  return posts;
}

function merge(entries: Entry[]): Entry[] {
  const merged: Entry[] = [];
  for (const entry of entries) {
    const same = merged.find(({ id, messaging }) => id === entry.id && (messaging === undefined) === !entry.messaging);
    if (same === undefined) {
      merged.push({ ...entry, changes: entry.changes && [...entry.changes], messaging: entry.messaging?.slice() });
    } else if (entry.messaging) same.messaging?.push(...entry.messaging);
    else for (const change of entry.changes ?? []) addChange(same.changes ?? [], change);
  }
  return merged;
}

const LISTS = ['contacts', 'messages', 'statuses'];

/** Messages of one number join the change before them when it holds messages too, statuses likewise. */
function addChange(changes: Change[], change: Change): void {
  const last = changes.at(-1);
  if (last === undefined || last.field !== 'messages' || change.field !== 'messages' || !isJoinable(last, change)) {
    changes.push(change);
    return;
  }
  const [earlier, later] = [toRecord(last.value), toRecord(change.value)];
  const joined: Record<string, unknown> = { ...earlier };
  for (const list of LISTS) {
    const [before, after] = [earlier[list], later[list]];
    if (Array.isArray(after)) joined[list] = [...(Array.isArray(before) ? before : []), ...after];
  }
  changes[changes.length - 1] = { field: 'messages', value: joined };
}

function isJoinable(left: Change, right: Change): boolean {
  const [a, b] = [toRecord(left.value), toRecord(right.value)];
  return 'messages' in a === 'messages' in b && JSON.stringify(a.metadata) === JSON.stringify(b.metadata);
}

function toRecord(value: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value));
}
