// One conversation: its header, its messages, and where to answer.
import type { Chat } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { MessageSquareDashed } from 'lucide-react';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useSlow } from '../../../lib/use-slow';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { useMarkRead, useRetry } from '../actions';
import { threadQuery } from '../api';
import { useOutgoing, useSending } from '../outgoing';
import { Composer } from './composer';
import { MessageList } from './message-list';
import { MessageRow } from './message-row';
import { toRows } from './rows';
import { ThreadHeader, type ThreadHeaderProps } from './thread-header';

export function Thread(props: ThreadHeaderProps) {
  const { chat } = props;
  const { t } = useTranslation('inbox');
  useReading(chat);
  return (
    <section
      aria-label={t('thread.label', { name: chat.contactName })}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
    >
      <ThreadHeader {...props} />
      <Messages key={chat.id} chat={chat} />
      <Composer key={`to-${chat.id}`} chat={chat} />
    </section>
  );
}

function Messages({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const query = useInfiniteQuery(threadQuery(chat.id));
  const outgoing = useOutgoing(chat.id);
  const { mutate: retry } = useRetry();
  const sending = useSending(chat);
  const rows = useMemo(
    () => toRows(query.data?.pages.flatMap((page) => page.items) ?? [], outgoing),
    [query.data, outgoing],
  );
  const slow = useSlow(query.isPending);
  if (query.isPending) return slow ? <BubbleSkeletons label={t('thread.loading')} /> : <div className="flex-1" />;
  if (query.isError && rows.length === 0) {
    return <ErrorState error={query.error} title={t('thread.failed')} onRetry={() => void query.refetch()} />;
  }
  if (rows.length === 0) {
    return (
      <EmptyState icon={MessageSquareDashed} title={t('thread.empty')}>
        {t('thread.emptyHelp', { name: chat.contactName })}
      </EmptyState>
    );
  }
  return (
    <MessageList
      rows={rows}
      label={t('thread.messages', { name: chat.contactName })}
      loadingOlder={query.isFetchingNextPage}
      complete={!query.hasNextPage}
      onNearStart={() => {
        if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
      }}
      renderRow={(row) => (
        <MessageRow
          row={row}
          onRetry={retry}
          onSendAgain={() => row.type === 'outgoing' && sending.sendAgain(row.outgoing)}
          onDiscard={() => row.type === 'outgoing' && sending.discard(row.outgoing)}
          refusal={row.type === 'outgoing' && row.outgoing.error ? sayError(t, row.outgoing.error) : null}
        />
      )}
    />
  );
}

/** Somebody who looks at a chat has read it: on opening, on coming back to the window, and as messages arrive. */
function useReading(chat: Chat): void {
  const { mutate, isPending } = useMarkRead();
  useEffect(() => {
    function read() {
      if (chat.unreadCount > 0 && !isPending && document.hasFocus()) mutate(chat);
    }
    read();
    window.addEventListener('focus', read);
    return () => window.removeEventListener('focus', read);
  }, [chat, isPending, mutate]);
}

const shapes = ['w-2/5', 'w-3/5 self-end', 'w-1/2 self-end', 'w-1/3', 'w-2/5 self-end', 'w-1/2'];

function BubbleSkeletons({ label }: { label: string }) {
  return (
    <div
      role="status"
      aria-label={label}
      className="flex min-h-0 flex-1 flex-col justify-end gap-3 overflow-hidden p-5"
    >
      {shapes.map((shape) => (
        <Skeleton key={shape} shape="block" className={`h-10 ${shape}`} />
      ))}
    </div>
  );
}
