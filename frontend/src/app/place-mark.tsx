// What waits at a place: unread chats, running campaigns, a connection in trouble, the credit balance.
import type { Overview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format';

/** At the end of the row; in a narrow rail at the icon's corner, out of the row's flow. */
const place =
  'ms-auto flex items-center group-data-collapsed/rail:absolute group-data-collapsed/rail:end-1 group-data-collapsed/rail:top-1 max-desktop:absolute max-desktop:end-1 max-desktop:top-1';
const wideOnly = 'group-data-collapsed/rail:sr-only max-desktop:sr-only';
const narrowOnly = 'hidden group-data-collapsed/rail:block max-desktop:block';

export function PlaceMark({ of, overview }: { of: string; overview: Overview | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!overview) return null;
  const { chats, campaigns, connections, credits } = overview;

  if (of === 'inbox' && chats.unread > 0) {
    return (
      <span className={place}>
        <i aria-hidden className={`size-1.5 rounded-full bg-accent-text ${narrowOnly}`} />
        <span className={`tabular text-12 text-ink-muted ${wideOnly}`}>
          {format.number(chats.unread)}
          <span className="sr-only"> {t('marks.unread')}</span>
        </span>
      </span>
    );
  }
  if (of === 'campaigns' && campaigns.running > 0) {
    return (
      <span className={`${place} gap-[5px] text-12 text-accent-text`}>
        <i aria-hidden className="size-1.5 rounded-full bg-current" />
        <span className={`tabular ${wideOnly}`}>
          {format.number(campaigns.running)}
          <span className="sr-only"> {t('marks.running')}</span>
        </span>
      </span>
    );
  }
  if (of === 'connections' && connections.total > 0) {
    const troubled = connections.total - connections.connected;
    const words =
      troubled > 0 ? t('marks.troubled', { count: troubled, total: connections.total }) : t('marks.healthy');
    return (
      <span title={words} className={`${place} pe-0.5`}>
        <i aria-hidden className={`block size-2 rounded-full ${troubled > 0 ? 'bg-data-failed' : 'bg-success'}`} />
        <span className="sr-only">{words}</span>
      </span>
    );
  }
  if (of === 'credits' && credits) {
    const low = credits.balance < credits.lowBelow;
    return (
      <span
        title={low ? t('marks.creditsLow') : undefined}
        className={`tabular ms-auto text-12 ${low ? 'font-medium text-warning' : 'text-ink-muted'} ${wideOnly}`}
      >
        {format.number(credits.balance)}
        {low && <span className="sr-only"> {t('marks.creditsLow')}</span>}
      </span>
    );
  }
  return null;
}
