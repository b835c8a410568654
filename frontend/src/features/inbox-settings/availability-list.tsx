// Who takes new chats: everybody switches themselves, a manager also others.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { availabilityQuery } from '../../lib/availability';
import { sayError } from '../../lib/field-errors';
import { useCan, useSession } from '../../lib/session';
import { useSlow } from '../../lib/use-slow';
import { Avatar } from '../../ui/avatar';
import { Badge } from '../../ui/badge';
import { ErrorState } from '../../ui/error-state';
import { RelativeTime } from '../../ui/relative-time';
import { SkeletonRows } from '../../ui/skeleton';
import { Switch } from '../../ui/switch';
import { notifyError } from '../../ui/toast';
import { useSetAvailability } from './api';

export function AvailabilityList() {
  const { t } = useTranslation('inbox-settings');
  const { user } = useSession();
  const mayManage = useCan('inbox.manage');
  const { data, error, isPending, refetch } = useQuery(availabilityQuery);
  const slow = useSlow(isPending);
  const set = useSetAvailability();
  if (isPending) return slow ? <SkeletonRows rows={3} avatar /> : null;
  if (!data) return <ErrorState error={error} title={t('inbox.availabilityFailed')} onRetry={() => void refetch()} />;
  if (data.length === 0) return <p className="text-13 text-ink-muted">{t('inbox.nobody')}</p>;
  return (
    <ul className="grid gap-1">
      {data.map(({ userId, name, available, open, lastAssignedAt }) => {
        const moving = set.isPending && (set.variables.userId ?? user.id) === userId;
        return (
          <li key={userId} className="flex min-h-11 items-center gap-3">
            <Avatar id={userId} name={name} size={26} />
            <span className="grid min-w-0 flex-1 leading-snug">
              <span className="flex items-center gap-2">
                <bdi className="truncate text-13 font-medium">{name}</bdi>
                {userId === user.id && <Badge>{t('inbox.you')}</Badge>}
              </span>
              <span className="truncate text-12 text-ink-muted">
                {t('inbox.open', { count: open })}
                {lastAssignedAt && (
                  <>
                    {' · '}
                    {t('inbox.last')} <RelativeTime at={lastAssignedAt} />
                  </>
                )}
              </span>
            </span>
            <Switch
              hideLabel
              label={t('inbox.available', { name })}
              checked={moving ? set.variables.available : available}
              disabled={userId !== user.id && !mayManage}
              onChange={(next) =>
                set.mutate(
                  { available: next, ...(userId === user.id ? {} : { userId }) },
                  { onError: (cause) => notifyError(sayError(t, cause)) },
                )
              }
            />
          </li>
        );
      })}
    </ul>
  );
}
