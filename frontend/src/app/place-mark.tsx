// What waits at a place: unread chats, running campaigns, a connection in trouble, the credit balance.
import type { Overview } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format';

/** In a narrow rail only a dot at the corner remains. */
const narrowDot =
  'group-data-collapsed/rail:absolute group-data-collapsed/rail:end-1 group-data-collapsed/rail:top-1 max-desktop:absolute max-desktop:end-1 max-desktop:top-1';
const wideOnly = 'group-data-collapsed/rail:sr-only max-desktop:sr-only';

export function PlaceMark({ place, overview }: { place: string; overview: Overview | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (!overview) return null;
  const { chats, campaigns, connections, credits } = overview;

  if (place === 'inbox' && chats.unread > 0) {
    return (
      <span className="ms-auto flex items-center">
        <span className={`tabular text-12 text-ink-muted ${wideOnly}`}>
          {format.number(chats.unread)}
          <span className="sr-only"> {t('marks.unread')}</span>
        </span>
        <i
          aria-hidden
          className={`hidden size-1.5 rounded-full bg-accent-text group-data-collapsed/rail:block max-desktop:block ${narrowDot}`}
        />
      </span>
    );
  }
  if (place === 'campaigns' && campaigns.running > 0) {
    return (
      <span className="tabular ms-auto flex items-center gap-[5px] text-12 text-accent-text">
        <i aria-hidden className={`size-1.5 rounded-full bg-current ${narrowDot}`} />
        <span className={wideOnly}>
          {format.number(campaigns.running)}
          <span className="sr-only"> {t('marks.running')}</span>
        </span>
      </span>
    );
  }
  if (place === 'connections' && connections.total > 0) {
    const troubled = connections.total - connections.connected;
    const words =
      troubled > 0 ? t('marks.troubled', { count: troubled, total: connections.total }) : t('marks.healthy');
    return (
      <span title={words} className="ms-auto me-0.5">
        <i
          aria-hidden
          className={`block size-2 rounded-full ${troubled > 0 ? 'bg-data-failed' : 'bg-success'} ${narrowDot}`}
        />
        <span className="sr-only">{words}</span>
      </span>
    );
  }
  if (place === 'credits' && credits) {
    return (
      <span className={`tabular ms-auto text-12 text-ink-muted ${wideOnly}`}>{format.number(credits.balance)}</span>
    );
  }
  return null;
}
