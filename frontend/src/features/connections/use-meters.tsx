// Today's use of a number against its limits: a limit that is not set shows the count alone.
import type { Connection } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { FormattedNumber } from '../../ui/formatted-number';
import { Meter } from '../../ui/meter';

export function UseMeters({ connection }: { connection: Connection }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  const { use, pacing, state, warmUp } = connection;
  const perDay = warmUp ? Math.min(warmUp.perDayNow, pacing.perDay ?? warmUp.perDayNow) : pacing.perDay;
  const meters = [
    { key: 'minute', value: use.minute, max: pacing.perMinute },
    { key: 'hour', value: use.hour, max: pacing.perHour },
    { key: 'day', value: use.day, max: perDay },
  ] as const;
  return (
    <dl className="mt-auto grid grid-cols-3 gap-4 border-t border-line px-4 pt-2.5 pb-3.5 text-12 text-ink-muted">
      {meters.map(({ key, value, max }) => (
        <div key={key}>
          <dt>{t(`use.${key}`)}</dt>
          <dd className="tabular whitespace-nowrap">
            <FormattedNumber value={value} className="font-medium text-ink" />{' '}
            {max === null ? t('use.sent') : t('use.of', { max: format.number(max) })}
            {max !== null && (
              <Meter
                value={value}
                max={max}
                kind={state === 'connected' || state === 'connecting' ? 'limit' : 'off'}
                label={t(`use.${key}`)}
                className="mt-[5px]"
              />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}
