// What waits for its time in this chat: when, what, and taking it back.
import type { Chat } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { AlarmClock, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';
import { IconButton } from '../../../ui/icon-button';
import { Popover } from '../../../ui/popover';
import { notifyError } from '../../../ui/toast';
import { scheduledQuery, useRemoveMessage } from '../thread/api';

export function ScheduledButton({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { data: waiting } = useQuery(scheduledQuery(chat.id));
  const { mutate: cancel, variables, isPending } = useRemoveMessage();
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
      <ul className="max-h-72 overflow-y-auto">
        {waiting.map((message) => (
          <li key={message.id} className="flex items-start gap-2 rounded-[5px] py-1.5 ps-2 pe-1 hover:bg-hover">
            <span className="min-w-0 flex-1">
              <span className="tabular block text-12 text-ink-muted">
                {message.scheduledAt && format.dateTime(message.scheduledAt)}
              </span>
              <span dir="auto" className="line-clamp-2">
                {message.text ?? t(`kinds.${message.kind}`)}
              </span>
            </span>
            <IconButton
              icon={X}
              size="sm"
              label={t('later.cancel')}
              busy={isPending && variables?.id === message.id}
              disabled={!message.abilities.remove}
              onClick={() => cancel(message, { onError: (error) => notifyError(sayError(t, error)) })}
            />
          </li>
        ))}
      </ul>
    </Popover>
  );
}
