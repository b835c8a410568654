// The time left to answer freely, ticking; amber in its last hour.
import { Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { asClock } from '../../../lib/use-seconds';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import type { AnswerWindow } from './window';

export function WindowChip({ answering }: { answering: AnswerWindow }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  if (answering.state !== 'open') return null;
  const { leftMs, urgent } = answering;
  const left = urgent ? asClock(leftMs) : format.duration(leftMs);
  return (
    <span
      title={t('window.help')}
      className={cn(
        'tabular flex h-6 flex-none items-center gap-1 rounded-full px-2 text-12 font-medium',
        urgent ? 'bg-warning-soft text-warning' : 'text-ink-muted',
      )}
    >
      <Icon of={Hourglass} size={12} />
      <span className="sr-only">{t('row.windowCloses', { left: format.duration(leftMs) })}</span>
      <bdi aria-hidden>{left}</bdi>
    </span>
  );
}
