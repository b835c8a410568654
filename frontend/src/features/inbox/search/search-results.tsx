// What a search found: people and their chats first, then messages with the words marked; each opens where it was said.
import type { Chat, FoundMessage } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { RelativeTime } from '../../../ui/relative-time';
import { VirtualList } from '../../../ui/virtual-list';
import { messageSearchQuery, searchFrom } from '../api';
import type { ChatFilter } from '../filter';
import { MoreFailed, RowSkeletons } from '../list/chat-list';
import { ChatRow } from '../list/chat-row';
import type { ChatListState } from '../use-chat-list';
import { Excerpt } from './excerpt';

export interface SearchResultsProps {
  state: ChatListState;
  filter: ChatFilter;
  openId: string | undefined;
  linkTo: (chatId: string) => string;
  linkToMessage: (chatId: string, messageId: string) => string;
  onCursor: (chatId: string) => void;
  onClear: () => void;
}

type Row =
  | { type: 'heading'; key: string; words: string }
  | { type: 'chat'; key: string; chat: Chat }
  | { type: 'all'; key: string }
  | { type: 'message'; key: string; found: FoundMessage };

/** Chats shown before the messages begin; the rest on request. */
const chatsFirst = 5;

export function SearchResults(props: SearchResultsProps) {
  const { state, filter, openId, linkTo, linkToMessage, onCursor, onClear } = props;
  const { t } = useTranslation('inbox');
  const phone = useMedia(media.phone);
  const [allOf, setAllOf] = useState('');
  const messages = useInfiniteQuery(messageSearchQuery(filter.search, filter.connectionId));
  const found = useMemo(() => messages.data?.pages.flatMap((page) => page.items) ?? [], [messages.data]);
  const asks = filter.search.length >= searchFrom;
  const waits = state.loading || (asks && messages.isPending);
  const slow = useSlow(waits);
  const showsAll = allOf === filter.search;

  const rows = useMemo<Row[]>(() => {
    const chats = showsAll ? state.chats : state.chats.slice(0, chatsFirst);
    const more = state.chats.length > chats.length || state.hasMore;
    return [
      ...(chats.length > 0 ? [{ type: 'heading' as const, key: 'chats', words: t('search.chats') }] : []),
      ...chats.map((chat) => ({ type: 'chat' as const, key: chat.id, chat })),
      ...(!showsAll && more ? [{ type: 'all' as const, key: 'all' }] : []),
      // Everything of one kind on request means that kind alone.
      ...(!showsAll && asks && found.length > 0
        ? [{ type: 'heading' as const, key: 'messages', words: t('search.messages') }]
        : []),
      ...(showsAll ? [] : found.map((one) => ({ type: 'message' as const, key: one.message.id, found: one }))),
    ];
  }, [state.chats, state.hasMore, found, asks, showsAll, t]);

  if (waits) return slow ? <RowSkeletons label={t('search.searching')} /> : <div className="flex-1" />;
  if (rows.length === 0 && (state.error || messages.error)) {
    return (
      <ErrorState
        error={state.error ?? messages.error}
        title={t('search.failed')}
        onRetry={() => {
          state.retry();
          void messages.refetch();
        }}
      />
    );
  }
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('empty.noMatch')}
        action={<Button onClick={onClear}>{t('empty.clear')}</Button>}
      >
        {t('search.nothing', { words: filter.search })}
      </EmptyState>
    );
  }
  const { hasNextPage, isFetching, isFetchNextPageError, isFetchingNextPage } = messages;
  const failed = showsAll ? state.moreFailed : isFetchNextPageError && !isFetchingNextPage;
  return (
    <div data-found className="flex min-h-0 flex-1 flex-col">
      <VirtualList
        items={rows}
        keyOf={(row) => row.key}
        rowHeightPx={phone ? 66 : 56}
        measure
        label={t('search.results')}
        className="scrollbar-none"
        onNearEnd={() => {
          if (showsAll) state.loadMore();
          else if (hasNextPage && !isFetching && !isFetchNextPageError) void messages.fetchNextPage();
        }}
        footer={
          (showsAll ? state.loadingMore : isFetchingNextPage) ? (
            <RowSkeletons label={t('search.searching')} rows={2} />
          ) : (
            (failed || messages.isError) && (
              <MoreFailed onRetry={() => (showsAll ? state.retryMore() : void messages.fetchNextPage())} />
            )
          )
        }
        renderRow={(row) => {
          if (row.type === 'heading') return <Heading>{row.words}</Heading>;
          if (row.type === 'all') {
            return (
              <div className="px-3 py-1.5">
                <Button variant="ghost" size="sm" onClick={() => setAllOf(filter.search)}>
                  {t('search.allChats')}
                </Button>
              </div>
            );
          }
          if (row.type === 'message') return <FoundRow found={row.found} to={linkToMessage} />;
          return (
            <div className="h-row-chat max-tablet:h-[66px]">
              <ChatRow
                chat={row.chat}
                to={linkTo(row.chat.id)}
                open={row.chat.id === openId}
                reachable
                chosen={false}
                choosing={false}
                onCursor={onCursor}
              />
            </div>
          );
        }}
      />
    </div>
  );
}

function Heading({ children }: { children: string }) {
  return <h2 className="px-4 pt-3 pb-1 text-12 font-semibold text-ink-secondary">{children}</h2>;
}

function FoundRow({ found, to }: { found: FoundMessage; to: SearchResultsProps['linkToMessage'] }) {
  const { t } = useTranslation('inbox');
  const { chat, message } = found;
  const who = message.direction === 'in' ? null : (message.senderName ?? t('search.us'));
  return (
    <Link
      to={to(chat.id, message.id)}
      data-row={message.id}
      className="relative grid grid-cols-[32px_minmax(0,1fr)] gap-x-3 py-2 ps-4 pe-3.5 [--ring:var(--surface-sunken)] after:absolute after:start-15 after:end-0 after:bottom-0 after:h-px after:bg-line hover:bg-hover hover:[--ring:var(--surface-hover)] focus-visible:shadow-focus-inset max-tablet:grid-cols-[40px_minmax(0,1fr)]"
    >
      <Avatar
        id={chat.contactId}
        name={chat.contactName}
        channel={chat.channel}
        pictureUrl={chat.contactPictureUrl}
        className="mt-0.5"
      />
      <span className="min-w-0">
        <span className="flex h-5 items-center gap-1.5">
          <bdi className="flex-1 truncate text-13 font-medium text-ink-secondary match-parent">{chat.contactName}</bdi>
          <RelativeTime at={message.at} as="short" className="text-12 text-ink-muted" />
        </span>
        <Excerpt found={found} lead={who && t('search.wroteBy', { name: who })} />
      </span>
    </Link>
  );
}
