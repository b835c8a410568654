// Contacts: lists at the side, search and filters in the address, a page of rows, and what can be done with the chosen ones.
import type { Contact, Page } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Download, Plus, SearchX, Upload, UserPlus } from 'lucide-react';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { sayError } from '../../../lib/field-errors';
import { saveFile } from '../../../lib/save-file';
import { useCan } from '../../../lib/session';
import { useShortcuts } from '../../../lib/shortcuts';
import { useSlow } from '../../../lib/use-slow';
import { Button } from '../../../ui/button';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { IconButton } from '../../../ui/icon-button';
import { PageBar } from '../../../ui/page-bar';
import { Pagination } from '../../../ui/pagination';
import { SearchInput } from '../../../ui/search-input';
import { SkeletonRows } from '../../../ui/skeleton';
import { notifyError } from '../../../ui/toast';
import { contactsQuery, downloadContacts } from '../api';
import { BulkActions } from '../components/bulk-actions';
import { ContactDialog } from '../components/contact-dialog';
import { ContactTable } from '../components/contact-table';
import { FilterBar } from '../components/filter-bar';
import { OpenReviews } from '../components/open-reviews';
import { SideList } from '../components/side-list';
import { type ContactFilter, isFiltered, pageSize, readFilter, readPage, withFilter } from '../filters';
import { useRowKeys } from '../use-row-keys';
import { type Selection, useSelection } from '../use-selection';

export default function ContactListPage() {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const page = readPage(params);
  const found = useQuery(contactsQuery(filter, page));
  const selection = useSelection();
  const mayWrite = useCan('contacts.write');
  const mayImport = useCan('imports.run');
  const [creating, setCreating] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  const phoneSearch = useRef<HTMLInputElement>(null);

  const setFilter = (key: keyof ContactFilter, value: string | undefined) =>
    setParams((now) => withFilter(now, key, value), { replace: key === 'search' });
  const setPage = (next: number) =>
    setParams((now) => {
      const moved = new URLSearchParams(now);
      moved.set('page', String(next));
      return moved;
    });

  useRowKeys((id) => {
    const contact = found.data?.items.find((one) => one.id === id);
    if (contact) selection.toggle(contact);
  });
  const group = t('nav.contacts');
  useShortcuts([
    {
      keys: '/',
      label: t('search.label'),
      group,
      run: () => [search, phoneSearch].find(({ current }) => current?.checkVisibility())?.current?.focus(),
    },
    ...(mayWrite ? [{ keys: 'n', label: t('form.title'), group, run: () => setCreating(true) }] : []),
    ...(mayImport ? [{ keys: '', label: t('import.title'), group, run: () => void navigate('/contacts/import') }] : []),
  ]);

  const searchProps = {
    value: params.get('search') ?? '',
    onChange: (text: string) => setFilter('search', text),
    label: t('search.label'),
    placeholder: t('search.placeholder'),
    shortcut: '/',
  };
  return (
    <>
      <PageBar
        title={t('nav.contacts')}
        aside={<OpenReviews />}
        actions={
          <>
            <SearchInput {...searchProps} inputRef={search} className="max-w-60! max-tablet:hidden" />
            {mayImport && (
              <>
                <Button icon={Upload} onClick={() => void navigate('/contacts/import')} className="max-tablet:hidden">
                  {t('import.action')}
                </Button>
                <IconButton
                  icon={Upload}
                  label={t('import.title')}
                  onClick={() => void navigate('/contacts/import')}
                  className="tablet:hidden"
                />
              </>
            )}
            {mayWrite && (
              <Button variant="primary" icon={Plus} shortcut="n" onClick={() => setCreating(true)}>
                {t('form.action')}
              </Button>
            )}
          </>
        }
      />
      <div className="grid min-h-0 flex-1 desktop:grid-cols-[212px_minmax(0,1fr)]">
        <SideList filter={filter} />
        <section className="relative flex min-h-0 min-w-0 flex-col bg-surface">
          <FilterBar
            filter={filter}
            onChange={setFilter}
            onClear={() => void navigate('/contacts')}
            before={
              <SearchInput {...searchProps} inputRef={phoneSearch} className="min-w-36! flex-1! tablet:hidden!" />
            }
            after={<ExportButton filter={filter} disabled={!found.data?.items.length} />}
          />
          <Found
            found={found}
            filter={filter}
            page={page}
            selection={selection}
            onPage={setPage}
            onCreate={() => setCreating(true)}
          />
          <BulkActions selection={selection} />
        </section>
      </div>
      {creating && <ContactDialog open onOpenChange={setCreating} />}
    </>
  );
}

interface FoundProps {
  found: {
    data?: Page<Contact>;
    error: unknown;
    isPending: boolean;
    isPlaceholderData: boolean;
    refetch: () => unknown;
  };
  filter: ContactFilter;
  page: number;
  selection: Selection;
  onPage: (page: number) => void;
  onCreate: () => void;
}

function Found({ found, filter, page, selection, onPage, onCreate }: FoundProps) {
  const { t } = useTranslation('contacts');
  const slow = useSlow(found.isPending);
  const staleAndSlow = useSlow(found.isPlaceholderData);
  if (found.isPending) return slow ? <SkeletonRows avatar rows={14} /> : null;
  if (!found.data)
    return <ErrorState error={found.error} title={t('table.error')} onRetry={() => void found.refetch()} />;
  const { items, pagination } = found.data;
  const total = pagination.total ?? items.length;
  if (items.length === 0) return <NoContacts filter={filter} beyond={total > 0} onPage={onPage} onCreate={onCreate} />;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div tabIndex={0} className="min-h-0 flex-1 overflow-auto focus-visible:shadow-focus-inset">
        <ContactTable contacts={items} selection={selection} stale={staleAndSlow} />
      </div>
      <Pagination page={page} limit={pageSize} total={total} onPage={onPage} />
    </>
  );
}

interface NoContactsProps {
  filter: ContactFilter;
  /** There are rows, but on earlier pages. */
  beyond: boolean;
  onPage: (page: number) => void;
  onCreate: () => void;
}

function NoContacts({ filter, beyond, onPage, onCreate }: NoContactsProps) {
  const { t } = useTranslation('contacts');
  const navigate = useNavigate();
  const mayWrite = useCan('contacts.write');
  const mayImport = useCan('imports.run');
  if (beyond || isFiltered(filter)) {
    return (
      <EmptyState
        icon={SearchX}
        title={t('empty.noneFound')}
        action={
          <Button onClick={() => (beyond ? onPage(1) : void navigate('/contacts'))}>
            {beyond ? t('empty.firstPage') : t('empty.showAll')}
          </Button>
        }
      >
        {t('empty.noneFoundHelp')}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={UserPlus}
      title={t('empty.title')}
      action={
        <>
          {mayImport && (
            <Button variant="primary" icon={Upload} onClick={() => void navigate('/contacts/import')}>
              {t('import.title')}
            </Button>
          )}
          {mayWrite && (
            <Button variant={mayImport ? 'ghost' : 'primary'} icon={Plus} onClick={onCreate}>
              {t('form.action')}
            </Button>
          )}
        </>
      }
    >
      {t('empty.help')}
    </EmptyState>
  );
}

function ExportButton({ filter, disabled }: { filter: ContactFilter; disabled: boolean }) {
  const { t } = useTranslation('contacts');
  const [busy, setBusy] = useState(false);

  async function download() {
    setBusy(true);
    try {
      saveFile(await downloadContacts(filter), 'contacts.csv');
    } catch (error) {
      notifyError(t('export.failed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <>
      <Button
        variant="ghost"
        size="sm"
        icon={Download}
        busy={busy}
        disabled={disabled}
        onClick={download}
        className="max-tablet:hidden"
      >
        {t('export.action')}
      </Button>
      <IconButton
        icon={Download}
        label={t('export.action')}
        busy={busy}
        disabled={disabled}
        onClick={download}
        className="tablet:hidden"
      />
    </>
  );
}
