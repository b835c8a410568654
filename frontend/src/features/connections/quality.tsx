// How Meta rates a number: quality, how many people a day, how fast.
import { type Connection, messagingTiers } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { cn } from '../../ui/cn';

type Health = NonNullable<Connection['health']>;

const dots: Record<NonNullable<Health['quality']>, string> = {
  green: 'bg-success',
  yellow: 'bg-warning',
  red: 'bg-danger',
  unknown: 'bg-line-control',
};

export function Quality({ health }: { health: Health }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const tier = health.messagingLimit;
  const perDay = tier === null ? undefined : messagingTiers[tier];
  const limit =
    tier === null
      ? null
      : perDay === null
        ? t('health.unlimited')
        : perDay === undefined
          ? tier
          : t('health.perDay', { number: format.number(perDay) });
  return (
    <p className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-12 text-ink-muted">
      {health.quality && (
        <span className="flex items-center gap-1.5">
          <span aria-hidden className={cn('size-2 rounded-full', dots[health.quality])} />
          {t(`health.quality.${health.quality}`)}
        </span>
      )}
      {limit && <span>{limit}</span>}
      {health.throughput === 'HIGH' && <span>{t('health.fast')}</span>}
    </p>
  );
}
