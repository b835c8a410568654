// The inbox: list, thread and contact side by side; two panes on a tablet, one on a phone.
import type { Chat } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { MessageSquare } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../../lib/session';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { cn } from '../../../ui/cn';
import { Dialog } from '../../../ui/dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Kbd } from '../../../ui/kbd';
import { Skeleton } from '../../../ui/skeleton';
import { countsQuery } from '../api';
import { ContactPanel } from '../contact/contact-panel';
import { ChatList } from '../list/chat-list';
import { ListHeader } from '../list/list-header';
import { NewChatDialog } from '../new-chat/new-chat-dialog';
import { Thread } from '../thread/thread';
import { useInbox } from '../use-inbox';

export default function InboxPage() {
  const { t } = useTranslation('inbox');
  const inbox = useInbox();
  const { openId, filter, list, chat } = inbox;
  const wide = useMedia(media.wide);
  const maySend = useCan('messages.send');
  const [contactOpen, setContactOpen] = useState(false);
  useTitle(chat.data);

  return (
    <div className="flex min-h-0 flex-1">
      <h1 className="sr-only">{t('common:nav.inbox')}</h1>
      <section
        aria-label={t('list.label')}
        className={cn(
          'flex min-h-0 w-full flex-none flex-col border-line bg-sunken tablet:w-[312px] tablet:border-e wide:w-list',
          openId && 'max-tablet:hidden',
        )}
      >
        <ListHeader
          filter={filter}
          onFilter={inbox.setFilter}
          searching={inbox.searching}
          onSearching={inbox.setSearching}
          searchRef={inbox.searchRef}
          onNewChat={inbox.startNewChat}
          onEnterList={() => inbox.move(0)}
        />
        <ChatList
          ref={inbox.listRef}
          state={list}
          filter={filter}
          onFilter={inbox.setFilter}
          openId={openId}
          cursorId={inbox.cursorId}
          onCursor={inbox.setCursor}
          linkTo={inbox.linkTo}
          onNewChat={maySend ? inbox.startNewChat : undefined}
        />
      </section>
      {openId === undefined ? (
        <NothingOpen />
      ) : chat.data ? (
        <Thread
          chat={chat.data}
          backTo={inbox.listAddress}
          assigning={inbox.assigning}
          onAssigning={inbox.setAssigning}
          onStatus={inbox.changeStatus}
          onContact={wide ? undefined : () => setContactOpen(true)}
        />
      ) : (
        <ThreadPending error={chat.error} onRetry={() => void chat.refetch()} />
      )}
      {wide && chat.data && (
        <aside
          aria-label={t('contact.label')}
          className="min-h-0 w-panel flex-none overflow-auto border-s border-line bg-sunken [--ring:var(--surface-sunken)]"
        >
          <ContactPanel key={chat.data.contactId} contactId={chat.data.contactId} />
        </aside>
      )}
      {!wide && chat.data && (
        <Dialog open={contactOpen} onOpenChange={setContactOpen} title={t('contact.label')} width="sm" flush>
          <ContactPanel contactId={chat.data.contactId} />
        </Dialog>
      )}
      {inbox.newChat && (
        <NewChatDialog
          contactId={inbox.newChat.contactId}
          onClose={inbox.endNewChat}
          onOpened={(chatId) => inbox.openChat(chatId)}
        />
      )}
    </div>
  );
}

/** The tab's name tells who is open and how much is unread, also while the tab is behind others. */
function useTitle(chat: Chat | undefined): void {
  const { t } = useTranslation('inbox');
  const { data: counts } = useQuery(countsQuery);
  const unread = counts?.unread ?? 0;
  const name = chat?.contactName ?? t('common:nav.inbox');
  useEffect(() => {
    document.title = `${unread > 0 ? `(${unread}) ` : ''}${name} · Parley`;
  }, [unread, name]);
}

function NothingOpen() {
  const { t } = useTranslation('inbox');
  return (
    <section aria-label={t('thread.none')} className="flex min-w-0 flex-1 bg-surface max-tablet:hidden">
      <EmptyState icon={MessageSquare} title={t('thread.pick')}>
        <span className="mt-1 inline-flex flex-wrap items-center justify-center gap-x-3 gap-y-1.5 text-12">
          <span className="inline-flex items-center gap-1.5">
            <Kbd keys="j k" /> {t('thread.hintMove')}
          </span>
          <span className="inline-flex items-center gap-1.5">
            <Kbd keys="enter" /> {t('thread.hintOpen')}
          </span>
          <span className="inline-flex items-center gap-1.5">
            <Kbd keys="/" /> {t('thread.hintSearch')}
          </span>
        </span>
      </EmptyState>
    </section>
  );
}

function ThreadPending({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('inbox');
  const slow = useSlow(!error);
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
