// When the campaign will have finished, as the pace stands now.
import type { LaunchCheck } from '@parley/contract';
import { Timer } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { useSlow } from '../../../lib/use-slow';
import { Icon } from '../../../ui/icon';
import { Skeleton } from '../../../ui/skeleton';

export function Forecast({ check, checking }: { check: LaunchCheck | undefined; checking: boolean }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const slow = useSlow(checking && !check);
  if (!check) {
    return slow ? <Skeleton shape="block" className="h-14 w-full" /> : null;
  }
  const { estimate, audience } = check;
  const count = audience.sendable;
  const people = t('forecast.people', { count, number: format.number(count) });
  return (
    <div role="status" className="flex items-start gap-3 rounded-md bg-sunken px-4 py-3 text-13">
      <Icon of={Timer} className="mt-0.5 text-ink-muted" />
      <span className="grid">
        <b className="font-medium">
          {estimate.finishesAt
            ? t('forecast.finishes', { people, time: format.until(estimate.finishesAt) })
            : t('forecast.unknown', { people })}
        </b>
        <span className="text-ink-muted">
          {estimate.ratePerMinute > 0
            ? t('forecast.rate', { rate: format.number(Math.round(estimate.ratePerMinute * 10) / 10) })
            : t('forecast.unlimited')}
          {estimate.tomorrow > 0 && (
            <> {t('forecast.tomorrow', { count: estimate.tomorrow, number: format.number(estimate.tomorrow) })}</>
          )}
        </span>
      </span>
    </div>
  );
}
