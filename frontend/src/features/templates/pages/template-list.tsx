// Templates: what they say, whose they are, and how they are used; filtered in the address.
import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { Button } from '../../../ui/button';
import { Icon } from '../../../ui/icon';
import { Kbd } from '../../../ui/kbd';
import { PageBar, SubBar } from '../../../ui/page-bar';
import { SearchInput } from '../../../ui/search-input';
import { Select } from '../../../ui/select';
import { type TemplateFilter, templatesQuery } from '../api';
import { ApprovalQueue } from '../approval/approval-queue';
import { FoundTemplates } from '../components/found-templates';
import { TemplateTabs, templateViews } from '../components/template-tabs';

const sorts = ['uses', 'lastUsed'] as const;
const everything = 'all';

export default function TemplateListPage() {
  const { t } = useTranslation('templates');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const mayWrite = useCan('templates.write');
  const search = useRef<HTMLInputElement>(null);
  const decides = useCan('templates.manageGlobal');
  const asked = templateViews.find((one) => one === params.get('view')) ?? 'all';
  const view = asked === 'approval' && !decides ? 'all' : asked;
  const filter: TemplateFilter = {
    scope: view === 'team' ? 'global' : undefined,
    mine: view === 'mine' ? 'true' : undefined,
    sort: sorts.find((one) => one === params.get('sort')),
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
            {view !== 'approval' && (
              <SearchInput {...searchProps} inputRef={search} className="max-w-60! max-tablet:hidden" />
            )}
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
      {view !== 'approval' && (
        <SubBar className="bg-surface tablet:hidden">
          <SearchInput {...searchProps} className="flex-1" />
        </SubBar>
      )}
      <SubBar className="bg-surface">
        <TemplateTabs view={view} />
        <span className="flex-1" />
        {view !== 'approval' && <CategorySelect filter={filter} onChange={(category) => set('category', category)} />}
      </SubBar>
      {view === 'approval' ? (
        <ApprovalQueue />
      ) : (
        <FoundTemplates
          filter={filter}
          page={page}
          onPage={(next) => set('page', String(next))}
          onSort={(sort) => set('sort', sort)}
          onShowAll={() => setParams({})}
        />
      )}
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
