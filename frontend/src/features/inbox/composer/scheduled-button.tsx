// How many messages of this chat wait for their time; pressed, which.
import type { Chat } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { AlarmClock } from 'lucide-react';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';
import { Popover } from '../../../ui/popover';
import { scheduledQuery } from '../thread/api';

const ScheduledList = lazy(() => import('./scheduled-list'));

export function ScheduledButton({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const { data: waiting } = useQuery(scheduledQuery(chat.id));
  if (!waiting || waiting.length === 0) return null;
  return (
    <Popover
      label={t('later.list')}
      side="top"
      align="end"
      className="w-80! p-1!"
      trigger={
        <button
          type="button"
          className="flex h-6 flex-none items-center gap-1 rounded-full bg-hover px-2 text-12 font-medium text-ink-secondary hover:text-ink focus-visible:shadow-focus max-tablet:h-10 max-tablet:px-3"
        >
          <Icon of={AlarmClock} size={14} />
          {t('later.waiting', { count: waiting.length })}
        </button>
      }
    >
      <Suspense fallback={<div className="h-14" />}>
        <ScheduledList messages={waiting} />
      </Suspense>
    </Popover>
  );
}
