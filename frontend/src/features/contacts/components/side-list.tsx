// The lists at the side of the table: everybody, mine, kept segments, the tags in use, and housekeeping.
import { useQuery } from '@tanstack/react-query';
import { CircleSlash, ShieldCheck, Upload, UserRound, Users, UserX } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reviewsPath } from '../../../lib/consent';
import { useCan, useSession } from '../../../lib/session';
import { TagDot } from '../../../ui/chip';
import { Icon } from '../../../ui/icon';
import { contactCountQuery, tagsQuery } from '../api';
import { addressOf, type ContactFilter } from '../filters';
import { SegmentList } from '../segments/segment-list';
import { SideItem } from './side-item';

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
      <SegmentList filter={filter} />
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
        <SideItem to={reviewsPath} icon={<Icon of={ShieldCheck} />} label={t('lists.consent')} current={false} />
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
