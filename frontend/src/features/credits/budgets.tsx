// What each member may spend, has spent and holds; the limit is changed where it is read.
import type { CreditBudget } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Users } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { useSlow } from '../../lib/use-slow';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { FormattedNumber } from '../../ui/formatted-number';
import { InlineText } from '../../ui/inline-text';
import { Meter } from '../../ui/meter';
import { SkeletonRows } from '../../ui/skeleton';
import { Table, Td, Th, Tr } from '../../ui/table';
import { budgetsQuery, useSetBudget } from './api';

const wholeNumber = /^\d{1,9}$/;

export function Budgets() {
  const { t } = useTranslation('credits');
  const query = useQuery(budgetsQuery);
  const slow = useSlow(query.isPending);
  if (query.isError && !query.data)
    return <ErrorState error={query.error} title={t('budgets.error')} onRetry={() => void query.refetch()} />;
  if (!query.data) return slow && <SkeletonRows rows={6} />;
  if (query.data.length === 0) return <EmptyState icon={Users} title={t('budgets.none')} />;
  return (
    <div className="min-h-0 flex-1 overflow-auto">
      <p className="px-6 py-3 text-13 text-ink-muted max-tablet:px-4">{t('budgets.help')}</p>
      <Table stack roomy aria-label={t('budgets.title')}>
        <thead>
          <tr>
            <Th>{t('budgets.member')}</Th>
            <Th>{t('budgets.limit')}</Th>
            <Th className="w-56">{t('budgets.spentOf')}</Th>
            <Th numeric>{t('used')}</Th>
            <Th numeric>{t('reserved')}</Th>
            <Th numeric>{t('budgets.left')}</Th>
          </tr>
        </thead>
        <tbody>
          {query.data.map((budget) => (
            <BudgetRow key={budget.userId} budget={budget} />
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function BudgetRow({ budget }: { budget: CreditBudget }) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const change = useSetBudget();
  const { userId, name, role, allowance, used, reserved, left } = budget;
  const spent = used + reserved;
  const words =
    allowance === null
      ? t('budgets.unlimited')
      : t('budgets.spentWords', { spent: format.number(spent), allowance: format.number(allowance) });

  return (
    <Tr>
      <Td>
        <bdi className="block truncate font-medium match-parent">{name}</bdi>
        <span className="text-12 text-ink-muted">{t(`common:roles.${role}`)}</span>
      </Td>
      <Td>
        <span className="-ms-2 block w-32 max-tablet:ms-0 max-tablet:w-28">
          <InlineText
            label={t('budgets.limitOf', { name })}
            value={allowance === null ? '' : String(allowance)}
            shown={
              allowance === null ? (
                <span className="text-ink-muted">{t('budgets.unlimited')}</span>
              ) : (
                <FormattedNumber value={allowance} />
              )
            }
            dir="ltr"
            editable
            maxLength={9}
            check={(text) => (text.trim() === '' || wholeNumber.test(text.trim()) ? undefined : t('budgets.invalid'))}
            onSave={(text) =>
              change.mutateAsync({ userId, allowance: text.trim() === '' ? null : Number(text.trim()) })
            }
          />
        </span>
      </Td>
      <Td onPhone="wide">
        {allowance !== null && <Meter value={spent} max={allowance} label={`${name}: ${words}`} kind="limit" />}
        <span className="mt-1 block text-12 text-ink-muted">{words}</span>
      </Td>
      <Td numeric onPhone="hidden">
        <FormattedNumber value={used} />
      </Td>
      <Td numeric onPhone="hidden">
        <FormattedNumber value={reserved} />
      </Td>
      <Td numeric onPhone="hidden">
        {left === null ? <span className="text-ink-muted">–</span> : <FormattedNumber value={left} />}
      </Td>
    </Tr>
  );
}
