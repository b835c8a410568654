// All campaigns, with live bars; the way to a new one.
import type { CampaignStatus } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Megaphone, Plus, Search, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { activeCampaignsQuery, type CampaignFilter, campaignsPerPage, campaignsQuery } from '../../../lib/campaigns';
import { overviewQuery } from '../../../lib/overview';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useDebounced } from '../../../lib/use-debounced';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Input } from '../../../ui/input';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { Pagination } from '../../../ui/pagination';
import { Tabs } from '../../../ui/tabs';
import { CampaignTable, CampaignTableSkeleton, groupCampaigns } from '../list/campaign-table';
import { ListStats } from '../list/list-stats';

const tabs = ['all', 'running', 'paused', 'scheduled', 'draft', 'completed'] as const satisfies readonly (
  | CampaignStatus
  | 'all'
)[];
type Tab = (typeof tabs)[number];

function toTab(value: string | null): Tab {
  return tabs.find((tab) => tab === value) ?? 'all';
}

export default function CampaignListPage() {
  const { t } = useTranslation('campaigns');
  const navigate = useNavigate();
  const mayCreate = useCan('campaigns.manage');
  const [params, setParams] = useSearchParams();
  const tab = toTab(params.get('status'));
  const page = Math.max(1, Number(params.get('page')) || 1);
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const searchField = useRef<HTMLInputElement>(null);

  const { data: overview } = useQuery(overviewQuery);
  const create = () => void navigate('/campaigns/new');
  const group = t('common:nav.campaigns');
  useShortcuts([
    ...(mayCreate ? [{ keys: 'c', label: t('list.new'), group, run: create }] : []),
    { keys: '/', label: t('list.search'), group, run: () => searchField.current?.focus() },
  ]);

  const counts: Partial<Record<Tab, number>> = overview?.campaigns ?? {};

  return (
    <>
      <PageBar
        title={t('common:nav.campaigns')}
        actions={
          <>
            <Input
              ref={searchField}
              quiet
              type="search"
              icon={Search}
              className="max-w-[220px] max-tablet:hidden"
              aria-label={t('list.search')}
              placeholder={t('list.search')}
              value={typed}
              onChange={(event) => setTyped(event.target.value)}
              onKeyDown={(event) => event.key === 'Escape' && setTyped('')}
            />
            {mayCreate && (
              <Button variant="primary" icon={Plus} shortcut="c" onClick={create}>
                {t('list.new')}
              </Button>
            )}
          </>
        }
      />
      <SubBar>
        <Tabs
          value={tab}
          onChange={(next) => setParams(next === 'all' ? {} : { status: next })}
          label={t('list.filter')}
          items={tabs.map((one) => ({ value: one, label: t(`tabs.${one}`), count: counts[one] }))}
        />
      </SubBar>
      <ListStats />
      <ListBody
        filter={{ status: tab === 'all' ? undefined : tab, search: search || undefined }}
        page={page}
        onPage={(next) => setParams({ ...(tab === 'all' ? {} : { status: tab }), page: String(next) })}
        onCreate={mayCreate ? create : undefined}
      />
    </>
  );
}

interface ListBodyProps {
  filter: CampaignFilter;
  page: number;
  onPage: (page: number) => void;
  /** Absent where the person may not. */
  onCreate?: () => void;
}

function ListBody({ filter, page, onPage, onCreate }: ListBodyProps) {
  const { t } = useTranslation('campaigns');
  const list = useQuery(campaignsQuery(filter, page));
  const grouped = !filter.status && !filter.search && page === 1;
  const active = useQuery({ ...activeCampaignsQuery, enabled: grouped });
  const slow = useSlow(list.isPending);
  if (list.isError) {
    return <ErrorState error={list.error} title={t('list.error')} onRetry={() => void list.refetch()} />;
  }
  if (!list.data) return slow ? <CampaignTableSkeleton /> : null;
  const { items, pagination } = list.data;
  const shownActive = grouped ? (active.data ?? []) : [];
  if (items.length === 0 && shownActive.length === 0) return <Nothing filter={filter} onCreate={onCreate} />;
  const total = pagination.total ?? items.length;
  return (
    <>
      <div className="min-h-0 flex-1 overflow-auto">
        <CampaignTable
          plain={!grouped}
          groups={grouped ? groupCampaigns(shownActive, items) : [{ key: 'earlier', campaigns: items }]}
        />
      </div>
      {total > campaignsPerPage && <Pagination page={page} limit={campaignsPerPage} total={total} onPage={onPage} />}
    </>
  );
}

function Nothing({ filter, onCreate }: Pick<ListBodyProps, 'filter' | 'onCreate'>) {
  const { t } = useTranslation('campaigns');
  if (filter.search) {
    return (
      <EmptyState icon={SearchX} title={t('list.nothingFound')}>
        {t('list.nothingFoundHelp')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={Megaphone}
      title={filter.status ? t('list.noneHere') : t('list.none')}
      action={
        onCreate && (
          <Button variant="primary" icon={Plus} onClick={onCreate}>
            {t('list.new')}
          </Button>
        )
      }
    >
      {filter.status ? t('list.noneHereHelp') : t('list.noneHelp')}
    </EmptyState>
  );
}
