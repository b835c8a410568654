// What is left, held and used, of all and of one's own budget; and a word when it runs low.
import type { OwnCredits } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { Alert } from '../../ui/alert';
import { StatLine } from '../../ui/stat-line';
import { findLow } from './find-low';
import { LowBelow } from './low-below';

export function BalanceBand({ credits, mayTopUp }: { credits: OwnCredits; mayTopUp: boolean }) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const { balance, reserved, used, lowBelow, budget } = credits;
  const low = findLow(credits);
  return (
    <>
      <StatLine
        stats={[
          { key: 'balance', label: t('balance'), value: format.number(balance), note: t('balanceNote') },
          { key: 'reserved', label: t('reserved'), value: format.number(reserved), note: t('reservedNote') },
          { key: 'used', label: t('used'), value: format.number(used), note: t('usedNote') },
          ...(budget
            ? [
                {
                  key: 'budget',
                  label: t('budgets.own'),
                  value: format.number(budget.left),
                  note: t('budgets.leftOf', { number: format.number(budget.allowance) }),
                },
              ]
            : []),
          ...(mayTopUp ? [{ key: 'low', label: t('lowBelow.label'), value: <LowBelow value={lowBelow} /> }] : []),
        ]}
      />
      {low === 'account' && (
        <Alert tone={balance === 0 ? 'danger' : 'warning'} className="flex-none rounded-none px-6! max-tablet:px-4!">
          {balance === 0 ? t('empty') : t('low', { count: balance, number: format.number(balance) })}{' '}
          {mayTopUp ? t('lowTopUp') : t('lowAsk')}
        </Alert>
      )}
      {low === 'budget' && budget && (
        <Alert
          tone={budget.left === 0 ? 'danger' : 'warning'}
          className="flex-none rounded-none px-6! max-tablet:px-4!"
        >
          {budget.left === 0
            ? t('budgets.spent')
            : t('budgets.low', { count: budget.left, number: format.number(budget.left) })}{' '}
          {mayTopUp ? t('budgets.lowRaise') : t('budgets.lowAsk')}
        </Alert>
      )}
    </>
  );
}
