// The inbox: list, thread and contact side by side; two panes on a tablet, one on a phone.
import type { Chat } from '@parley/contract';
import { MessageSquare, MessageSquareOff } from 'lucide-react';
import { lazy, Suspense, useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { isApiError } from '../../../lib/api-error';
import type { FirstLook } from '../../../lib/first-look';
import { useCan } from '../../../lib/session';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { useStable } from '../../../lib/use-stable';
import { Button } from '../../../ui/button';
import { cn } from '../../../ui/cn';
import { Dialog } from '../../../ui/dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Kbd } from '../../../ui/kbd';
import { Skeleton } from '../../../ui/skeleton';
import { readerOf, type StatusChange } from '../actions';
import { chatsQuery } from '../api';
import { type BulkChange, useBulk } from '../bulk';
import { focusComposer } from '../composer/composer-id';
import { PanelSkeleton } from '../contact/panel-skeleton';
import { readFilter } from '../filter';
import { ChatList } from '../list/chat-list';
import { ListHeader } from '../list/list-header';
import { Thread } from '../thread/thread';
import type { HeaderMenuName } from '../thread/thread-header';
import { type Inbox, useInbox } from '../use-inbox';
import { useInboxKeys } from '../use-inbox-keys';

// Not needed to read and answer: they come when they are asked for.
const SearchResults = lazy(async () => ({ default: (await import('../search/search-results')).SearchResults }));
const NewChatDialog = lazy(async () => ({ default: (await import('../new-chat/new-chat-dialog')).NewChatDialog }));

const BulkActions = lazy(async () => ({ default: (await import('../list/bulk-actions')).BulkActions }));
const importContact = async () => ({ default: (await import('../contact/contact-panel')).ContactPanel });
const ContactPanel = lazy(importContact);

/** The list, while the app is still starting; and the code of the third pane where it will stand. */
export function fetchFirst({ queryClient, session, address }: FirstLook): Promise<unknown> {
  // Asked for again, and told if it fails, when it is drawn.
  if (window.matchMedia(media.wide).matches) importContact().catch(() => undefined);
  const reader = readerOf(session.user.id, session.permissions);
  return queryClient.prefetchInfiniteQuery(chatsQuery(readFilter(address.searchParams, reader)));
}

export default function InboxPage() {
  const { t } = useTranslation('inbox');
  const inbox = useInbox();
  const newChat = useNewChat(inbox);
  const bulk = useBulk();
  const { openId, chat, selection } = inbox;
  const wide = useMedia(media.wide);
  const [contactOpen, setContactOpen] = useState(false);
  // What was shown may be somebody else's by now.
  const open = isGone(chat.error) ? undefined : chat.data;
  useTitle(open);

  async function runBulk(change: BulkChange) {
    await bulk.run(selection.chats, change);
    // Tags are often given several at a time.
    if (change.verb !== 'tag') selection.clear();
  }
  useInboxKeys(inbox, newChat.start, runBulk);
  const openMenu = useStable((name: HeaderMenuName | null) => inbox.setMenu(name && { name, of: 'thread' }));
  const changeStatus = useStable((change: StatusChange) => inbox.changeStatus(change));
  const showContact = useCallback(() => setContactOpen(true), []);

  return (
    <div className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t('common:nav.inbox')}</h1>
      <section
        aria-label={t('list.label')}
        className={cn(
          'relative flex min-h-0 w-full flex-none flex-col border-line bg-sunken tablet:w-[312px] tablet:border-e wide:w-list',
          openId && 'max-tablet:hidden',
        )}
      >
        <ListPane inbox={inbox} onNewChat={newChat.start} />
        {selection.chats.length > 0 && (
          <Suspense>
            <BulkActions
              selection={selection}
              menu={inbox.menu}
              onMenu={inbox.setMenu}
              onRun={(change) => void runBulk(change)}
              finished={bulk.finished}
            />
          </Suspense>
        )}
      </section>
      {openId === undefined ? (
        <NothingOpen />
      ) : open ? (
        <Thread
          chat={open}
          backTo={inbox.listAddress}
          openMenu={inbox.menu?.of === 'thread' ? inbox.menu.name : null}
          onMenu={openMenu}
          onStatus={changeStatus}
          onContact={wide ? undefined : showContact}
        />
      ) : (
        <ThreadPending error={chat.error} onRetry={() => void chat.refetch()} backTo={inbox.listAddress} />
      )}
      {wide && open && (
        <aside
          aria-label={t('contact.label')}
          className="min-h-0 w-panel flex-none overflow-auto border-s border-line bg-sunken [--ring:var(--surface-sunken)]"
        >
          <Suspense fallback={<PanelSkeleton />}>
            <ContactPanel key={open.id} chat={open} linkTo={inbox.linkTo} />
          </Suspense>
        </aside>
      )}
      {!wide && open && (
        <Dialog open={contactOpen} onOpenChange={setContactOpen} title={t('contact.label')} width="sm" flush>
          <Suspense fallback={<PanelSkeleton />}>
            <ContactPanel key={open.id} chat={open} linkTo={inbox.linkTo} onLeave={() => setContactOpen(false)} />
          </Suspense>
        </Dialog>
      )}
      {newChat.dialog && (
        <Suspense>
          <NewChatDialog contactId={newChat.dialog.contactId} onClose={newChat.end} onOpened={newChat.opened} />
        </Suspense>
      )}
    </div>
  );
}

function ListPane({ inbox, onNewChat }: { inbox: Inbox; onNewChat: () => void }) {
  const { filter, setFilter, list, openId } = inbox;
  const maySend = useCan('messages.send');
  const changeFilter = useStable(setFilter);
  const enterList = useStable(() => inbox.move(0));
  const startChat = useStable(onNewChat);
  return (
    <>
      <ListHeader
        filter={filter}
        onFilter={changeFilter}
        searchRef={inbox.searchRef}
        onNewChat={startChat}
        onEnterList={enterList}
      />
      {filter.search ? (
        <Suspense>
          <SearchResults
            state={list}
            filter={filter}
            openId={openId}
            linkTo={inbox.linkTo}
            linkToMessage={inbox.linkToMessage}
            onCursor={inbox.setCursor}
            onClear={() => setFilter({ search: '' })}
          />
        </Suspense>
      ) : (
        <ChatList
          ref={inbox.listRef}
          state={list}
          steady={inbox.steady}
          selection={inbox.selection}
          filter={filter}
          onFilter={setFilter}
          onShowWaiting={inbox.showWaiting}
          openId={openId}
          cursorId={inbox.cursorId}
          onCursor={inbox.setCursor}
          linkTo={inbox.linkTo}
          onNewChat={maySend ? onNewChat : undefined}
        />
      )}
    </>
  );
}

/** The dialog of a new chat, also opened by an address that names a contact (`?contact=`). */
function useNewChat(inbox: Inbox) {
  const navigate = useNavigate();
  const [params] = useSearchParams();
  const [asked, setAsked] = useState(false);
  const contactId = params.get('contact') ?? undefined;
  return {
    dialog: asked || contactId ? { contactId } : null,
    start: () => setAsked(true),
    end: () => {
      setAsked(false);
      if (contactId) void navigate(inbox.listAddress, { replace: true });
    },
    opened: (chatId: string) => {
      setAsked(false);
      inbox.setCursor(chatId);
      void navigate(inbox.linkTo(chatId));
      requestAnimationFrame(focusComposer);
    },
  };
}

/** The tab's name tells who is open; the number of unread chats is put before it wherever one is. */
function useTitle(chat: Chat | undefined): void {
  const { t } = useTranslation('inbox');
  const name = chat?.contactName ?? t('common:nav.inbox');
  useEffect(() => {
    document.title = `${name} · Parley`;
  }, [name]);
}

const hints = [
  { keys: 'j k', words: 'hintMove' },
  { keys: 'enter', words: 'hintOpen' },
  { keys: '/', words: 'hintSearch' },
] as const;

function NothingOpen() {
  const { t } = useTranslation('inbox');
  return (
    <section aria-label={t('thread.none')} className="flex min-w-0 flex-1 bg-surface max-tablet:hidden">
      <EmptyState icon={MessageSquare} title={t('thread.pick')}>
        <span className="mt-1 inline-flex flex-wrap items-center justify-center gap-x-3 gap-y-1.5 text-12">
          {hints.map(({ keys, words }) => (
            <span key={keys} className="inline-flex items-center gap-1.5">
              <Kbd keys={keys} /> {t(`thread.${words}`)}
            </span>
          ))}
        </span>
      </EmptyState>
    </section>
  );
}

function isGone(error: unknown): boolean {
  return isApiError(error) && error.status === 404;
}

function ThreadPending({ error, onRetry, backTo }: { error: unknown; onRetry: () => void; backTo: string }) {
  const { t } = useTranslation('inbox');
  const slow = useSlow(!error);
  if (isGone(error)) {
    return (
      <section className="flex min-w-0 flex-1 bg-surface">
        <EmptyState
          icon={MessageSquareOff}
          title={t('thread.gone')}
          action={
            <Button asChild>
              <Link to={backTo}>{t('thread.back')}</Link>
            </Button>
          }
        >
          {t('thread.goneHelp')}
        </EmptyState>
      </section>
    );
  }
  if (error) {
    return (
      <section className="flex min-w-0 flex-1 bg-surface">
        <ErrorState error={error} title={t('thread.failed')} onRetry={onRetry} />
      </section>
    );
  }
  return (
    <section className="min-w-0 flex-1 bg-surface" role="status" aria-label={t('thread.loading')}>
      {slow && (
        <div className="flex h-bar items-center gap-3 border-b border-line px-4">
          <Skeleton shape="circle" className="size-8" />
          <Skeleton className="w-40" />
        </div>
      )}
    </section>
  );
}
