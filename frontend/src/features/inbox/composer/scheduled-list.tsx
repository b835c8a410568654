// Messages that wait for their time: when, what, and taking each back.
import type { Message } from '@parley/contract';
import { X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useFormat } from '../../../lib/format';
import { IconButton } from '../../../ui/icon-button';
import { notifyError } from '../../../ui/toast';
import { useRemoveMessage } from '../thread/api';

export default function ScheduledList({ messages }: { messages: readonly Message[] }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const { mutate: cancel, variables, isPending } = useRemoveMessage();
  return (
    <ul className="max-h-72 overflow-y-auto">
      {messages.map((message) => (
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
  );
}
