// How a template is used: figures of the campaigns that were sent with it.
import type { Template } from '@parley/contract';
import { ChartNoAxesColumn } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../../ui/empty-state';
import { FormattedNumber, FormattedPercent } from '../../../ui/formatted-number';
import { RelativeTime } from '../../../ui/relative-time';

export function UsageFigures({ template }: { template: Template }) {
  const { t } = useTranslation('templates');
  const { totalUses, lastUsed, successRate, replyRate } = template.usageStats;
  if (totalUses === 0) {
    return (
      <EmptyState icon={ChartNoAxesColumn} title={t('usage.none')}>
        {t('usage.noneHelp')}
      </EmptyState>
    );
  }
  const share = (value: number | null) => (value === null ? '–' : <FormattedPercent share={value / 100} />);
  const figures = [
    { label: t('usage.campaigns'), value: <FormattedNumber value={totalUses} /> },
    { label: t('usage.arrived'), value: share(successRate) },
    { label: t('usage.replied'), value: share(replyRate) },
    { label: t('usage.lastUsed'), value: lastUsed ? <RelativeTime at={lastUsed} /> : '–' },
  ];
  return (
    <dl className="grid">
      {figures.map(({ label, value }) => (
        <div key={label} className="flex items-baseline justify-between border-b border-line py-2.5 last:border-0">
          <dt className="text-13 text-ink-muted">{label}</dt>
          <dd className="tabular text-14 font-semibold">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
