// Chooses one of the kept segments.
import { useQuery } from '@tanstack/react-query';
import { Filter } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { segmentsQuery } from '../../../lib/segments';
import { useSlow } from '../../../lib/use-slow';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { SearchSelect } from '../../../ui/search-select';
import { Skeleton } from '../../../ui/skeleton';
import { TextLink } from '../../../ui/text-link';

interface SegmentPickProps {
  value: string | null;
  onChange: (segmentId: string) => void;
}

export function SegmentPick({ value, onChange }: SegmentPickProps) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const { data: segments, error, isPending, refetch } = useQuery(segmentsQuery);
  const slow = useSlow(isPending);
  if (error && !segments) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!segments) return slow ? <Skeleton className="h-control" /> : null;
  if (segments.length === 0)
    return (
      <EmptyState
        icon={Filter}
        title={t('audience.segment.none')}
        action={<TextLink to="/contacts">{t('audience.segment.toContacts')}</TextLink>}
      >
        {t('audience.segment.noneHelp')}
      </EmptyState>
    );
  return (
    <SearchSelect
      label={t('audience.segment.label')}
      value={value ?? undefined}
      onChange={onChange}
      placeholder={t('audience.segment.choose')}
      searchPlaceholder={t('audience.segment.find')}
      nothing={t('audience.segment.nothing')}
      options={segments.map(({ id, name, count }) => ({
        value: id,
        label: name,
        hint: count === null ? undefined : format.number(count),
      }))}
    />
  );
}
