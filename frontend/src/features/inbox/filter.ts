// Which chats the list shows: kept in the address, so that it survives opening a chat and can be shared.
import type { Channel, Chat, ChatStatus } from '@parley/contract';

export const tabs = ['mine', 'unassigned', 'all'] as const;
export type Tab = (typeof tabs)[number];
export const statusChoices = ['open', 'pending', 'snoozed', 'closed', 'any'] as const;
export type StatusChoice = ChatStatus | 'any';
export const channelChoices = [
  'whatsapp_evolution',
  'whatsapp_cloud',
  'messenger',
  'instagram',
] as const satisfies readonly Channel[];

/** The reader, as far as a list must know them: which frames are theirs, and which chats leave their sight. */
export interface Reader {
  id: string;
  /** Whether chats given to somebody else stay in sight. */
  seesOthers: boolean;
}

export interface ChatFilter {
  tab: Tab;
  reader: Reader;
  status: StatusChoice;
  unread: boolean;
  channel: Channel | null;
  connectionId: string | null;
  /** A colleague's id; only in the tab of all chats. */
  assigneeId: string | null;
  tagId: string | null;
  search: string;
}

/** What shows a filter and changes parts of it. */
export interface FilterProps {
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
}

/** What narrows nothing: open chats, of whatever kind. */
export const unfiltered = {
  status: 'open',
  unread: false,
  channel: null,
  connectionId: null,
  assigneeId: null,
  tagId: null,
  search: '',
} as const satisfies Partial<ChatFilter>;

/** Reads the filter from the address; anything unknown falls back to all open chats. */
export function readFilter(params: URLSearchParams, reader: Reader): ChatFilter {
  const tab = tabs.find((one) => one === params.get('tab')) ?? 'all';
  return {
    tab,
    reader,
    status: statusChoices.find((one) => one === params.get('status')) ?? 'open',
    unread: params.get('unread') === '1',
    channel: channelChoices.find((one) => one === params.get('channel')) ?? null,
    connectionId: params.get('connection'),
    assigneeId: tab === 'all' ? params.get('assignee') : null,
    tagId: params.get('tag'),
    search: params.get('q') ?? '',
  };
}

/** Writes the filter; what is as usual is left out of the address. */
export function writeFilter(filter: ChatFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.tab !== 'all') params.set('tab', filter.tab);
  if (filter.status !== 'open') params.set('status', filter.status);
  if (filter.unread) params.set('unread', '1');
  if (filter.channel) params.set('channel', filter.channel);
  if (filter.connectionId) params.set('connection', filter.connectionId);
  if (filter.assigneeId && filter.tab === 'all') params.set('assignee', filter.assigneeId);
  if (filter.tagId) params.set('tag', filter.tagId);
  if (filter.search) params.set('q', filter.search);
  return params;
}

/** The filter after a change: asking for one colleague's chats means looking at everybody's. */
export function changeFilter(filter: ChatFilter, change: Partial<ChatFilter>): ChatFilter {
  const next = { ...filter, ...change };
  if (change.assigneeId) return { ...next, tab: 'all' };
  return next.tab === 'all' ? next : { ...next, assigneeId: null };
}

/** How many choices besides tab and search narrow the list. */
export function countNarrowing(filter: ChatFilter): number {
  const { status, unread, channel, connectionId, assigneeId, tagId } = filter;
  return [status !== 'open', unread, channel, connectionId, assigneeId, tagId].filter(Boolean).length;
}

const assigneeOf = { mine: 'me', unassigned: 'none' } as const;

/** The filter as the API takes it. A search looks in every status unless one was chosen. */
export function toQuery(filter: ChatFilter) {
  const anyStatus = filter.status === 'any' || (filter.search !== '' && filter.status === 'open');
  return {
    assignee: filter.tab === 'all' ? (filter.assigneeId ?? undefined) : assigneeOf[filter.tab],
    status: anyStatus || filter.status === 'any' ? undefined : filter.status,
    unread: filter.unread ? ('true' as const) : undefined,
    channel: filter.channel ?? undefined,
    connectionId: filter.connectionId ?? undefined,
    tag: filter.tagId ?? undefined,
    search: filter.search || undefined,
  };
}

/** Whether a chat given to somebody is still for these eyes. */
export function isInSight(chat: Chat, reader: Reader): boolean {
  return reader.seesOthers || chat.assigneeId === null || chat.assigneeId === reader.id;
}

/**
 * What a changed chat means for a list: `place` it by its time, only `update` it where it already stands, or `remove` it.
 * A search is the server's to decide, and a chat just read stays in the unread list until that is asked for again.
 */
export function judge(chat: Chat, filter: ChatFilter): 'place' | 'update' | 'remove' {
  const query = toQuery(filter);
  if (!isInSight(chat, filter.reader)) return 'remove';
  if (query.status && chat.status !== query.status) return 'remove';
  if (query.channel && chat.channel !== query.channel) return 'remove';
  if (query.connectionId && chat.connectionId !== query.connectionId) return 'remove';
  if (query.tag && !chat.tags.some((tag) => tag.id === query.tag)) return 'remove';
  if (filter.tab === 'mine' && chat.assigneeId !== filter.reader.id) return 'remove';
  if (filter.tab === 'unassigned' && chat.assigneeId !== null) return 'remove';
  if (filter.assigneeId && chat.assigneeId !== filter.assigneeId) return 'remove';
  if (filter.search) return 'update';
  return filter.unread && chat.unreadCount === 0 ? 'update' : 'place';
}
