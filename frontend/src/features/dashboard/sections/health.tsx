// Each number's state in words, with the way to mend it.
import type { Connection } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { Plug } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { connectionsQuery } from '../../../lib/connections';
import { useFormat } from '../../../lib/format';
import { useCan } from '../../../lib/session';
import { useSlow } from '../../../lib/use-slow';
import { ChannelMark } from '../../../ui/channel-mark';
import { ErrorState } from '../../../ui/error-state';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { Meter } from '../../../ui/meter';
import { Skeleton } from '../../../ui/skeleton';
import { Status, type StatusProps } from '../../../ui/status';
import { TextLink } from '../../../ui/text-link';
import { Section } from './section';

const looks: Record<Connection['state'], Pick<StatusProps, 'tone' | 'icon'>> = {
  connected: { tone: 'success', icon: 'done' },
  connecting: { tone: 'warning', icon: 'attention' },
  disconnected: { tone: 'danger', icon: 'failed' },
  error: { tone: 'danger', icon: 'failed' },
};

export function Health() {
  const { t } = useTranslation('dashboard');
  const mayManage = useCan('connections.manage');
  const query = useQuery(connectionsQuery);
  const slow = useSlow(query.isPending);
  const connections = query.data ?? [];
  return (
    <Section title={t('health.title')} more={{ to: '/connections', label: t('health.all') }}>
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {slow && <Skeleton className="my-3 w-48" />}
      {query.isSuccess && connections.length === 0 && (
        <p className="flex items-center gap-2 py-3 text-13 text-ink-muted">
          <Icon of={Plug} />
          {t('health.none')}
          {mayManage && <TextLink to="/connections">{t('health.connect')}</TextLink>}
        </p>
      )}
      <ul>
        {connections.map((connection) => (
          <HealthRow key={connection.id} connection={connection} />
        ))}
      </ul>
    </Section>
  );
}

function HealthRow({ connection }: { connection: Connection }) {
  const { t } = useTranslation('dashboard');
  const format = useFormat();
  const { channel, name, phone, state, reason, pacing, use, queued } = connection;
  return (
    <li className="grid grid-cols-[14px_minmax(0,1fr)_auto] items-center gap-x-2.5 border-line py-2 text-13 not-first:border-t">
      <ChannelMark channel={channel} />
      <span className="flex min-w-0 items-baseline gap-2">
        <bdi className="truncate font-medium">{name}</bdi>
        {phone && <PhoneNumber value={phone} className="text-12 text-ink-muted" />}
      </span>
      <Status {...looks[state]}>{t(`campaigns:connectionStates.${state}`)}</Status>
      <span className="col-start-2 col-end-4 mt-0.5 flex items-center gap-2 text-12 text-ink-muted">
        {state !== 'connected' && reason ? (
          t(`health.reasons.${reason}`)
        ) : pacing.perDay !== null ? (
          <>
            <Meter value={use.day} max={pacing.perDay} label={t('health.today')} className="w-24" />
            <span className="tabular">
              {t('health.used', { used: format.number(use.day), max: format.number(pacing.perDay) })}
            </span>
          </>
        ) : (
          <span className="tabular">{t('health.sentToday', { used: format.number(use.day) })}</span>
        )}
        {queued > 0 && (
          <span className="tabular ms-auto">
            {t('health.queued', { count: queued, number: format.number(queued) })}
          </span>
        )}
      </span>
    </li>
  );
}
