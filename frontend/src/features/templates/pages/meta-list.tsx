// Meta's templates, by number: what may be sent outside the window, what waits for review, what Meta refused.
import { useQuery } from '@tanstack/react-query';
import { FileText, Plug, Plus, RefreshCw, SearchX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { RelativeTime } from '../../../ui/relative-time';
import { SearchInput } from '../../../ui/search-input';
import { Select } from '../../../ui/select';
import { SkeletonRows } from '../../../ui/skeleton';
import { notify, notifyError } from '../../../ui/toast';
import { TemplateTabs } from '../components/template-tabs';
import { metaNumbersQuery, metaTemplatesQuery, useSyncMetaTemplates } from '../meta/api';
import { MetaTable } from '../meta/meta-table';

export default function MetaListPage() {
  const { t } = useTranslation('templates');
  const [params, setParams] = useSearchParams();
  const manages = useCan('templates.manageGlobal');
  const numbers = useQuery(metaNumbersQuery);
  const number = numbers.data?.find(({ id }) => id === params.get('number')) ?? numbers.data?.[0];
  const search = params.get('search') ?? '';
  function set(key: string, value: string) {
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: true },
    );
  }
  return (
    <>
      <PageBar
        title={t('nav.templates')}
        actions={
          manages &&
          number && (
            <Button variant="primary" asChild>
              <Link to={`/templates/whatsapp/new?number=${number.id}`}>
                <Icon of={Plus} className="-ms-0.5" />
                {t('meta.new')}
              </Link>
            </Button>
          )
        }
      />
      <SubBar className="bg-surface">
        <TemplateTabs view="whatsapp" />
      </SubBar>
      {numbers.data && number && (
        <SubBar className="flex-wrap bg-surface max-tablet:h-auto max-tablet:py-2">
          {numbers.data.length > 1 && (
            <Select
              label={t('meta.number')}
              className="w-52!"
              value={number.id}
              onChange={(id) => set('number', id)}
              options={numbers.data.map(({ id, name }) => ({ value: id, label: name }))}
            />
          )}
          <SearchInput
            value={search}
            onChange={(text) => set('search', text)}
            label={t('meta.search')}
            placeholder={t('list.searchPlaceholder')}
            className="max-w-60! max-tablet:max-w-none!"
          />
          <span className="flex-1 max-tablet:hidden" />
          <SyncButton connectionId={number.id} />
        </SubBar>
      )}
      {numbers.error && !numbers.data && (
        <ErrorState error={numbers.error} title={t('meta.error')} onRetry={() => void numbers.refetch()} />
      )}
      {numbers.data && !number && (
        <div className="grid flex-1 bg-surface">
          <EmptyState
            icon={Plug}
            title={t('meta.noNumber')}
            action={
              <Button asChild>
                <Link to="/connections">{t('meta.connect')}</Link>
              </Button>
            }
          >
            {t('meta.noNumberHelp')}
          </EmptyState>
        </div>
      )}
      {number && <Found connectionId={number.id} search={search} />}
    </>
  );
}

function SyncButton({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation('templates');
  const sync = useSyncMetaTemplates();
  const { data } = useQuery(metaTemplatesQuery(connectionId, ''));
  const last = data?.reduce<string | undefined>((at, one) => (!at || one.syncedAt > at ? one.syncedAt : at), undefined);
  return (
    <>
      <span className="text-12 text-ink-muted">
        {last ? (
          <>
            {t('meta.lastSynced')} <RelativeTime at={last} />
          </>
        ) : (
          data && t('meta.neverSynced')
        )}
      </span>
      <Button
        icon={RefreshCw}
        busy={sync.isPending}
        onClick={() =>
          sync.mutate(connectionId, {
            onSuccess: ({ total }) => notify(t('meta.synced', { count: total })),
            onError: (error) => notifyError(sayError(t, error)),
          })
        }
      >
        {t('meta.sync')}
      </Button>
    </>
  );
}

function Found({ connectionId, search }: { connectionId: string; search: string }) {
  const { t } = useTranslation('templates');
  const { data, error, isPending, refetch } = useQuery(metaTemplatesQuery(connectionId, search));
  const slow = useSlow(isPending);
  if (isPending) return <div className="flex-1 bg-surface">{slow && <SkeletonRows rows={6} />}</div>;
  if (!data)
    return (
      <div className="grid flex-1 bg-surface">
        <ErrorState error={error} title={t('meta.error')} onRetry={() => void refetch()} />
      </div>
    );
  if (data.length === 0)
    return (
      <div className="grid flex-1 bg-surface">
        <EmptyState icon={search ? SearchX : FileText} title={search ? t('meta.noneFound') : t('meta.empty')}>
          {search ? t('empty.noneFoundHelp') : t('meta.emptyHelp')}
        </EmptyState>
      </div>
    );
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <div tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-focus-inset">
      <MetaTable templates={data} />
    </div>
  );
}
