// One chat in the list: who, what was said last and how far it got, when, how much is unread, whose it is.
import type { Chat } from '@parley/contract';
import { AlarmClock } from 'lucide-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/format';
import { spacePhone } from '../../../lib/phone';
import { Avatar } from '../../../ui/avatar';
import { Pill } from '../../../ui/badge';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { ChatPreview } from './chat-preview';

export interface ChatRowProps {
  chat: Chat;
  to: string;
  /** Shown in the thread. */
  open: boolean;
  /** The one row that Tab reaches; the others are reached from it with the arrows, j and k. */
  reachable: boolean;
  /** Stable, so that a row is drawn again only when its own chat changes. */
  onCursor: (chatId: string) => void;
}

export const ChatRow = memo(function ChatRow({ chat, to, open, reachable, onCursor }: ChatRowProps) {
  const { t } = useTranslation('inbox');
  const unread = chat.unreadCount > 0;
  const title = /^\+\d+$/.test(chat.contactName) ? spacePhone(chat.contactName) : chat.contactName;
  return (
    <Link
      to={to}
      data-chat={chat.id}
      data-unread={unread || undefined}
      aria-current={open || undefined}
      tabIndex={reachable ? 0 : -1}
      onFocus={() => onCursor(chat.id)}
      className="group/row relative grid h-full grid-cols-[32px_minmax(0,1fr)] items-center gap-x-3 ps-4 pe-3.5 [--ring:var(--surface-sunken)] after:absolute after:start-15 after:end-0 after:bottom-0 after:h-px after:bg-line hover:bg-hover hover:[--ring:var(--surface-hover)] focus-visible:shadow-focus-inset aria-[current=true]:bg-selected aria-[current=true]:[--ring:var(--surface-selected)] aria-[current=true]:after:opacity-0 max-tablet:grid-cols-[40px_minmax(0,1fr)]"
    >
      <Avatar id={chat.contactId} name={chat.contactName} channel={chat.channel} className="max-tablet:scale-[1.22]" />
      <span className="min-w-0">
        <span className="flex h-5 items-center gap-1.5">
          <bdi
            className={cn(
              'flex-1 truncate text-13 match-parent max-tablet:text-14',
              unread ? 'font-semibold text-ink' : 'font-medium text-ink-secondary',
            )}
          >
            {title}
          </bdi>
          {chat.lastMessage && (
            <RelativeTime
              at={chat.lastMessage.at}
              as="short"
              className={cn('text-12', unread ? 'font-medium text-accent-text' : 'text-ink-muted')}
            />
          )}
        </span>
        <span className="flex h-5 items-center gap-1.5">
          <ChatPreview chat={chat} unread={unread} open={open} />
          <Parked chat={chat} />
          <Pill value={chat.unreadCount} label={t('row.unread', { count: chat.unreadCount })} />
          {chat.assigneeId && chat.assigneeName && (
            <span title={chat.assigneeName}>
              <Avatar id={chat.assigneeId} name={chat.assigneeName} size={16} labelled />
            </span>
          )}
        </span>
      </span>
    </Link>
  );
});

/** A chat that waits says until when. */
function Parked({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (chat.status === 'open') return null;
  const words =
    chat.status === 'snoozed' && chat.snoozedUntil ? format.until(chat.snoozedUntil) : t(`status.${chat.status}`);
  return (
    <span className="tabular flex flex-none items-center gap-[3px] text-11 font-medium whitespace-nowrap text-ink-muted">
      {chat.status === 'snoozed' && <Icon of={AlarmClock} size={12} />}
      {words}
    </span>
  );
}
