// When the campaign will have finished, as the pace stands now.
import type { LaunchCheck } from '@parley/contract';
import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayForecast } from '../../../lib/campaign-words';
import { useFormat } from '../../../lib/format';
import { useSlow } from '../../../lib/use-slow';
import { Icon } from '../../../ui/icon';
import { Skeleton } from '../../../ui/skeleton';

const minuteMs = 60_000;

/**
 * Messages a minute from start to finish, one decimal; null when it says nothing: no limits, or nights on the way.
 * @param startsAtMs when the first message leaves, milliseconds since 1970
 */
export function rateOf({ audience, estimate }: LaunchCheck, startsAtMs: number): number | null {
  if (estimate.finishesAt === null || estimate.tomorrow > 0 || estimate.heldCount > 0) return null;
  const minutes = (new Date(estimate.finishesAt).getTime() - startsAtMs) / minuteMs;
  // Shorter than a minute, the rate would be a guess.
  return minutes < 1 ? null : Math.round((audience.sendable / minutes) * 10) / 10;
}

interface ForecastProps {
  check: LaunchCheck | undefined;
  checking: boolean;
  startsAtMs: number;
}

export function Forecast({ check, checking, startsAtMs }: ForecastProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const slow = useSlow(checking && !check);
  if (!check) {
    return slow ? <Skeleton shape="block" className="h-14 w-full" /> : null;
  }
  const { estimate, audience } = check;
  const count = audience.sendable;
  const rate = estimate.ratePerMinute > 0 ? rateOf(check, startsAtMs) : null;
  const people = t('forecast.people', { count, number: format.number(count) });
  return (
    <div role="status" className="flex items-start gap-3 rounded-md bg-sunken px-4 py-3 text-13">
      <Icon of={Timer} className="mt-0.5 text-ink-muted" />
      <span className="grid">
        <b className="font-medium">
          {estimate.finishesAt
            ? sayForecast(t, format, {
                finishesAt: estimate.finishesAt,
                tomorrow: estimate.tomorrow,
                held: estimate.heldUntil ? { count: estimate.heldCount, until: estimate.heldUntil } : null,
              })
            : t('forecast.unknown', { people })}
        </b>
        <span className="text-ink-muted">
          {people}. {rate !== null && t('forecast.rate', { rate: format.number(rate) })}
          {estimate.ratePerMinute === 0 && t('forecast.unlimited')}
        </span>
      </span>
    </div>
  );
}
