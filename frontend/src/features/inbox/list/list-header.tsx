// Above the list: whose chats, search, filters, and a new chat.
import { useQuery } from '@tanstack/react-query';
import { ListFilter, Plus, Search, X } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useDebounced } from '../../../lib/use-debounced';
import { FilterChip } from '../../../ui/chip';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { Menu, MenuItem, MenuLabel, MenuSeparator } from '../../../ui/menu';
import { Tabs } from '../../../ui/tabs';
import { countsQuery } from '../api';
import { type ChatFilter, countNarrowing, statusChoices, tabs } from '../filter';

export interface ListHeaderProps {
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
  searching: boolean;
  onSearching: (searching: boolean) => void;
  searchRef: RefObject<HTMLInputElement | null>;
  onNewChat: () => void;
  /** Down from the search field goes into the list. */
  onEnterList: () => void;
}

export function ListHeader(props: ListHeaderProps) {
  const { filter, onFilter, searching, onSearching, searchRef, onNewChat, onEnterList } = props;
  const { t } = useTranslation('inbox');
  const { data: counts } = useQuery(countsQuery);
  const maySend = useCan('messages.send');
  return (
    <header className="flex-none border-b border-line">
      <div className="flex h-bar items-center gap-0.5 ps-4 pe-2">
        <Tabs
          value={filter.tab}
          onChange={(tab) => onFilter({ tab })}
          label={t('tabs.label')}
          className="min-w-0 flex-1 gap-3!"
          items={tabs.map((tab) => ({ value: tab, label: <TabLabel word={t(`tabs.${tab}`)} count={counts?.[tab]} /> }))}
        />
        <IconButton
          icon={Search}
          label={t('search.open')}
          shortcut="/"
          on={searching || undefined}
          onClick={() => onSearching(!searching)}
          className="max-wide:hidden"
        />
        <FilterMenu filter={filter} onFilter={onFilter} />
        {maySend && <IconButton icon={Plus} label={t('newChat.open')} onClick={onNewChat} />}
      </div>
      <div className={searching || filter.search ? 'px-3 pb-2.5' : 'px-3 pb-2.5 wide:hidden'}>
        <SearchField
          value={filter.search}
          onChange={(search) => onFilter({ search })}
          onClose={() => onSearching(false)}
          onEnterList={onEnterList}
          fieldRef={searchRef}
        />
      </div>
      <ActiveFilters filter={filter} onFilter={onFilter} />
    </header>
  );
}

/** Thousands are shortened, so that three tabs fit beside the buttons. */
function TabLabel({ word, count }: { word: string; count: number | undefined }) {
  const format = useFormat();
  return (
    <>
      {word}
      {count !== undefined && (
        <bdi className="tabular text-12 font-regular text-ink-muted" title={format.number(count)}>
          {count < 1_000 ? count : format.compact(count < 10_000 ? count : Math.round(count / 1_000) * 1_000)}
        </bdi>
      )}
    </>
  );
}

interface SearchFieldProps {
  value: string;
  onChange: (value: string) => void;
  onClose: () => void;
  onEnterList: () => void;
  fieldRef: RefObject<HTMLInputElement | null>;
}

function SearchField({ value, onChange, onClose, onEnterList, fieldRef }: SearchFieldProps) {
  const { t } = useTranslation('inbox');
  const [typed, setTyped] = useState(value);
  const settled = useDebounced(typed.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed leads; the address follows
  useEffect(() => {
    if (settled !== value) onChange(settled);
  }, [settled]);

  function clear() {
    setTyped('');
    onChange('');
    onClose();
  }

  return (
    <Input
      ref={fieldRef}
      quiet
      type="search"
      icon={Search}
      value={typed}
      dir="auto"
      aria-label={t('search.label')}
      placeholder={t('search.placeholder')}
      onChange={(event) => setTyped(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          clear();
          event.currentTarget.blur();
        } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
          event.preventDefault();
          onEnterList();
        }
      }}
      trailing={
        typed && <IconButton icon={X} size="sm" label={t('search.clear')} onClick={clear} className="-me-1.5" />
      }
    />
  );
}

type FilterProps = Pick<ListHeaderProps, 'filter' | 'onFilter'>;

function FilterMenu({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const { data: connections = [] } = useQuery(connectionsQuery);
  return (
    <Menu
      label={t('filter.label')}
      className="w-56"
      trigger={<IconButton icon={ListFilter} label={t('filter.label')} on={countNarrowing(filter) > 0 || undefined} />}
    >
      <MenuLabel>{t('filter.status')}</MenuLabel>
      {statusChoices.map((status) => (
        <MenuItem key={status} checked={filter.status === status} onSelect={() => onFilter({ status })}>
          {t(`status.${status}`)}
        </MenuItem>
      ))}
      <MenuSeparator />
      <MenuItem checked={filter.unread} onSelect={() => onFilter({ unread: !filter.unread })}>
        {t('filter.unread')}
      </MenuItem>
      {connections.length > 1 && (
        <>
          <MenuSeparator />
          <MenuLabel>{t('filter.connection')}</MenuLabel>
          <MenuItem checked={filter.connectionId === null} onSelect={() => onFilter({ connectionId: null })}>
            {t('filter.allConnections')}
          </MenuItem>
          {connections.map((one) => (
            <MenuItem
              key={one.id}
              checked={filter.connectionId === one.id}
              onSelect={() => onFilter({ connectionId: one.id })}
            >
              <bdi>{one.name}</bdi>
            </MenuItem>
          ))}
        </>
      )}
    </Menu>
  );
}

/** What narrows the list, each to be taken away. */
function ActiveFilters({ filter, onFilter }: FilterProps) {
  const { t } = useTranslation('inbox');
  const { data: connections = [] } = useQuery(connectionsQuery);
  if (countNarrowing(filter) === 0) return null;
  const connection = connections.find((one) => one.id === filter.connectionId);
  return (
    <div className="flex flex-wrap gap-1.5 px-3 pb-2.5">
      {filter.status !== 'open' && (
        <FilterChip
          name={t('filter.status')}
          value={t(`status.${filter.status}`)}
          onRemove={() => onFilter({ status: 'open' })}
        />
      )}
      {filter.unread && (
        <FilterChip name={t('filter.show')} value={t('filter.unread')} onRemove={() => onFilter({ unread: false })} />
      )}
      {filter.connectionId && (
        <FilterChip
          name={t('filter.connection')}
          value={<bdi>{connection?.name ?? '…'}</bdi>}
          onRemove={() => onFilter({ connectionId: null })}
        />
      )}
    </div>
  );
}
