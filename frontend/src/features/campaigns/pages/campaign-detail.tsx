// One campaign; the live feed keeps it true while it is open.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useParams } from 'react-router';
import { campaignQuery } from '../../../lib/campaigns';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { Skeleton, SkeletonRows } from '../../../ui/skeleton';
import { CampaignDetail } from '../detail/detail';

export default function CampaignDetailPage() {
  const { t } = useTranslation('campaigns');
  const { id = '' } = useParams();
  const { data, error, isPending, refetch } = useQuery(campaignQuery(id));
  const slow = useSlow(isPending);
  if (data) return <CampaignDetail key={data.id} campaign={data} />;
  return (
    <>
      <PageBar title={t('detail.title')} parent={{ label: t('common:nav.campaigns'), to: '/campaigns' }} />
      {error ? (
        <ErrorState error={error} title={t('detail.error')} onRetry={() => void refetch()} />
      ) : (
        slow && <DetailSkeleton />
      )}
    </>
  );
}

function DetailSkeleton() {
  return (
    <div aria-hidden>
      <div className="flex items-center gap-8 border-b border-line px-6 py-6 max-tablet:px-4">
        <Skeleton shape="circle" className="size-[116px]" />
        <div className="grid flex-1 gap-3">
          {['w-4/5', 'w-3/5', 'w-1/2', 'w-2/5', 'w-1/6'].map((width) => (
            <Skeleton key={width} className={`h-4 ${width}`} />
          ))}
        </div>
      </div>
      <SkeletonRows rows={8} avatar />
    </div>
  );
}
