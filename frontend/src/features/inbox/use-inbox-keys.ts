// The keys of the inbox, and what it offers to the palette.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../lib/availability';
import { useSession } from '../../lib/session';
import { useShortcuts } from '../../lib/shortcuts';
import type { BulkChange } from './bulk';
import { focusComposer } from './composer/composer-id';
import { useOwnAvailability } from './own-availability';
import type { Inbox } from './use-inbox';

export function useInboxKeys(inbox: Inbox, onNewChat: () => void, runBulk: (change: BulkChange) => unknown): void {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const { data: people = [] } = useQuery(availabilityQuery);
  const own = people.find((one) => one.userId === user.id);
  const setAvailable = useOwnAvailability();
  const group = t('keys.group');
  const { filter, selection } = inbox;
  useShortcuts([
    { keys: 'j', label: t('keys.next'), group, run: () => inbox.move(1) },
    { keys: 'k', label: t('keys.previous'), group, run: () => inbox.move(-1) },
    { keys: 'arrowdown', label: t('keys.next'), group, run: () => inbox.move(1) },
    { keys: 'arrowup', label: t('keys.previous'), group, run: () => inbox.move(-1) },
    {
      keys: 'e',
      label: t('keys.close'),
      group,
      run: () => {
        if (selection.chats.length > 0) runBulk({ verb: 'close' });
        else inbox.changeStatus({ status: inbox.target()?.status === 'closed' ? 'open' : 'closed' });
      },
    },
    { keys: 'a', label: t('keys.assign'), group, run: () => inbox.askMenu('assign') },
    { keys: 's', label: t('keys.snooze'), group, run: () => inbox.askMenu('snooze') },
    { keys: 't', label: t('keys.tag'), group, run: () => inbox.askMenu('tag') },
    { keys: 'u', label: t('keys.unread'), group, run: () => inbox.setFilter({ unread: !filter.unread }) },
    {
      keys: 'x',
      label: t('keys.choose'),
      group,
      run: () => {
        const chat = inbox.list.chats.find((one) => one.id === (inbox.cursorId ?? inbox.openId));
        if (chat && !filter.search) selection.toggle(chat.id, false);
      },
    },
    { keys: 'r', label: t('keys.reply'), group, run: focusComposer },
    {
      keys: '/',
      label: t('keys.search'),
      group,
      run: () => {
        inbox.searchRef.current?.focus();
        inbox.searchRef.current?.select();
      },
    },
    { keys: 'escape', label: t('keys.back'), group, run: inbox.goBack },
    { keys: 'c', label: t('newChat.open'), group, run: onNewChat },
    ...(own
      ? [
          {
            keys: '',
            label: own.available ? t('availability.pause') : t('availability.take'),
            group,
            run: () => setAvailable(!own.available),
          },
        ]
      : []),
  ]);
}
