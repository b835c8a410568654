// One conversation: its header, its messages, and where to answer.
import type { Chat, Message } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { MessageSquareDashed } from 'lucide-react';
import { lazy, memo, Suspense, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { useSlow } from '../../../lib/use-slow';
import { whenIdle } from '../../../lib/when-idle';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Skeleton } from '../../../ui/skeleton';
import { useMarkRead, useRetry } from '../actions';
import { Composer } from '../composer/composer';
import { type Quoted, readDraft } from '../drafts';
import { useSending } from '../outgoing';
import { useReact } from './api';
import { MessageList } from './message-list';
import type { MenuPlace } from './message-menu';
import { MessageRow, type RowActions } from './message-row';
import { ThreadHeader, type ThreadHeaderProps } from './thread-header';
import { useJump } from './use-jump';
import { useThreadRows } from './use-thread-rows';

// Asked for by hand, one at a time; fetched once the thread stands, so that none is waited for.
const importMenu = () => import('./message-menu');
const importReact = () => import('./react-dialog');
const importRemove = () => import('./remove-dialog');
const importViewer = () => import('../media/viewer');
const MessageMenu = lazy(importMenu);
const ReactDialog = lazy(importReact);
const RemoveDialog = lazy(importRemove);
const Viewer = lazy(importViewer);

let fetched = false;

/** The next thing asked for is there when it is asked for. */
function fetchAhead(): void {
  if (fetched) return;
  fetched = true;
  // What fails here is tried again when it is asked for.
  for (const ahead of [importMenu, importRemove, importReact, importViewer]) ahead().catch(() => undefined);
}

/** Drawn anew only for its own chat: the list beside it moves many times a second. */
export const Thread = memo(function Thread(props: ThreadHeaderProps) {
  const { chat } = props;
  const { t } = useTranslation('inbox');
  useReading(chat);
  return (
    <section
      aria-label={t('thread.label', { name: chat.contactName })}
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-surface"
    >
      <ThreadHeader {...props} />
      <Conversation key={chat.id} chat={chat} />
    </section>
  );
});

/** Messages and composer share what is being answered; both begin anew with every chat. */
function Conversation({ chat }: { chat: Chat }) {
  const [replyTo, setReplyTo] = useState<Quoted | null>(() => readDraft(chat.id).replyTo);
  return (
    <>
      <Messages chat={chat} onReply={(message) => setReplyTo(toQuoted(message))} />
      <Composer chat={chat} replyTo={replyTo} onReplyDone={() => setReplyTo(null)} />
    </>
  );
}

const quotedLength = 200;

/** A message as an answer quotes it. */
export function toQuoted({ id, direction, kind, text, content, senderName }: Message): Quoted {
  const preview = (text ?? content.choice?.title ?? content.location?.name ?? '').slice(0, quotedLength);
  return { id, direction, kind, preview, senderName: direction === 'in' ? null : senderName };
}

/** What is open over the list; one thing at a time. */
type Over = { type: 'menu'; place: MenuPlace } | { type: 'react' | 'remove' | 'media'; message: Message } | null;

function Messages({ chat, onReply }: { chat: Chat; onReply: (message: Message) => void }) {
  const { t } = useTranslation('inbox');
  const thread = useThreadRows(chat.id);
  const { query, rows } = thread;
  const { led, lit, jumpTo } = useJump({ has: thread.has, loadOlder: thread.loadOlder, ready: query.isSuccess });
  const [over, setOver] = useState<Over>(null);
  const { data: connections } = useQuery(connectionsQuery);
  const capabilities = connections?.find((one) => one.id === chat.connectionId)?.capabilities;
  const { mutate: retry } = useRetry();
  const { mutate: react } = useReact();
  const sending = useSending(chat);
  const actions = useStableActions<RowActions>({
    reply: onReply,
    react: (message, emoji) => react({ message, emoji }),
    retry,
    remove: (message) => setOver({ type: 'remove', message }),
    openMenu: (message, x, y) => setOver({ type: 'menu', place: { message, x, y } }),
    openMedia: (message) => setOver({ type: 'media', message }),
    jumpTo: (messageId) => void jumpTo(messageId),
    sendAgain: sending.sendAgain,
    discard: sending.discard,
  });
  const slow = useSlow(query.isPending);
  const { isSuccess } = query;
  useEffect(() => {
    if (isSuccess) return whenIdle(fetchAhead);
  }, [isSuccess]);
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
  const close = () => {
    setOver(null);
    if (over) returnFocus(over.type === 'menu' ? over.place.message : over.message);
  };
  return (
    <>
      <MessageList
        rows={rows}
        led={led}
        label={t('thread.messages', { name: chat.contactName })}
        loadingOlder={query.isFetchingNextPage}
        complete={!query.hasNextPage}
        onNearStart={() => {
          if (query.hasNextPage && !query.isFetching) void query.fetchNextPage();
        }}
        renderRow={(row) => (
          <MessageRow
            row={row}
            chatId={chat.id}
            contactName={chat.contactName}
            led={lit !== null && row.type === 'message' && row.message.id === lit}
            actions={actions}
          />
        )}
      />
      <Suspense>
        {over?.type === 'menu' && (
          <MessageMenu
            place={over.place}
            onClose={() => {
              // What was chosen in it may have opened the next thing already.
              setOver((now) => (now?.type === 'menu' ? null : now));
              returnFocus(over.place.message);
            }}
            onReply={() => onReply(over.place.message)}
            onReact={() => setOver({ type: 'react', message: over.place.message })}
            onRetry={() => retry(over.place.message)}
            onRemove={() => setOver({ type: 'remove', message: over.place.message })}
          />
        )}
        {over?.type === 'react' && (
          <ReactDialog message={over.message} onClose={close} onReact={(emoji) => actions.react(over.message, emoji)} />
        )}
        {over?.type === 'remove' && (
          <RemoveDialog
            message={over.message}
            capabilities={capabilities}
            contactName={chat.contactName}
            onClose={close}
          />
        )}
        {over?.type === 'media' && (
          <Viewer
            items={thread.pictured(over.message)}
            startId={over.message.id}
            contactName={chat.contactName}
            onClose={close}
          />
        )}
      </Suspense>
    </>
  );
}

const refocusMs = 60;

/** To the message whose menu or dialog has gone, unless something else has taken the keyboard meanwhile. */
function returnFocus({ id }: Message): void {
  setTimeout(() => {
    const { activeElement, body } = document;
    if (activeElement === body || activeElement === null)
      document.querySelector<HTMLElement>(`[data-message="${id}"]`)?.focus({ preventScroll: true });
  }, refocusMs);
}

/** The same object for the life of the component, always calling the newest functions: rows are not drawn again for it. */
function useStableActions<T extends object>(functions: T): T {
  const latest = useRef(functions);
  latest.current = functions;
  const [stable] = useState(
    () => new Proxy(functions, { get: (_target, name, receiver) => Reflect.get(latest.current, name, receiver) }),
  );
  return stable;
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
