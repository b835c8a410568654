// Which chats the list shows: kept in the address, so that it survives opening a chat and can be shared.
import type { Chat, ChatStatus } from '@parley/contract';

export const tabs = ['mine', 'unassigned', 'all'] as const;
export type Tab = (typeof tabs)[number];
export const statusChoices = ['open', 'pending', 'snoozed', 'closed', 'any'] as const;
export type StatusChoice = ChatStatus | 'any';

export interface ChatFilter {
  tab: Tab;
  /** The signed-in user, so that a live frame can tell "mine". */
  me: string;
  status: StatusChoice;
  unread: boolean;
  connectionId: string | null;
  search: string;
}

/** Reads the filter from the address; anything unknown falls back to all open chats. */
export function readFilter(params: URLSearchParams, me: string): ChatFilter {
  return {
    tab: tabs.find((one) => one === params.get('tab')) ?? 'all',
    me,
    status: statusChoices.find((one) => one === params.get('status')) ?? 'open',
    unread: params.get('unread') === '1',
    connectionId: params.get('connection'),
    search: params.get('q') ?? '',
  };
}

/** Writes the filter; what is as usual is left out of the address. */
export function writeFilter(filter: ChatFilter): URLSearchParams {
  const params = new URLSearchParams();
  if (filter.tab !== 'all') params.set('tab', filter.tab);
  if (filter.status !== 'open') params.set('status', filter.status);
  if (filter.unread) params.set('unread', '1');
  if (filter.connectionId) params.set('connection', filter.connectionId);
  if (filter.search) params.set('q', filter.search);
  return params;
}

/** How many choices besides tab and search narrow the list. */
export function countNarrowing(filter: ChatFilter): number {
  return Number(filter.status !== 'open') + Number(filter.unread) + Number(filter.connectionId !== null);
}

const assigneeOf = { mine: 'me', unassigned: 'none', all: undefined } as const;

/** The filter as the API takes it. A search looks in every status unless one was chosen. */
export function toQuery(filter: ChatFilter) {
  const anyStatus = filter.status === 'any' || (filter.search !== '' && filter.status === 'open');
  return {
    assignee: assigneeOf[filter.tab],
    status: anyStatus || filter.status === 'any' ? undefined : filter.status,
    unread: filter.unread ? ('true' as const) : undefined,
    connectionId: filter.connectionId ?? undefined,
    search: filter.search || undefined,
  };
}

/**
 * What a changed chat means for a list: `place` it by its time, only `update` it where it already stands, or `remove` it.
 * A search is the server's to decide, and a chat just read stays in the unread list until that is asked for again.
 */
export function judge(chat: Chat, filter: ChatFilter): 'place' | 'update' | 'remove' {
  const query = toQuery(filter);
  if (query.status && chat.status !== query.status) return 'remove';
  if (query.connectionId && chat.connectionId !== query.connectionId) return 'remove';
  if (filter.tab === 'mine' && chat.assigneeId !== filter.me) return 'remove';
  if (filter.tab === 'unassigned' && chat.assigneeId !== null) return 'remove';
  if (filter.search) return 'update';
  return filter.unread && chat.unreadCount === 0 ? 'update' : 'place';
}
