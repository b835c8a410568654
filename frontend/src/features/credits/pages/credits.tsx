// Credits: what is left, and where they went.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { Skeleton } from '../../../ui/skeleton';
import { StatLine } from '../../../ui/stat-line';
import { Tabs } from '../../../ui/tabs';
import { balanceQuery } from '../api';
import { BalanceBand } from '../balance-band';
import { Budgets } from '../budgets';
import { Statement } from '../statement';
import { TopUpDialog } from '../top-up-dialog';

const views = ['statement', 'budgets'] as const;

export default function CreditsPage() {
  const { t } = useTranslation('credits');
  const mayTopUp = useCan('credits.manage');
  const [params, setParams] = useSearchParams();
  // A launch that fell short leads here with what it lacks.
  const suggested = Number(params.get('topUp')) || undefined;
  const view = params.get('view') === 'budgets' ? 'budgets' : 'statement';
  const [open, setOpen] = useState(mayTopUp && suggested !== undefined);
  const query = useQuery(balanceQuery);
  const slow = useSlow(query.isPending);
  useShortcuts(
    mayTopUp ? [{ keys: 't', label: t('topUp.open'), group: t('common:nav.credits'), run: () => setOpen(true) }] : [],
  );

  function changeOpen(next: boolean) {
    setOpen(next);
    if (!next && suggested !== undefined) setParams({}, { replace: true });
  }

  return (
    <>
      <PageBar
        title={t('common:nav.credits')}
        actions={
          mayTopUp && (
            <Button variant="primary" icon={Plus} shortcut="t" onClick={() => setOpen(true)}>
              {t('topUp.open')}
            </Button>
          )
        }
      />
      {query.isError && !query.data ? (
        <ErrorState error={query.error} title={t('error')} onRetry={() => void query.refetch()} />
      ) : (
        <>
          {query.data ? (
            <BalanceBand credits={query.data} mayTopUp={mayTopUp} />
          ) : (
            slow && (
              <StatLine
                stats={(['balance', 'reserved', 'used'] as const).map((key) => ({
                  key,
                  label: t(key),
                  value: <Skeleton className="my-2 h-3 w-16" />,
                }))}
              />
            )
          )}
          {mayTopUp && (
            <SubBar>
              <Tabs
                value={view}
                onChange={(next) => setParams(next === 'budgets' ? { view: next } : {}, { replace: true })}
                label={t('views.label')}
                items={views.map((value) => ({ value, label: t(`views.${value}`) }))}
              />
            </SubBar>
          )}
          {mayTopUp && view === 'budgets' ? <Budgets /> : <Statement />}
        </>
      )}
      <TopUpDialog open={open} onOpenChange={changeOpen} suggested={suggested} />
    </>
  );
}
