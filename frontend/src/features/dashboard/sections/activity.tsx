// The latest things that happened in the workspace.
import type { listActivity } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { z } from 'zod';
import { useSlow } from '../../../lib/use-slow';
import { Avatar } from '../../../ui/avatar';
import { ErrorState } from '../../../ui/error-state';
import { RelativeTime } from '../../../ui/relative-time';
import { Skeleton } from '../../../ui/skeleton';
import { activityQuery } from '../api';
import { Section } from './section';

type ActivityItem = z.output<typeof listActivity.response>;

const shownMax = 12;

/** Where the thing can be seen; what was deleted has no page. */
function hrefOf({ type, subjectId }: ActivityItem): string | null {
  if (!subjectId || /\.(deleted|removed)$/.test(type)) return null;
  const [subject] = type.split('.');
  if (subject === 'campaign') return `/campaigns/${subjectId}`;
  if (subject === 'contact') return `/contacts/${subjectId}`;
  if (subject === 'template') return `/templates/${subjectId}`;
  if (subject === 'connection') return '/connections';
  if (subject === 'import') return '/contacts';
  return subject === 'credits' ? '/credits' : null;
}

export function Activity() {
  const { t } = useTranslation('dashboard');
  const query = useQuery(activityQuery);
  const slow = useSlow(query.isPending);
  return (
    <Section title={t('activity.title')}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {slow && (
        <div aria-hidden className="grid gap-3 py-2">
          {['w-3/5', 'w-2/3', 'w-1/2'].map((width) => (
            <Skeleton key={width} className={width} />
          ))}
        </div>
      )}
      {query.data?.length === 0 && <p className="py-2 text-13 text-ink-muted">{t('activity.none')}</p>}
      <ol>
        {query.data?.slice(0, shownMax).map((item) => (
          <ActivityRow key={item.id} item={item} />
        ))}
      </ol>
    </Section>
  );
}

function ActivityRow({ item }: { item: ActivityItem }) {
  const { t } = useTranslation('dashboard');
  const href = hrefOf(item);
  const actor = item.actorName ?? t('activity.system');
  // A type this build does not know yet is shown as what it is, rather than not at all.
  const verb = t(`activity.types.${item.type.replace('.', '_')}`, { defaultValue: item.type });
  // "Dana joined the team Dana" says one name too many.
  const subject = item.subjectName && item.subjectName !== item.actorName ? item.subjectName : '';
  return (
    <li className="flex items-center gap-2.5 py-1.5 text-13">
      <Avatar id={actor} name={actor} size={20} />
      <span className="min-w-0 flex-1 truncate">
        <bdi className="font-medium">{actor}</bdi> <span className="text-ink-muted">{verb}</span>{' '}
        {href ? (
          <Link to={href} className="rounded-xs font-medium hover:underline">
            <bdi>{subject}</bdi>
          </Link>
        ) : (
          <bdi>{subject}</bdi>
        )}
      </span>
      <RelativeTime at={item.at} as="relative" className="text-12 text-ink-muted" />
    </li>
  );
}
