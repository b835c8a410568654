// Templates: what they say, whose they are, and how they are used; filtered in the address.
import { type Template, templateScope } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { FileText, Plus, SearchX } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { Kbd } from '../../../ui/kbd';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { Pagination } from '../../../ui/pagination';
import { SearchInput } from '../../../ui/search-input';
import { Select } from '../../../ui/select';
import { Skeleton } from '../../../ui/skeleton';
import { Table, Th } from '../../../ui/table';
import { Tabs } from '../../../ui/tabs';
import { pageSize, type TemplateFilter, templatesQuery } from '../api';
import { DeleteTemplate } from '../components/delete-template';
import { TemplateRow } from '../components/template-row';

const everything = 'all';

export default function TemplateListPage() {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const mayWrite = useCan('templates.write');
  const search = useRef<HTMLInputElement>(null);
  const filter: TemplateFilter = {
    scope: templateScope.safeParse(params.get('scope')).data,
    category: params.get('category') ?? undefined,
    search: params.get('search') ?? undefined,
  };
  const page = Math.max(1, Number(params.get('page')) || 1);

  function set(key: string, value: string | undefined) {
    setParams(
      (now) => {
        const next = new URLSearchParams(now);
        if (key !== 'page') next.delete('page');
        if (value) next.set(key, value);
        else next.delete(key);
        return next;
      },
      { replace: key === 'search' },
    );
  }

  const group = t('nav.templates');
  useShortcuts([
    { keys: '/', label: t('list.search'), group, run: () => search.current?.focus() },
    ...(mayWrite ? [{ keys: 'n', label: t('list.new'), group, run: () => void navigate('/templates/new') }] : []),
  ]);

  const searchProps = {
    value: filter.search ?? '',
    onChange: (text: string) => set('search', text),
    label: t('list.search'),
    placeholder: t('list.searchPlaceholder'),
    shortcut: '/',
  };
  return (
    <>
      <PageBar
        title={t('nav.templates')}
        actions={
          <>
            <SearchInput {...searchProps} inputRef={search} className="max-w-60! max-tablet:hidden" />
            {mayWrite && (
              <Button variant="primary" asChild>
                <Link to="/templates/new">
                  <Icon of={Plus} className="-ms-0.5" />
                  {t('list.new')}
                  <Kbd keys="n" className="ms-0.5 -me-[3px] max-tablet:hidden" />
                </Link>
              </Button>
            )}
          </>
        }
      />
      <SubBar className="bg-surface tablet:hidden">
        <SearchInput {...searchProps} className="flex-1" />
      </SubBar>
      <SubBar className="bg-surface">
        <Tabs
          label={t('list.scope')}
          value={filter.scope ?? everything}
          onChange={(scope) => set('scope', scope === everything ? undefined : scope)}
          items={[
            { value: everything, label: t('scopes.all') },
            { value: 'personal', label: t('scopes.personal') },
            { value: 'global', label: t('scopes.global') },
          ]}
        />
        <span className="flex-1" />
        <CategorySelect filter={filter} onChange={(category) => set('category', category)} />
      </SubBar>
      <Found filter={filter} page={page} onPage={(next) => set('page', String(next))} onShowAll={() => setParams({})} />
    </>
  );
}

/** The categories in use, as far as they are on the first page of everything. */
function CategorySelect({ filter, onChange }: { filter: TemplateFilter; onChange: (category?: string) => void }) {
  const { t } = useTranslation('templates');
  const { data } = useQuery(templatesQuery({}, 1));
  const used = new Set(data?.items.map(({ category }) => category));
  if (filter.category) used.add(filter.category);
  if (used.size < 2 && !filter.category) return null;
  return (
    <Select
      label={t('fields.category')}
      className="w-44!"
      value={filter.category ?? everything}
      onChange={(category) => onChange(category === everything ? undefined : category)}
      options={[
        { value: everything, label: t('list.everyCategory') },
        ...[...used].sort().map((category) => ({ value: category, label: category })),
      ]}
    />
  );
}

interface FoundProps {
  filter: TemplateFilter;
  page: number;
  onPage: (page: number) => void;
  onShowAll: () => void;
}

function Found({ filter, page, onPage, onShowAll }: FoundProps) {
  const { t } = useTranslation('templates');
  const { data, error, isPending, refetch } = useQuery(templatesQuery(filter, page));
  const [deleting, setDeleting] = useState<Template | null>(null);
  const slow = useSlow(isPending);
  if (isPending) return <div className="flex-1 bg-surface">{slow && <RowsSkeleton />}</div>;
  if (!data) {
    return (
      <div className="grid flex-1 bg-surface">
        <ErrorState error={error} title={t('list.error')} onRetry={() => void refetch()} />
      </div>
    );
  }
  if (data.items.length === 0) return <NoTemplates filter={filter} onShowAll={onShowAll} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-focus-inset">
        <Table stack>
          <thead>
            <tr>
              <Th>{t('list.template')}</Th>
              <Th>{t('list.whose')}</Th>
              <Th numeric>{t('list.uses')}</Th>
              <Th numeric>{t('list.successRate')}</Th>
              <Th numeric>{t('list.lastUsed')}</Th>
              <Th>
                <span className="sr-only">{t('actions.moreActions')}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((template) => (
              <TemplateRow key={template.id} template={template} onDelete={setDeleting} />
            ))}
          </tbody>
        </Table>
      </div>
      {(data.pagination.total ?? 0) > pageSize && (
        <Pagination page={page} limit={pageSize} total={data.pagination.total ?? 0} onPage={onPage} />
      )}
      <DeleteTemplate template={deleting} onClose={() => setDeleting(null)} />
    </>
  );
}

function NoTemplates({ filter, onShowAll }: { filter: TemplateFilter; onShowAll: () => void }) {
  const { t } = useTranslation('templates');
  const mayWrite = useCan('templates.write');
  const filtered = Object.values(filter).some(Boolean);
  return (
    <div className="grid flex-1 bg-surface">
      <EmptyState
        icon={filtered ? SearchX : FileText}
        title={filtered ? t('empty.noneFound') : t('empty.title')}
        action={
          filtered ? (
            <Button onClick={onShowAll}>{t('empty.showAll')}</Button>
          ) : (
            mayWrite && (
              <Button variant="primary" asChild>
                <Link to="/templates/new">
                  <Icon of={Plus} className="-ms-0.5" />
                  {t('empty.action')}
                </Link>
              </Button>
            )
          )
        }
      >
        {filtered ? t('empty.noneFoundHelp') : t('empty.help')}
      </EmptyState>
    </div>
  );
}

const rowsWaiting = ['w-40', 'w-56', 'w-32', 'w-48', 'w-44', 'w-36'];

function RowsSkeleton() {
  return (
    <div aria-hidden className="pt-[34px]">
      {rowsWaiting.map((width) => (
        <div key={width} className="flex h-[82px] items-start gap-4 border-b border-line px-6 pt-4 max-tablet:px-4">
          <span className="grid flex-[3] gap-3">
            <Skeleton className={width} />
            <Skeleton className="w-4/5" />
            <Skeleton className="w-3/5" />
          </span>
          <Skeleton className="mt-0.5 flex-1 max-tablet:hidden" />
        </div>
      ))}
    </div>
  );
}
