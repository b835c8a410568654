// Campaigns that move, rest or wait, with their live bars.
import type { Campaign } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CalendarClock, Megaphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sayPace } from '../../../lib/campaign-words';
import { activeCampaignsQuery, countAudience, countDone, shareDone } from '../../../lib/campaigns';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { FormattedPercent } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { splitCumulative } from '../../../ui/outcomes';
import { ProgressBar } from '../../../ui/progress-bar';
import { Skeleton } from '../../../ui/skeleton';
import { Status } from '../../../ui/status';
import { TextLink } from '../../../ui/text-link';
import { Section } from './section';

const shownMax = 6;

export function Running() {
  const { t } = useTranslation('dashboard');
  const mayCreate = useCan('campaigns.manage');
  const query = useQuery(activeCampaignsQuery);
  const slow = useSlow(query.isPending);
  const campaigns = query.data ?? [];
  return (
    <Section title={t('running.title')} more={{ to: '/campaigns', label: t('running.all') }}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {slow && (
        <div aria-hidden className="grid gap-2 py-3">
          <Skeleton className="w-40" />
          <Skeleton className="h-1.5 w-full" />
        </div>
      )}
      {query.isSuccess && campaigns.length === 0 && (
        <p className="flex items-center gap-2 py-3 text-13 text-ink-muted">
          <Icon of={Megaphone} flip />
          {t('running.none')}
          {mayCreate && <TextLink to="/campaigns/new">{t('running.new')}</TextLink>}
        </p>
      )}
      <ul>
        {campaigns.slice(0, shownMax).map((campaign) => (
          <RunningRow key={campaign.id} campaign={campaign} />
        ))}
      </ul>
    </Section>
  );
}

function RunningRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { progress, status } = campaign;
  const pace = sayPace(campaign, t, format);
  const words = t('campaigns:progress.of', {
    done: format.number(countDone(progress)),
    total: format.number(countAudience(progress)),
  });
  return (
    <li className="grid gap-1.5 border-line py-2.5 text-13 not-first:border-t">
      <span className="flex items-center gap-3">
        <Link
          to={`/campaigns/${campaign.id}`}
          className="min-w-0 truncate rounded-xs font-medium match-parent hover:underline"
        >
          <bdi>{campaign.name}</bdi>
        </Link>
        {status === 'scheduled' ? (
          <Status icon={CalendarClock} tone="info">
            {t('campaigns:states.scheduled')}
          </Status>
        ) : (
          <Status icon={status === 'paused' ? 'paused' : 'running'} tone={status === 'paused' ? 'warning' : 'accent'}>
            {t(`campaigns:states.${status}`)}
          </Status>
        )}
        <span className="tabular ms-auto min-w-0 truncate text-12 text-ink-muted max-tablet:hidden">
          {[pace.first, pace.second].filter(Boolean).join(' · ')}
        </span>
      </span>
      {status !== 'scheduled' && (
        <span className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3">
          <ProgressBar
            counts={splitCumulative(progress)}
            total={countAudience(progress)}
            label={t('campaigns:progress.label', { words })}
          />
          <span className="tabular text-12 text-ink-muted">
            <FormattedPercent share={shareDone(progress)} className="font-medium text-ink" /> {words}
          </span>
        </span>
      )}
    </li>
  );
}
