// The list of chats: 50,000 of them cost as much as a screenful. Loading, empty, nothing found, failed.
import { MessagesSquare, SearchX } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { VirtualList, type VirtualListHandle } from '../../../ui/virtual-list';
import { type ChatFilter, countNarrowing } from '../filter';
import type { ChatListState } from '../use-chat-list';
import { ChatRow } from './chat-row';

export interface ChatListProps {
  state: ChatListState;
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
  openId: string | undefined;
  cursorId: string | undefined;
  onCursor: (chatId: string) => void;
  linkTo: (chatId: string) => string;
  onNewChat: (() => void) | undefined;
  ref: Ref<VirtualListHandle>;
}

export function ChatList({
  state,
  filter,
  onFilter,
  openId,
  cursorId,
  onCursor,
  linkTo,
  onNewChat,
  ref,
}: ChatListProps) {
  const { t } = useTranslation('inbox');
  const phone = useMedia(media.phone);
  const slow = useSlow(state.loading);
  if (state.loading) return slow ? <RowSkeletons label={t('list.loading')} /> : <div className="flex-1" />;
  if (state.error && state.chats.length === 0) {
    return <ErrorState error={state.error} title={t('list.failed')} onRetry={state.retry} />;
  }
  if (state.chats.length === 0) return <NoChats filter={filter} onFilter={onFilter} onNewChat={onNewChat} />;
  const reachable = state.chats.some((chat) => chat.id === cursorId) ? cursorId : state.chats[0]?.id;
  return (
    <VirtualList
      ref={ref}
      items={state.chats}
      keyOf={(chat) => chat.id}
      rowHeightPx={phone ? 66 : 56}
      key={phone ? 'tall' : 'dense'}
      label={t('list.label')}
      className="scrollbar-none"
      onNearEnd={state.loadMore}
      footer={state.loadingMore && <RowSkeletons label={t('list.loading')} rows={3} />}
      renderRow={(chat) => (
        <ChatRow
          chat={chat}
          to={linkTo(chat.id)}
          open={chat.id === openId}
          reachable={chat.id === reachable}
          onCursor={onCursor}
        />
      )}
    />
  );
}

function NoChats({ filter, onFilter, onNewChat }: Pick<ChatListProps, 'filter' | 'onFilter' | 'onNewChat'>) {
  const { t } = useTranslation('inbox');
  if (filter.search || countNarrowing(filter) > 0) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('empty.noMatch')}
        action={
          <Button onClick={() => onFilter({ search: '', status: 'open', unread: false, connectionId: null })}>
            {t('empty.clear')}
          </Button>
        }
      >
        {t('empty.noMatchHelp')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={MessagesSquare}
      title={t(`empty.${filter.tab}`)}
      action={
        filter.tab === 'all' &&
        onNewChat && (
          <Button variant="primary" onClick={onNewChat}>
            {t('newChat.open')}
          </Button>
        )
      }
    >
      {t(`empty.${filter.tab}Help`)}
    </EmptyState>
  );
}

const widths = ['w-2/5', 'w-3/5', 'w-1/2', 'w-1/3'];

function RowSkeletons({ rows = 12, label }: { rows?: number; label: string }) {
  return (
    <div role="status" aria-label={label} className="min-h-0 flex-1 overflow-hidden">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: identical, never reordered
        <div key={index} className="flex h-row-chat items-center gap-3 px-4 max-tablet:h-[66px]">
          <Skeleton shape="circle" className="size-8 max-tablet:size-10" />
          <span className="grid flex-1 gap-2.5">
            <Skeleton className={widths[index % 4]} />
            <Skeleton className={widths[(index + 1) % 4]} />
          </span>
        </div>
      ))}
    </div>
  );
}
