// The tenant's settings.
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { PageBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { tenantQuery } from '../api';
import { TenantForm } from '../tenant-form';

export default function TenantPage() {
  const { t } = useTranslation('team');
  const { data, error, isPending, refetch } = useQuery(tenantQuery);
  const slow = useSlow(isPending);
  return (
    <>
      <PageBar title={t('common:nav.tenant')} />
      <div className="flex min-h-0 flex-1 flex-col overflow-auto pb-8">
        {isPending && slow && <SkeletonRows rows={4} />}
        {!data && error && <ErrorState error={error} title={t('tenant.failed')} onRetry={() => void refetch()} />}
        {data && <TenantForm tenant={data} />}
      </div>
    </>
  );
}
