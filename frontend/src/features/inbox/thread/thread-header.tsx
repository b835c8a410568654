// Above a thread: who this is, who else is here, whose it is, and what to do with the chat.
import type { Chat } from '@parley/contract';
import { Check, ChevronLeft, Contact, RotateCcw, Tag } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { spacePhone } from '../../../lib/phone';
import { Avatar, AvatarStack } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { type StatusChange, useSetTags } from '../actions';
import { TagDots } from '../chat-tag-chips';
import { TagPick } from '../pick/pick-menu';
import { useViewers } from '../presence';
import { AssignMenu } from './assign-menu';
import { HeaderLine } from './header-line';
import { HeaderMenu } from './header-menu';
import { narrowHidden, narrowLook } from './narrow';
import { SnoozeMenu } from './snooze-menu';

/** The menus of the header, one open at a time; shortcuts open them too. */
export type HeaderMenuName = 'assign' | 'tag' | 'snooze';

export interface ThreadHeaderProps {
  chat: Chat;
  /** Where the list is, for the phone's back arrow. */
  backTo: string;
  openMenu: HeaderMenuName | null;
  onMenu: (menu: HeaderMenuName | null) => void;
  onStatus: (change: StatusChange) => void;
  /** Opens the contact beside or above the thread; absent where it is always beside it. */
  onContact: (() => void) | undefined;
}

export function ThreadHeader({ chat, backTo, openMenu, onMenu, onStatus, onContact }: ThreadHeaderProps) {
  const { t } = useTranslation('inbox');
  const viewers = useViewers(chat.id);
  const setTags = useSetTags();
  const closed = chat.status === 'closed';
  const menu = (name: HeaderMenuName) => ({
    open: openMenu === name,
    onOpenChange: (open: boolean) => onMenu(open ? name : null),
  });
  return (
    <header className="@container/head flex h-bar flex-none items-center gap-1.5 border-b border-line ps-4 pe-3 [--ring:var(--surface)] max-tablet:gap-0.5 max-tablet:ps-1 max-tablet:pe-1">
      <Link
        to={backTo}
        aria-label={t('thread.back')}
        className="grid size-10 flex-none place-items-center tablet:hidden"
      >
        <Icon of={ChevronLeft} size={20} flip />
      </Link>
      <Avatar id={chat.contactId} name={chat.contactName} channel={chat.channel} pictureUrl={chat.contactPictureUrl} />
      <div className="ms-1.5 min-w-0 flex-1 leading-snug">
        <h2 className="flex min-w-0 items-center gap-2 text-14 font-semibold match-parent">
          <bdi className="truncate">{spacePhone(chat.contactName)}</bdi>
          <TagDots tags={chat.tags} />
        </h2>
        <HeaderLine chat={chat} typing={viewers.filter((viewer) => viewer.typing)} />
      </div>
      {viewers.length > 0 && (
        <span className="me-1 flex-none max-tablet:hidden" title={t('presence.here', { count: viewers.length })}>
          <AvatarStack people={viewers.map(({ userId, name }) => ({ id: userId, name }))} max={3} size={24} />
        </span>
      )}
      {chat.abilities.assign && <AssignMenu chat={chat} {...menu('assign')} />}
      <TagPick
        {...menu('tag')}
        chosen={(tagId) => chat.tags.some((tag) => tag.id === tagId)}
        onToggle={(tag, on) => setTags(chat, on ? [...chat.tags, tag] : chat.tags.filter((one) => one.id !== tag.id))}
        trigger={<IconButton icon={Tag} label={t('tag.title')} shortcut="t" className="max-tablet:hidden" />}
      />
      <SnoozeMenu chat={chat} onStatus={onStatus} {...menu('snooze')} />
      <Button
        icon={closed ? RotateCcw : Check}
        shortcut="e"
        aria-keyshortcuts="e"
        aria-label={closed ? t('thread.reopen') : t('thread.close')}
        onClick={() => onStatus({ status: closed ? 'open' : 'closed' })}
        title={closed ? t('thread.reopen') : t('thread.close')}
        className={`${narrowLook} max-tablet:w-10 max-tablet:justify-center max-tablet:px-0! max-tablet:shadow-none`}
      >
        <span className={narrowHidden}>{closed ? t('thread.reopen') : t('thread.close')}</span>
      </Button>
      {onContact && (
        <IconButton icon={Contact} label={t('contact.show')} onClick={onContact} className="max-tablet:hidden" />
      )}
      <HeaderMenu chat={chat} backTo={backTo} onStatus={onStatus} onContact={onContact} />
    </header>
  );
}
