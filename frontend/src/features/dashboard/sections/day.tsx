// Messages of the last 24 hours, as a drawing or as a table.
import type { Overview } from '@parley/contract';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { FormattedNumber } from '../../../ui/formatted-number';
import { SegmentedControl } from '../../../ui/segmented-control';
import { Skeleton } from '../../../ui/skeleton';
import { Section } from './section';

const DayChart = lazy(() => import('./day-chart'));

export function Day({ hours }: { hours: Overview['hours'] }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const sent = hours.reduce((sum, hour) => sum + hour.sent, 0);
  const received = hours.reduce((sum, hour) => sum + hour.received, 0);
  return (
    <Section
      title={t('day.title')}
      aside={
        <SegmentedControl
          label={t('day.view')}
          value={view}
          onChange={setView}
          segments={[
            { value: 'chart', label: t('day.chart') },
            { value: 'table', label: t('day.table') },
          ]}
        />
      }
    >
      <p className="mb-2 flex gap-5 text-12 text-ink-muted">
        <Key colour="var(--data-read)" label={t('day.sent')} value={sent} />
        <Key colour="var(--data-uncertain)" label={t('day.received')} value={received} />
      </p>
      {view === 'chart' ? (
        <figure aria-label={t('day.described', { sent: format.number(sent), received: format.number(received) })}>
          <Suspense fallback={<Skeleton shape="block" className="h-40 w-full" />}>
            <DayChart hours={hours} />
          </Suspense>
        </figure>
      ) : (
        <HourTable hours={hours} />
      )}
    </Section>
  );
}

function Key({ colour, label, value }: { colour: string; label: string; value: number }) {
  return (
    <span className="flex items-center gap-1.5">
      <i aria-hidden className="size-2 rounded-full" style={{ background: colour }} />
      {label}
      <FormattedNumber value={value} className="font-medium text-ink" />
    </span>
  );
}

function HourTable({ hours }: { hours: Overview['hours'] }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div className="h-40 overflow-y-auto focus-visible:shadow-focus-inset" tabIndex={0}>
      <table className="w-full text-13">
        <caption className="sr-only">{t('day.title')}</caption>
        <thead>
          <tr className="text-12 text-ink-muted">
            <th scope="col" className="sticky top-0 bg-surface py-1 text-start font-medium">
              {t('day.hour')}
            </th>
            <th scope="col" className="sticky top-0 bg-surface py-1 text-end font-medium">
              {t('day.sent')}
            </th>
            <th scope="col" className="sticky top-0 bg-surface py-1 text-end font-medium">
              {t('day.received')}
            </th>
          </tr>
        </thead>
        <tbody>
          {hours.map((hour) => (
            <tr key={hour.at}>
              <th scope="row" className="tabular border-t border-line py-1 text-start font-regular">
                {format.time(hour.at)}
              </th>
              <td className="tabular border-t border-line py-1 text-end">{format.number(hour.sent)}</td>
              <td className="tabular border-t border-line py-1 text-end">{format.number(hour.received)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
