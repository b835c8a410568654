// Above the list: whose chats, search, filters, what this browser tells, and a new chat.
import { useQuery } from '@tanstack/react-query';
import { Plus, Search, X } from 'lucide-react';
import { memo, type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useDebounced } from '../../../lib/use-debounced';
import { IconButton } from '../../../ui/icon-button';
import { Input } from '../../../ui/input';
import { Kbd } from '../../../ui/kbd';
import { Tabs } from '../../../ui/tabs';
import { countsQuery } from '../api';
import { type ChatFilter, tabs } from '../filter';
import { ActiveFilters } from './active-filters';
import { FilterPopover } from './filter-popover';
import { ListMenu } from './list-menu';

export interface ListHeaderProps {
  filter: ChatFilter;
  onFilter: (change: Partial<ChatFilter>) => void;
  searchRef: RefObject<HTMLInputElement | null>;
  onNewChat: () => void;
  /** Down from the search field goes into the list. */
  onEnterList: () => void;
}

export const ListHeader = memo(function ListHeader({
  filter,
  onFilter,
  searchRef,
  onNewChat,
  onEnterList,
}: ListHeaderProps) {
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
        {maySend && <IconButton icon={Plus} label={t('newChat.open')} shortcut="c" onClick={onNewChat} />}
      </div>
      <div className="flex items-center gap-0.5 ps-3 pe-2 pb-2.5">
        <SearchField
          value={filter.search}
          onChange={(search) => onFilter({ search })}
          onEnterList={onEnterList}
          fieldRef={searchRef}
        />
        <FilterPopover filter={filter} onFilter={onFilter} />
        <ListMenu />
      </div>
      <ActiveFilters filter={filter} onFilter={onFilter} />
    </header>
  );
});

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
  onEnterList: () => void;
  fieldRef: RefObject<HTMLInputElement | null>;
}

function SearchField({ value, onChange, onEnterList, fieldRef }: SearchFieldProps) {
  const { t } = useTranslation('inbox');
  const [typed, setTyped] = useState(value);
  const settled = useDebounced(typed.trim());
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed leads; the address follows
  useEffect(() => {
    if (settled !== value) onChange(settled);
  }, [settled]);
  // Emptied from elsewhere ("clear everything").
  useEffect(() => {
    if (value === '') setTyped('');
  }, [value]);

  function clear() {
    setTyped('');
    onChange('');
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
        typed ? (
          <IconButton icon={X} size="sm" label={t('search.clear')} onClick={clear} className="-me-1.5" />
        ) : (
          <Kbd keys="/" className="text-ink-muted max-tablet:hidden" />
        )
      }
    />
  );
}
