// Earlier wordings, newest first; any of them can be taken back into the editor.
import { useQuery } from '@tanstack/react-query';
import { History } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useSlow } from '../../../lib/use-slow';
import { Badge } from '../../../ui/badge';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { RelativeTime } from '../../../ui/relative-time';
import { SkeletonRows } from '../../../ui/skeleton';
import { versionsQuery } from '../api';
import { BodyText } from '../components/body-text';
import { VersionCompare } from './version-compare';

interface VersionListProps {
  templateId: string;
  /** The wording in the editor now; the one that equals it cannot be restored. */
  body: string;
  /** Absent where the template may only be read. */
  onRestore?: (body: string, version: number) => void;
}

export function VersionList({ templateId, body, onRestore }: VersionListProps) {
  const { t } = useTranslation('templates');
  const { data, error, isPending, refetch } = useQuery(versionsQuery(templateId));
  const slow = useSlow(isPending);
  if (isPending) return slow ? <SkeletonRows rows={4} className="-mx-5" /> : null;
  if (!data) return <ErrorState error={error} title={t('versions.error')} onRetry={() => void refetch()} />;
  return (
    <>
      <VersionCompare versions={data} />
      <ol className="grid">
        {data.map((one, index) => (
          <li key={one.version} className="grid gap-1.5 border-b border-line py-3 first:pt-0 last:border-0">
            <p className="flex items-center gap-2 text-12 text-ink-muted">
              <b className="text-13 font-medium text-ink">{t('versions.number', { version: one.version })}</b>
              {index === 0 && <Badge>{t('versions.current')}</Badge>}
              <span className="flex-1" />
              {one.createdByName && <bdi className="truncate">{one.createdByName}</bdi>}
              <RelativeTime at={one.createdAt} />
            </p>
            <p dir="auto" className="line-clamp-4 text-13 whitespace-pre-line text-ink-secondary">
              <BodyText body={one.content.body} />
            </p>
            {onRestore && one.content.body !== body && (
              <Button
                size="sm"
                icon={History}
                flipIcon
                className="justify-self-start"
                onClick={() => onRestore(one.content.body, one.version)}
              >
                {t('versions.restore')}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
