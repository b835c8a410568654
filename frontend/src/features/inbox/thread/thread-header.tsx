// Above a thread: who this is, whose it is, and what to do with the chat.
import type { Chat } from '@parley/contract';
import { Check, ChevronLeft, CirclePause, Contact, Ellipsis, RotateCcw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Avatar } from '../../../ui/avatar';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Menu, MenuItem } from '../../../ui/menu';
import type { StatusChange } from '../actions';
import { AssignMenu } from './assign-menu';
import { SnoozeMenu } from './snooze-menu';

export interface ThreadHeaderProps {
  chat: Chat;
  /** Where the list is, for the phone's back arrow. */
  backTo: string;
  assigning: boolean;
  onAssigning: (open: boolean) => void;
  onStatus: (change: StatusChange) => void;
  /** Opens the contact beside or above the thread; absent where it is always beside it. */
  onContact: (() => void) | undefined;
}

export function ThreadHeader({ chat, backTo, assigning, onAssigning, onStatus, onContact }: ThreadHeaderProps) {
  const { t } = useTranslation('inbox');
  const navigate = useNavigate();
  const closed = chat.status === 'closed';
  return (
    <header className="flex h-bar flex-none items-center gap-2 border-b border-line ps-4 pe-3 [--ring:var(--surface)] max-tablet:ps-1 max-tablet:pe-1">
      <Link
        to={backTo}
        aria-label={t('thread.back')}
        className="grid size-10 flex-none place-items-center tablet:hidden"
      >
        <Icon of={ChevronLeft} size={20} flip />
      </Link>
      <Avatar id={chat.contactId} name={chat.contactName} channel={chat.channel} />
      <div className="ms-1 min-w-0 flex-1 leading-snug">
        <h2 className="truncate text-14 font-semibold match-parent">
          <bdi>{chat.contactName}</bdi>
        </h2>
        <p className="flex items-center gap-[5px] truncate text-12 text-ink-muted">
          <span className="max-tablet:hidden">{t(`common:channels.${chat.channel}`)}</span>
          <span aria-hidden className="max-tablet:hidden">
            ·
          </span>
          <bdi className="truncate">{chat.connectionName}</bdi>
        </p>
      </div>
      {chat.abilities.assign && <AssignMenu chat={chat} open={assigning} onOpenChange={onAssigning} />}
      <SnoozeMenu chat={chat} onStatus={onStatus} />
      <Button
        icon={closed ? RotateCcw : Check}
        shortcut="e"
        aria-keyshortcuts="e"
        aria-label={closed ? t('thread.reopen') : t('thread.close')}
        onClick={() => onStatus({ status: closed ? 'open' : 'closed' })}
        className="max-tablet:w-10 max-tablet:justify-center max-tablet:px-0! max-tablet:shadow-none"
      >
        <span className="max-tablet:hidden">{closed ? t('thread.reopen') : t('thread.close')}</span>
      </Button>
      {onContact && (
        <IconButton icon={Contact} label={t('contact.show')} onClick={onContact} className="max-tablet:hidden" />
      )}
      <Menu trigger={<IconButton icon={Ellipsis} label={t('common:actions.moreActions')} />}>
        {onContact && (
          <MenuItem icon={Contact} onSelect={onContact}>
            {t('contact.show')}
          </MenuItem>
        )}
        <MenuItem icon={Contact} onSelect={() => void navigate(`/contacts/${chat.contactId}`)}>
          {t('contact.open')}
        </MenuItem>
        {chat.status !== 'pending' && (
          <MenuItem icon={CirclePause} onSelect={() => onStatus({ status: 'pending' })}>
            {t('thread.markPending')}
          </MenuItem>
        )}
        {chat.status !== 'open' && (
          <MenuItem icon={RotateCcw} onSelect={() => onStatus({ status: 'open' })}>
            {t('thread.reopen')}
          </MenuItem>
        )}
      </Menu>
    </header>
  );
}
