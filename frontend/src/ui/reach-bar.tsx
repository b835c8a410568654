// How many of an audience will receive a message, and why the rest is left out: one line, one thin bar.
import { type AudienceCount, leftOutReasons } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../lib/format';
import { cn } from './cn';
import { Skeleton } from './skeleton';
import { Status } from './status';

export interface ReachBarProps {
  /** Undefined while it is counted. */
  count: AudienceCount | undefined;
  /** The count shown is of before. */
  stale?: boolean;
  failed?: boolean;
  className?: string;
}

export function ReachBar({ count, stale, failed, className }: ReachBarProps) {
  const { t } = useTranslation();
  return (
    <div role="status" className={cn('grid gap-1.5 rounded-md bg-sunken px-3.5 py-2.5', className)} aria-busy={!count}>
      {failed ? (
        <Status icon="attention" tone="warning">
          {t('reach.failed')}
        </Status>
      ) : count ? (
        <Reached count={count} stale={stale} />
      ) : (
        <>
          <span className="sr-only">{t('reach.counting')}</span>
          <Skeleton className="w-48" />
          <Skeleton className="h-1" />
        </>
      )}
    </div>
  );
}

function Reached({ count: { total, sendable, leftOut }, stale }: { count: AudienceCount; stale: boolean | undefined }) {
  const { t } = useTranslation();
  const format = useFormat();
  const words = { count: sendable, number: format.number(sendable), total: format.number(total) };
  const key =
    total === 0 ? 'empty' : sendable === 0 ? 'nobody' : sendable === total ? 'everyone' : ('receive' as const);
  const reasons = leftOutReasons.filter((reason) => leftOut[reason] > 0);
  const share = total === 0 ? 0 : sendable / total;
  return (
    <>
      <p className={cn('flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-13', stale && 'text-ink-muted')}>
        <span className="tabular font-semibold">{t(`reach.${key}`, words)}</span>
        {reasons.length > 0 && (
          <span className="text-12 text-ink-muted">
            {reasons
              .map((reason) => t(`reach.reasons.${reason}`, { number: format.number(leftOut[reason]) }))
              .join(' · ')}
          </span>
        )}
      </p>
      <span aria-hidden className="block h-1 overflow-hidden rounded-[2px] bg-data-track">
        <i
          className="block h-full rounded-[2px] bg-data-delivered transition-[inline-size] duration-(--t)"
          style={{ inlineSize: `${share * 100}%` }}
        />
      </span>
    </>
  );
}
