// Credits that are left, beside what is held and used.
import type { Credits } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { FormattedNumber } from '../../../ui/formatted-number';
import { Section } from './section';

export function Balance({ credits }: { credits: Credits }) {
  const { t } = useTranslation('dashboard');
  const { balance, reserved, used, lowBelow } = credits;
  return (
    <Section title={t('balance.title')} more={{ to: '/credits', label: t('balance.all') }}>
      <p className="flex flex-wrap items-baseline gap-x-2 text-13 text-ink-muted">
        <FormattedNumber value={balance} className="text-20 font-semibold text-ink" />
        {t('balance.left')}
        <span className="ms-auto flex gap-4 text-12">
          <span>
            {t('balance.held')} <FormattedNumber value={reserved} className="font-medium text-ink" />
          </span>
          <span>
            {t('balance.used')} <FormattedNumber value={used} className="font-medium text-ink" />
          </span>
        </span>
      </p>
      {balance > 0 && balance < lowBelow && <p className="mt-1 text-12 text-warning">{t('balance.low')}</p>}
      {balance === 0 && <p className="mt-1 text-12 text-danger">{t('balance.empty')}</p>}
    </Section>
  );
}
