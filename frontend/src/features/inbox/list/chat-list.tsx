// The list of chats: 50,000 of them cost as much as a screenful. It holds still under the pointer. Loading, empty, nothing found, failed.
import { ArrowUp } from 'lucide-react';
import type { Ref } from 'react';
import { useTranslation } from 'react-i18next';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { VirtualList, type VirtualListHandle } from '../../../ui/virtual-list';
import type { ChatFilter } from '../filter';
import type { useSteady } from '../steady';
import type { ChatListState } from '../use-chat-list';
import { ChatRow } from './chat-row';
import { NoChats } from './no-chats';
import type { Selection } from './use-selection';

export interface ChatListProps {
  state: ChatListState;
  steady: ReturnType<typeof useSteady>;
  selection: Selection;
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
  onShowWaiting: () => void;
  openId: string | undefined;
  cursorId: string | undefined;
  onCursor: (chatId: string) => void;
  linkTo: (chatId: string) => string;
  onNewChat: (() => void) | undefined;
  ref: Ref<VirtualListHandle>;
}

export function ChatList(props: ChatListProps) {
  const { state, steady, selection, filter, onFilter, onShowWaiting, openId, cursorId, onCursor, linkTo } = props;
  const { t } = useTranslation('inbox');
  const phone = useMedia(media.phone);
  const slow = useSlow(state.loading);
  if (state.loading) return slow ? <RowSkeletons label={t('list.loading')} /> : <div className="flex-1" />;
  if (state.error && state.chats.length === 0) {
    return <ErrorState error={state.error} title={t('list.failed')} onRetry={state.retry} />;
  }
  if (state.chats.length === 0) return <NoChats filter={filter} onFilter={onFilter} onNewChat={props.onNewChat} />;
  const reachable = state.chats.some((chat) => chat.id === cursorId) ? cursorId : state.chats[0]?.id;
  return (
    <div {...steady.handlers} className="relative flex min-h-0 flex-1 flex-col">
      {steady.scrolled && steady.waiting > 0 && (
        <Button
          size="sm"
          icon={ArrowUp}
          onClick={onShowWaiting}
          className="absolute inset-x-0 top-2 z-2 mx-auto w-max rounded-full! bg-raised! shadow-pop!"
        >
          {t('list.waiting', { count: steady.waiting })}
        </Button>
      )}
      <VirtualList
        ref={props.ref}
        items={state.chats}
        keyOf={(chat) => chat.id}
        rowHeightPx={phone ? 66 : 56}
        key={phone ? 'tall' : 'dense'}
        label={t('list.label')}
        className="scrollbar-none"
        onNearEnd={state.loadMore}
        footer={
          state.loadingMore ? (
            <RowSkeletons label={t('list.loading')} rows={3} />
          ) : (
            state.moreFailed && <MoreFailed onRetry={state.retryMore} />
          )
        }
        renderRow={(chat) => (
          <ChatRow
            chat={chat}
            to={linkTo(chat.id)}
            open={chat.id === openId}
            reachable={chat.id === reachable}
            chosen={selection.has(chat.id)}
            choosing={selection.ids.size > 0}
            onCursor={onCursor}
            onChoose={selection.toggle}
          />
        )}
      />
    </div>
  );
}

/** What is here stays; only the rest did not come. */
export function MoreFailed({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation('inbox');
  return (
    <p role="alert" className="flex items-center justify-between gap-2 px-4 py-3 text-12 text-ink-muted">
      {t('list.moreFailed')}
      <Button size="sm" onClick={onRetry}>
        {t('common:actions.retry')}
      </Button>
    </p>
  );
}

const widths = ['w-2/5', 'w-3/5', 'w-1/2', 'w-1/3'];

export function RowSkeletons({ rows = 12, label }: { rows?: number; label: string }) {
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
