// What holds a running campaign back: people whose night it is, and a line that its provider slowed down.
import type { Campaign } from '@parley/contract';
import { Gauge, Moon } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useCountryName } from '../../../lib/country-name';
import { useFormat } from '../../../lib/format';
import { Icon } from '../../../ui/icon';

/** Groups named one by one; the rest is in the sum. */
const named = 3;

export function PaceNote({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const nameOf = useCountryName();
  const { status, progress } = campaign;
  const { heldCount, nextDueAt, holds, slowDown } = progress;
  if (status !== 'running' || (heldCount === 0 && !slowDown)) return null;
  const groups = holds.slice(0, named).map(({ country, count, until }) =>
    t('tempo.heldGroup', {
      country: country ? nameOf(country) : t('tempo.noCountry'),
      number: format.number(count),
      time: format.until(until),
    }),
  );
  return (
    <div
      role="status"
      className="grid flex-none gap-1 border-b border-line bg-sunken px-6 py-2.5 text-13 max-tablet:px-4"
    >
      {slowDown && (
        <p className="flex items-start gap-2">
          <Icon of={Gauge} size={16} className="mt-0.5 text-warning" />
          {t('tempo.slowNote', { percent: format.percent(slowDown.speed), time: format.time(slowDown.fullAt) })}
        </p>
      )}
      {heldCount > 0 && nextDueAt && (
        <p className="flex items-start gap-2">
          <Icon of={Moon} size={16} className="mt-0.5 text-ink-muted" />
          <span>
            {t('tempo.heldNote', { count: heldCount, number: format.number(heldCount), time: format.until(nextDueAt) })}{' '}
            {holds.length > 1 && <span className="text-ink-muted">{groups.join(' · ')}</span>}
          </span>
        </p>
      )}
    </div>
  );
}
