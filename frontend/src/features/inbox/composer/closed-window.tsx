// The time to answer freely is over, or never began: an approved template where the channel has them, else what else can be done.
import type { Chat, Connection } from '@parley/contract';
import { LockKeyhole, NotebookPen } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Spinner } from '../../../ui/spinner';
import { composerId } from './composer-id';
import { ScheduledButton } from './scheduled-button';
import { usesTemplates } from './window';

const TemplatePicker = lazy(() => import('./template-picker'));

export interface ClosedWindowProps {
  chat: Chat;
  connection: Connection | undefined;
  everWrote: boolean;
  onNote: () => void;
}

export default function ClosedWindow({ chat, connection, everWrote, onNote }: ClosedWindowProps) {
  const { t } = useTranslation('inbox');
  const [picking, setPicking] = useState(false);
  const templates = usesTemplates(chat.channel, connection?.capabilities);
  const hours = connection?.capabilities.windowHours ?? 24;
  const name = chat.contactName;
  return (
    <div className="mx-4 rounded-md border border-line-strong bg-sunken max-tablet:mx-0 max-tablet:rounded-none max-tablet:border-x-0 max-tablet:border-b-0">
      <div className="flex items-start gap-3 p-3">
        <Icon of={LockKeyhole} className="mt-0.5 text-ink-muted" />
        <div className="min-w-0 flex-1 text-13">
          <p className="font-medium">{everWrote ? t('window.closed') : t('window.neverWrote', { name })}</p>
          <p className="text-ink-muted">
            {templates
              ? t('window.useTemplate', { name, count: hours })
              : t('window.waitForThem', { name, count: hours })}
          </p>
        </div>
      </div>
      <div className="flex flex-wrap items-center justify-end gap-2 px-3 pb-2">
        <ScheduledButton chat={chat} />
        <Button variant="ghost" icon={NotebookPen} shortcut="n" onClick={onNote}>
          {t('composer.writeNote')}
        </Button>
        {templates && (
          <Button id={composerId} variant="primary" onClick={() => setPicking(true)}>
            {t('templatePicker.open')}
          </Button>
        )}
      </div>
      {picking && (
        <Suspense fallback={<Spinner className="mx-auto mb-3" />}>
          <TemplatePicker chat={chat} onClose={() => setPicking(false)} />
        </Suspense>
      )}
    </div>
  );
}
