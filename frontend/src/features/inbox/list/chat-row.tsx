// One chat in the list: who, what was said last and how far it got, when, how much is unread, whose it is, who looks at it.
import type { Chat } from '@parley/contract';
import { AlarmClock, Check } from 'lucide-react';
import { type MouseEvent, memo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/format';
import { spacePhone } from '../../../lib/phone';
import { Avatar, AvatarStack } from '../../../ui/avatar';
import { Pill } from '../../../ui/badge';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { RelativeTime } from '../../../ui/relative-time';
import { TagDots } from '../chat-tag-chips';
import { focusComposer, wishKeyboard } from '../composer/composer-id';
import { useViewers } from '../presence';
import { ChatPreview } from './chat-preview';
import { WindowMark } from './window-mark';

export interface ChatRowProps {
  chat: Chat;
  to: string;
  /** Shown in the thread. */
  open: boolean;
  /** The one row that Tab reaches; the others are reached from it with the arrows, j and k. */
  reachable: boolean;
  chosen: boolean;
  /** Some chats are chosen: every row shows its box. */
  choosing: boolean;
  /** Stable, like `onChoose`, so that a row is drawn again only when its own chat changes. */
  onCursor: (chatId: string) => void;
  /** Absent where nothing can be chosen. */
  onChoose?: (chatId: string, range: boolean) => void;
}

/** A finger would bring up the keyboard of the screen; keys that press a row stay in the list; with Ctrl it opens elsewhere. */
function isMouse({ nativeEvent, ctrlKey, metaKey, shiftKey }: MouseEvent): boolean {
  const byMouse = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'mouse';
  return byMouse && !ctrlKey && !metaKey && !shiftKey;
}

export const ChatRow = memo(function ChatRow(props: ChatRowProps) {
  const { chat, to, open, reachable, chosen, onCursor, onChoose } = props;
  const { t } = useTranslation('inbox');
  const viewers = useViewers(chat.id);
  const unread = chat.unreadCount > 0;
  const title = spacePhone(chat.contactName);

  function press(event: MouseEvent) {
    if (event.shiftKey && onChoose) {
      // Shift would open another window.
      event.preventDefault();
      onChoose(chat.id, true);
    } else if (isMouse(event)) {
      if (open) focusComposer();
      else wishKeyboard(chat.id);
    }
  }

  return (
    <div
      data-chosen={chosen || undefined}
      className="group/row relative h-full [--ring:var(--surface-sunken)] hover:bg-hover hover:[--ring:var(--surface-hover)] data-chosen:bg-accent-soft data-chosen:[--ring:var(--accent-soft)] has-[[aria-current=true]]:bg-selected has-[[aria-current=true]]:[--ring:var(--surface-selected)]"
    >
      <Link
        to={to}
        data-chat={chat.id}
        data-row={chat.id}
        data-unread={unread || undefined}
        aria-current={open || undefined}
        aria-keyshortcuts={onChoose && 'x'}
        tabIndex={reachable ? 0 : -1}
        onFocus={() => onCursor(chat.id)}
        onClick={press}
        className="grid h-full grid-cols-[32px_minmax(0,1fr)] items-center gap-x-3 ps-4 pe-3.5 select-none after:absolute after:start-15 after:end-0 after:bottom-0 after:h-px after:bg-line focus-visible:shadow-focus-inset aria-[current=true]:after:opacity-0 max-tablet:grid-cols-[40px_minmax(0,1fr)]"
      >
        <Avatar
          id={chat.contactId}
          name={chat.contactName}
          channel={chat.channel}
          pictureUrl={chat.contactPictureUrl}
          className="max-tablet:scale-[1.22]"
        />
        <span className="min-w-0">
          <span className="flex h-5 items-center gap-1.5">
            <bdi
              className={cn(
                'min-w-0 truncate text-13 match-parent max-tablet:text-14',
                unread ? 'font-semibold text-ink' : 'font-medium text-ink-secondary',
              )}
            >
              {title}
            </bdi>
            <TagDots tags={chat.tags} />
            <span className="flex-1" />
            {viewers.length > 0 && (
              <AvatarStack people={viewers.map(({ userId, name }) => ({ id: userId, name }))} max={2} size={16} />
            )}
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
            <WindowMark chat={chat} />
            <Pill value={chat.unreadCount} label={t('row.unread', { count: chat.unreadCount })} />
            {chat.assigneeId && chat.assigneeName && (
              <span title={t('assign.assignedTo', { name: chat.assigneeName })}>
                <Avatar id={chat.assigneeId} name={chat.assigneeName} size={16} labelled />
              </span>
            )}
          </span>
        </span>
      </Link>
      {onChoose && <ChooseBox {...props} name={title} onChoose={onChoose} />}
    </div>
  );
});

interface ChooseBoxProps extends Pick<ChatRowProps, 'chat' | 'chosen' | 'choosing'> {
  name: string;
  onChoose: (chatId: string, range: boolean) => void;
}

/** In the avatar's place while pointed at, and always once something is chosen. */
function ChooseBox({ chat, name, chosen, choosing, onChoose }: ChooseBoxProps) {
  const { t } = useTranslation('inbox');
  return (
    // biome-ignore lint/a11y/useSemanticElements: drawn over the avatar, outside of the link; a native box cannot take a range with Shift
    <button
      type="button"
      role="checkbox"
      tabIndex={-1}
      aria-checked={chosen}
      aria-label={t('bulk.choose', { name })}
      onClick={(event) => onChoose(chat.id, event.shiftKey)}
      className={cn(
        'absolute start-2 top-0 bottom-0 my-auto grid size-12 place-items-center max-tablet:hidden',
        !choosing && 'opacity-0 hover:opacity-100',
        choosing && 'max-tablet:grid',
      )}
    >
      <span className="grid size-8 place-items-center rounded-full bg-(--ring)">
        <span
          className={cn(
            'grid size-4 place-items-center rounded-xs border',
            chosen ? 'border-accent bg-accent text-accent-contrast' : 'border-line-control bg-surface',
          )}
        >
          {chosen && <Icon of={Check} size={12} className="stroke-3" />}
        </span>
      </span>
    </button>
  );
}

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
