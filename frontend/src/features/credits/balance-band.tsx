// What is left, held and used; and a word when it runs low.
import type { Credits } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { Alert } from '../../ui/alert';
import { StatLine } from '../../ui/stat-line';

/** Fewer than this many, or than a tenth of all there ever were, is worth a word. */
const lowBelow = 20;
const lowShare = 0.1;

export function isLow({ balance, reserved, used }: Credits): boolean {
  return balance < Math.max(lowBelow, (balance + reserved + used) * lowShare);
}

export function BalanceBand({ credits, mayTopUp }: { credits: Credits; mayTopUp: boolean }) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const { balance, reserved, used } = credits;
  return (
    <>
      <StatLine
        stats={[
          { key: 'balance', label: t('balance'), value: format.number(balance), note: t('balanceNote') },
          { key: 'reserved', label: t('reserved'), value: format.number(reserved), note: t('reservedNote') },
          { key: 'used', label: t('used'), value: format.number(used), note: t('usedNote') },
        ]}
      />
      {isLow(credits) && (
        <Alert tone={balance === 0 ? 'danger' : 'warning'} className="flex-none rounded-none px-6! max-tablet:px-4!">
          {balance === 0 ? t('empty') : t('low', { count: balance, number: format.number(balance) })}{' '}
          {mayTopUp ? t('lowTopUp') : t('lowAsk')}
        </Alert>
      )}
    </>
  );
}
