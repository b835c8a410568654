// The chats of a filter as one list, with what the screen needs to know about it.
import type { Chat } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { chatsQuery } from './api';
import type { ChatFilter } from './filter';

export interface ChatListState {
  chats: Chat[];
  loading: boolean;
  loadingMore: boolean;
  /** The next page did not come; it is asked for again only on request. */
  moreFailed: boolean;
  hasMore: boolean;
  error: unknown;
  retry: () => void;
  loadMore: () => void;
  retryMore: () => void;
}

export function useChatList(filter: ChatFilter): ChatListState {
  const query = useInfiniteQuery(chatsQuery(filter));
  const chats = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { hasNextPage, isFetching, isFetchNextPageError } = query;
  return {
    chats,
    loading: query.isPending,
    loadingMore: query.isFetchingNextPage,
    moreFailed: isFetchNextPageError && !query.isFetchingNextPage,
    hasMore: hasNextPage,
    error: query.error,
    retry: () => void query.refetch(),
    loadMore: () => {
      if (hasNextPage && !isFetching && !isFetchNextPageError) void query.fetchNextPage();
    },
    retryMore: () => void query.fetchNextPage(),
  };
}
