// The lists at the side of the table: everybody, mine, housekeeping, and the tags in use.
import { useQuery } from '@tanstack/react-query';
import { CircleSlash, Upload, UserRound, Users, UserX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useCan, useSession } from '../../../lib/session';
import { Count } from '../../../ui/badge';
import { TagDot } from '../../../ui/chip';
import { Icon } from '../../../ui/icon';
import { contactCountQuery, tagsQuery } from '../api';
import { addressOf, type ContactFilter } from '../filters';

export function SideList({ filter }: { filter: ContactFilter }) {
  const { t } = useTranslation('contacts');
  const { user } = useSession();
  const seesAll = useCan('contacts.viewAll');
  const mayImport = useCan('imports.run');
  const { data: tags } = useQuery(tagsQuery);
  const lists: { key: string; filter: ContactFilter; icon: ReactNode; label: string }[] = [
    { key: 'all', filter: {}, icon: <Icon of={Users} />, label: t('lists.all') },
  ];
  // Who sees only their own contacts needs no list of their own.
  if (seesAll) {
    lists.push({ key: 'mine', filter: { ownerId: user.id }, icon: <Icon of={UserRound} />, label: t('lists.mine') });
    lists.push({ key: 'none', filter: { ownerId: 'none' }, icon: <Icon of={UserX} />, label: t('lists.unowned') });
  }
  const optedOut: ContactFilter = { optedOut: 'true' };
  return (
    <nav
      aria-label={t('lists.label')}
      className="overflow-auto border-e border-line bg-sunken px-2 py-3 max-desktop:hidden"
    >
      <ul>
        {lists.map((list) => (
          <CountedItem key={list.key} filter={list.filter} shown={filter} icon={list.icon} label={list.label} />
        ))}
      </ul>
      {tags && tags.length > 0 && (
        <>
          <h2 className="px-2 pt-2.5 pb-1 text-12 font-medium text-ink-muted">{t('lists.tags')}</h2>
          <ul>
            {tags.map((tag) => (
              <SideItem
                key={tag.name}
                to={addressOf({ tag: tag.name })}
                current={isSame(filter, { tag: tag.name })}
                icon={<TagDot name={tag.name} className="mx-[4.5px]" />}
                label={<bdi>{tag.name}</bdi>}
                count={tag.count}
              />
            ))}
          </ul>
        </>
      )}
      <h2 className="px-2 pt-2.5 pb-1 text-12 font-medium text-ink-muted">{t('lists.housekeeping')}</h2>
      <ul>
        <CountedItem filter={optedOut} shown={filter} icon={<Icon of={CircleSlash} />} label={t('lists.optedOut')} />
        {mayImport && (
          <SideItem to="/contacts/import" icon={<Icon of={Upload} />} label={t('lists.imports')} current={false} />
        )}
      </ul>
    </nav>
  );
}

function isSame(a: ContactFilter, b: ContactFilter): boolean {
  return addressOf(a) === addressOf(b);
}

interface CountedItemProps {
  filter: ContactFilter;
  /** The filter of the list on screen. */
  shown: ContactFilter;
  icon: ReactNode;
  label: ReactNode;
}

function CountedItem({ filter, shown, icon, label }: CountedItemProps) {
  const { data } = useQuery(contactCountQuery(filter));
  return <SideItem to={addressOf(filter)} current={isSame(filter, shown)} icon={icon} label={label} count={data} />;
}

interface SideItemProps {
  to: string;
  current: boolean;
  icon: ReactNode;
  label: ReactNode;
  count?: number;
}

function SideItem({ to, current, icon, label, count }: SideItemProps) {
  return (
    <li>
      <Link
        to={to}
        aria-current={current ? 'page' : undefined}
        className="flex h-[30px] items-center gap-[9px] rounded-sm px-2 text-13 text-ink-secondary hover:bg-hover aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-ink [&>svg]:text-ink-muted"
      >
        {icon}
        <span className="min-w-0 flex-1 truncate match-parent">{label}</span>
        {count !== undefined && <Count value={count} />}
      </Link>
    </li>
  );
}
