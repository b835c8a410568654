// Outages of a line: when, why, and whether what was said meanwhile could be fetched.
import type { Connection, ConnectionGap } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { CircleAlert, CircleCheck, CloudOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../lib/format';
import { Button } from '../../ui/button';
import { Dialog } from '../../ui/dialog';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { SkeletonRows } from '../../ui/skeleton';
import { Status } from '../../ui/status';
import { gapsQuery } from './api';

export function GapsDialog({ connection, onClose }: { connection: Connection; onClose: () => void }) {
  const { t } = useTranslation('connections');
  const { data, error, isPending, refetch } = useQuery(gapsQuery(connection.id));
  return (
    <Dialog
      open
      onOpenChange={onClose}
      flush
      title={t('gaps.title', { name: connection.name })}
      description={t('gaps.lead')}
      footer={
        <Button variant="ghost" onClick={onClose}>
          {t('common:actions.close')}
        </Button>
      }
    >
      {isPending && <SkeletonRows rows={4} />}
      {!data && error && <ErrorState error={error} title={t('gaps.failed')} onRetry={() => void refetch()} />}
      {data?.length === 0 && (
        <EmptyState icon={CircleCheck} title={t('gaps.none')}>
          {t('gaps.noneHelp')}
        </EmptyState>
      )}
      <ul>
        {data?.map((gap) => (
          <li key={gap.id} className="grid gap-0.5 border-line px-5 py-3 text-13 not-first:border-t">
            <GapTime gap={gap} />
            <GapOutcome gap={gap} />
            {gap.cause && <p className="text-12 text-ink-muted">{t(`reason.${gap.cause}`)}</p>}
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function GapTime({ gap }: { gap: ConnectionGap }) {
  const { t } = useTranslation('connections');
  const format = useFormat();
  return (
    <p className="tabular font-medium">
      {format.dateTime(gap.from)} – {gap.to ? format.time(gap.to) : t('gaps.now')}
    </p>
  );
}

/** In words: still out, fetched afterwards, or possibly incomplete. */
export function GapOutcome({ gap }: { gap: ConnectionGap }) {
  const { t } = useTranslation('connections');
  if (gap.state === 'open')
    return (
      <Status tone="danger" icon={CloudOff}>
        {t('gaps.open')}
      </Status>
    );
  return gap.state === 'recovered' ? (
    <Status tone="success" icon={CircleCheck}>
      {t('gaps.recovered', { count: gap.recovered })}
    </Status>
  ) : (
    <Status tone="warning" icon={CircleAlert}>
      {t('gaps.missing')}
    </Status>
  );
}
