// How long a chat may still be answered freely, where that is soon over; or that it is over.
import type { Chat } from '@parley/contract';
import { Hourglass, LockKeyhole } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import { useNow } from '../../../ui/relative-time';

const hourMs = 3_600_000;
/** From here on the time left is worth a place in the row, and from an hour on a colour. */
const soonMs = 4 * hourMs;

/** Nothing while there is plenty of time, or no window at all. */
export function judgeWindow(
  closesAt: string | null,
  nowMs: number,
): { leftMs: number; urgent: boolean } | 'closed' | null {
  if (closesAt === null) return null;
  const leftMs = Date.parse(closesAt) - nowMs;
  if (leftMs <= 0) return 'closed';
  return leftMs <= soonMs ? { leftMs, urgent: leftMs <= hourMs } : null;
}

export function WindowMark({ chat }: { chat: Chat }) {
  const { t } = useTranslation('inbox');
  const format = useFormat();
  const state = judgeWindow(chat.windowClosesAt, useNow());
  if (state === null) return null;
  if (state === 'closed') {
    return (
      <span role="img" aria-label={t('row.windowClosed')} title={t('row.windowClosed')} className="text-ink-muted">
        <Icon of={LockKeyhole} size={12} />
      </span>
    );
  }
  const left = format.duration(state.leftMs > hourMs ? Math.floor(state.leftMs / hourMs) * hourMs : state.leftMs);
  return (
    <span
      title={t('row.windowCloses', { left })}
      className={cn(
        'tabular flex flex-none items-center gap-[3px] text-11 font-medium whitespace-nowrap',
        state.urgent ? 'text-warning' : 'text-ink-muted',
      )}
    >
      <Icon of={Hourglass} size={12} />
      <span className="sr-only">{t('row.windowCloses', { left })}</span>
      <span aria-hidden>{left}</span>
    </span>
  );
}
