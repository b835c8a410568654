// The templates that were asked for, as a table; sorted by a click on a heading.
import type { Template } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { FileText, Plus, SearchX } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { Icon } from '../../../ui/icon';
import { Pagination } from '../../../ui/pagination';
import { Skeleton } from '../../../ui/skeleton';
import { Table, Th } from '../../../ui/table';
import { pageSize, type TemplateFilter, templatesQuery } from '../api';
import { DeleteTemplate } from './delete-template';
import { TemplateRow } from './template-row';

interface FoundProps {
  filter: TemplateFilter;
  page: number;
  onPage: (page: number) => void;
  onSort: (sort: TemplateFilter['sort']) => void;
  onShowAll: () => void;
}

export function FoundTemplates({ filter, page, onPage, onSort, onShowAll }: FoundProps) {
  const { t } = useTranslation('templates');
  const { data, error, isPending, refetch } = useQuery(templatesQuery(filter, page));
  const [deleting, setDeleting] = useState<Template | null>(null);
  const slow = useSlow(isPending);
  const sortedBy = (sort: TemplateFilter['sort']) => ({
    sorted: filter.sort === sort ? ('descending' as const) : undefined,
    onSort: () => onSort(filter.sort === sort ? undefined : sort),
  });
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
              <Th numeric {...sortedBy('uses')}>
                {t('list.uses')}
              </Th>
              <Th numeric>{t('list.successRate')}</Th>
              <Th numeric {...sortedBy('lastUsed')}>
                {t('list.lastUsed')}
              </Th>
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
  const { sort: _, ...narrowing } = filter;
  const filtered = Object.values(narrowing).some(Boolean);
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
