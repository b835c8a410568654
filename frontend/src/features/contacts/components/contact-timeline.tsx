// What happened with a person, newest first: their chats, consent, and when they came.
import type { Chat, Contact } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleSlash, MessageSquare, UserPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Pill } from '../../../ui/badge';
import { ChannelMark } from '../../../ui/channel-mark';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { SkeletonRows } from '../../../ui/skeleton';
import { contactChatsQuery } from '../api';

interface Moment {
  key: string;
  at: string;
  content: ReactNode;
}

export function ContactTimeline({ contact }: { contact: Contact }) {
  const { t } = useTranslation('contacts');
  const mayRead = useCan('chats.read');
  const chats = useQuery({ ...contactChatsQuery(contact.id), enabled: mayRead });
  const slow = useSlow(chats.isLoading);

  const moments: Moment[] = [
    ...(chats.data ?? []).map((chat) => ({
      key: chat.id,
      at: chat.lastMessage?.at ?? chat.createdAt,
      content: <ChatLink chat={chat} />,
    })),
    { key: 'created', at: contact.createdAt, content: <Line icon={UserPlus}>{t('timeline.created')}</Line> },
  ];
  if (contact.optedOutAt) {
    moments.push({
      key: 'out',
      at: contact.optedOutAt,
      content: <Line icon={CircleSlash}>{t('timeline.optedOut')}</Line>,
    });
  }
  moments.sort((a, b) => Date.parse(b.at) - Date.parse(a.at));

  return (
    <section className="px-5 py-4 text-13">
      <h2 className="mb-2 text-14 font-semibold">{t('timeline.title')}</h2>
      {chats.isLoading && slow && <SkeletonRows rows={2} className="-mx-5" />}
      {chats.error && (
        <ErrorState error={chats.error} title={t('timeline.error')} onRetry={() => void chats.refetch()} />
      )}
      {chats.data?.length === 0 && <p className="mb-2 text-ink-muted">{t('timeline.noChats')}</p>}
      <ol className="grid grid-cols-[minmax(0,1fr)] gap-0.5">
        {moments.map((moment) => (
          <li key={moment.key} className="-mx-2 flex items-start gap-2">
            <span className="min-w-0 flex-1">{moment.content}</span>
            <RelativeTime at={moment.at} as="short" className="flex-none px-2 pt-2 text-12 text-ink-muted" />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Line({ icon, children }: { icon: typeof UserPlus; children: ReactNode }) {
  return (
    <span className="flex min-h-9 items-center gap-2.5 px-2 text-ink-secondary">
      <Icon of={icon} className="mx-px text-ink-muted" />
      {children}
    </span>
  );
}

function ChatLink({ chat }: { chat: Chat }) {
  const { t } = useTranslation('contacts');
  return (
    <Link to={`/inbox/${chat.id}`} className="flex items-start gap-2.5 rounded-sm px-2 py-1.5 hover:bg-hover">
      <ChannelMark channel={chat.channel} size={18} />
      <span className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)]">
        <span className="flex items-center gap-1.5">
          <bdi className="truncate font-medium">{chat.connectionName}</bdi>
          <Pill value={chat.unreadCount} label={t('timeline.unread', { count: chat.unreadCount })} />
        </span>
        <span className="flex items-center gap-1 text-ink-muted">
          {chat.lastMessage ? (
            <bdi className="truncate match-parent">{chat.lastMessage.preview}</bdi>
          ) : (
            <>
              <Icon of={MessageSquare} size={14} />
              {t('timeline.noMessages')}
            </>
          )}
        </span>
      </span>
    </Link>
  );
}
