// The people a chat may be given to: who takes new chats, and how many they have.
import { useQuery } from '@tanstack/react-query';
import { UserRoundX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../../lib/availability';
import { useSession } from '../../../lib/session';
import { Avatar } from '../../../ui/avatar';
import { cn } from '../../../ui/cn';
import { Icon } from '../../../ui/icon';
import type { Assignee } from '../actions';
import { PickItem, PickList } from './pick-list';

export interface AssignListProps {
  /** Whose it is now; undefined when several chats differ. */
  current: string | null | undefined;
  onPick: (person: Assignee | null) => void;
}

export default function AssignList({ current, onPick }: AssignListProps) {
  const { t } = useTranslation('inbox');
  const { user } = useSession();
  const { data: people = [], isPending } = useQuery(availabilityQuery);
  const sorted = [...people].sort(
    (a, b) =>
      Number(b.userId === user.id) - Number(a.userId === user.id) ||
      Number(b.available) - Number(a.available) ||
      a.name.localeCompare(b.name),
  );
  return (
    <PickList
      label={t('assign.title')}
      placeholder={t('assign.search')}
      nothing={isPending ? t('common:states.loading') : t('assign.nobodyFound')}
    >
      {sorted.map(({ userId, name, available, open }) => (
        <PickItem
          key={userId}
          value={userId}
          keywords={[name, userId === user.id ? t('assign.me') : '']}
          chosen={current === userId}
          onSelect={() => onPick({ id: userId, name })}
          icon={
            <span className="relative flex-none">
              <Avatar id={userId} name={name} size={24} />
              <i
                aria-hidden
                className={cn(
                  'absolute -end-0.5 -bottom-0.5 size-2 rounded-full ring-2 ring-raised',
                  available ? 'bg-success' : 'bg-ink-disabled',
                )}
              />
            </span>
          }
          hint={available ? t('assign.open', { count: open }) : t('assign.away')}
        >
          <bdi>{userId === user.id ? t('assign.me') : name}</bdi>
        </PickItem>
      ))}
      {current !== null && (
        <PickItem
          value="nobody"
          keywords={[t('assign.nobody')]}
          onSelect={() => onPick(null)}
          icon={<Icon of={UserRoundX} className="mx-1 flex-none text-ink-muted" />}
        >
          {t('assign.nobody')}
        </PickItem>
      )}
    </PickList>
  );
}
