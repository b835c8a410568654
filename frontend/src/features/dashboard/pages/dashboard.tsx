// The day at a glance: numbers, what runs, what needs a person, what happened.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/format';
import { overviewQuery } from '../../../lib/overview';
import { useCan, useSession } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageBar } from '../../../ui/page-bar';
import { Activity } from '../sections/activity';
import { Balance } from '../sections/balance';
import { Day } from '../sections/day';
import { FirstSteps, useFirstSteps } from '../sections/first-steps';
import { Health } from '../sections/health';
import { Running } from '../sections/running';
import { Today, TodaySkeleton } from '../sections/today';

export default function DashboardPage() {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { tenant } = useSession();
  const query = useQuery(overviewQuery);
  const steps = useFirstSteps(query.data);
  const slow = useSlow(query.isPending);
  const maySeeCampaigns = useCan('campaigns.read');
  const mayCreate = useCan('campaigns.manage');
  const maySeeConnections = useCan('connections.read');
  const maySeeActivity = useCan('stats.read');
  const overview = query.data;
  // Nothing is here to be counted yet: the first steps stand alone.
  const untouched = steps !== null && overview?.contacts.total === 0 && overview.connections.total === 0;

  return (
    <>
      <PageBar
        title={t('common:nav.dashboard')}
        aside={
          <span className="truncate text-12 text-ink-muted max-tablet:hidden">
            <bdi>{tenant.name}</bdi> · {format.day(Date.now())}
          </span>
        }
        actions={
          mayCreate && (
            <Button variant={steps ? 'secondary' : 'primary'} asChild>
              <Link to="/campaigns/new">
                <Icon of={Plus} />
                {t('campaigns:list.new')}
              </Link>
            </Button>
          )
        }
      />
      {query.isError && !overview ? (
        <ErrorState error={query.error} title={t('error')} onRetry={() => void query.refetch()} />
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          {steps && <FirstSteps steps={steps} />}
          {!untouched && (overview ? <Today overview={overview} /> : slow && <TodaySkeleton />)}
          {!untouched && (
            <div className="grid grid-cols-[minmax(0,3fr)_minmax(320px,2fr)] max-desktop:grid-cols-1">
              <div className="min-w-0">
                {maySeeCampaigns && <Running />}
                {overview && <Day hours={overview.hours} />}
              </div>
              <div className="min-w-0 border-line desktop:border-s">
                {maySeeConnections && <Health />}
                {overview?.credits && <Balance credits={overview.credits} />}
                {maySeeActivity && <Activity />}
              </div>
            </div>
          )}
        </div>
      )}
    </>
  );
}
