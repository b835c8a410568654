// Under the name: who writes just now; else where this chat runs, whether that works, and what is unusual about it.
import type { Chat, ChatViewer } from '@parley/contract';
import { AlarmClock, BotOff, CircleCheck, CirclePause, TriangleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { useContactTyping } from '../presence';

const quiet = 'flex min-w-0 items-center gap-[5px] truncate text-12 text-ink-muted';

export function HeaderLine({ chat, typing }: { chat: Chat; typing: ChatViewer[] }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const contactTypes = useContactTyping(chat.id);
  if (typing.length > 0) {
    const names = format.list(typing.map((viewer) => viewer.name));
    return (
      <p role="status" className="truncate text-12 font-medium text-accent-text">
        {t('presence.typing', { count: typing.length, names })}
      </p>
    );
  }
  if (contactTypes) {
    return (
      <p role="status" className="truncate text-12 font-medium text-accent-text">
        {t('presence.contactTyping', { name: chat.contactName })}
      </p>
    );
  }
  return (
    <p className={quiet}>
      <Unusual chat={chat} />
      {!isUnusual(chat) && <span className="flex-none max-tablet:hidden">{t(`common:channels.${chat.channel}`)}</span>}
      <span aria-hidden className={isUnusual(chat) ? undefined : 'max-tablet:hidden'}>
        ·
      </span>
      <bdi className="truncate">{chat.connectionName}</bdi>
    </p>
  );
}

function isUnusual(chat: Chat): boolean {
  return chat.connectionState !== 'connected' || chat.status !== 'open' || chat.takeover !== null;
}

/** Said first, because it explains why something here is not as usual. */
function Unusual({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const look = 'flex flex-none items-center gap-1 font-medium';
  return (
    <>
      {chat.connectionState !== 'connected' && (
        <span className={`${look} text-warning`}>
          <Icon of={TriangleAlert} size={12} />
          {t('header.notConnected')}
        </span>
      )}
      {chat.status === 'closed' && (
        <span className={look}>
          <Icon of={CircleCheck} size={12} />
          {t('header.closed')}
        </span>
      )}
      {chat.status === 'pending' && (
        <span className={look}>
          <Icon of={CirclePause} size={12} />
          {t('header.pending')}
        </span>
      )}
      {chat.status === 'snoozed' && chat.snoozedUntil && (
        <span className={look}>
          <Icon of={AlarmClock} size={12} />
          {t('header.snoozed', { until: format.until(chat.snoozedUntil) })}
        </span>
      )}
      {chat.takeover && (
        <span className={look} title={t('header.silentHelp')}>
          <Icon of={BotOff} size={12} />
          <span className="max-desktop:sr-only">{t('header.silent')}</span>
        </span>
      )}
    </>
  );
}
