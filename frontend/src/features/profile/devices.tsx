// Where I am signed in, and signing a device out.
import { useQuery } from '@tanstack/react-query';
import { Monitor, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../lib/field-errors';
import { useSlow } from '../../lib/use-slow';
import { Badge } from '../../ui/badge';
import { Button } from '../../ui/button';
import { ErrorState } from '../../ui/error-state';
import { FormSection } from '../../ui/form-section';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { Skeleton } from '../../ui/skeleton';
import { notify, notifyError } from '../../ui/toast';
import { devicesQuery, useSignOutDevice } from './api';
import { readDevice } from './device';

export function Devices() {
  const { t } = useTranslation('profile');
  const { data, error, isPending, refetch } = useQuery(devicesQuery);
  const slow = useSlow(isPending);
  const signOut = useSignOutDevice();
  return (
    <FormSection title={t('devices.title')} help={t('devices.help')}>
      {isPending && slow && (
        <div role="status" aria-label={t('devices.loading')} className="grid gap-6 py-2">
          <Skeleton className="w-2/3" />
          <Skeleton className="w-1/2" />
        </div>
      )}
      {!data && error && <ErrorState error={error} title={t('devices.failed')} onRetry={() => void refetch()} />}
      {data && (
        <ul className="grid">
          {data.map((one) => {
            const device = readDevice(one.userAgent);
            const name = [device.browser, device.system].filter(Boolean).join(' · ') || t('devices.unknown');
            return (
              <li key={one.id} className="flex min-h-14 items-center gap-3 border-line py-2 not-first:border-t">
                <Icon of={device.handheld ? Smartphone : Monitor} size={18} className="text-ink-muted" />
                <span className="grid min-w-0 flex-1 text-13">
                  <span className="flex items-center gap-2 font-medium">
                    <bdi className="truncate">{name}</bdi>
                    {one.current && <Badge tone="accent">{t('devices.this')}</Badge>}
                  </span>
                  <span className="truncate text-12 text-ink-muted">
                    {one.ip && (
                      <>
                        <bdi dir="ltr">{one.ip}</bdi> ·{' '}
                      </>
                    )}
                    {t('devices.lastUsed')} <RelativeTime at={one.lastUsedAt} />
                  </span>
                </span>
                {!one.current && (
                  <Button
                    variant="ghost"
                    busy={signOut.isPending && signOut.variables === one.id}
                    aria-label={t('devices.signOutNamed', { name })}
                    onClick={() =>
                      signOut.mutate(one.id, {
                        onSuccess: () => notify(t('devices.signedOut', { name })),
                        onError: (cause) => notifyError(sayError(t, cause)),
                      })
                    }
                  >
                    {t('devices.signOut')}
                  </Button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </FormSection>
  );
}
