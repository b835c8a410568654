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
  /** `people` tells of a group, `message` (default) of who will receive one. */
  of?: 'people' | 'message';
  /** The count shown is of before. */
  stale?: boolean;
  failed?: boolean;
  className?: string;
}

export function ReachBar({ count, of = 'message', stale, failed, className }: ReachBarProps) {
  const { t } = useTranslation();
  return (
    <div role="status" className={cn('grid gap-1.5 rounded-md bg-sunken px-3.5 py-2.5', className)} aria-busy={!count}>
      {failed ? (
        <Status icon="attention" tone="warning">
          {t('reach.failed')}
        </Status>
      ) : count ? (
        <Reached count={count} of={of} stale={stale} />
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

type ReachedProps = Required<Pick<ReachBarProps, 'of'>> & Pick<ReachBarProps, 'stale'> & { count: AudienceCount };

/** Which sentence tells of them. */
function sentenceOf({ count: { total, sendable }, of }: ReachedProps) {
  if (total === 0) return 'empty';
  if (of === 'people') return 'people';
  if (sendable === 0) return 'nobody';
  return sendable === total ? 'everyone' : 'receive';
}

function Reached(props: ReachedProps) {
  const { total, sendable, leftOut } = props.count;
  const { t } = useTranslation();
  const format = useFormat();
  const words = {
    count: props.of === 'people' ? total : sendable,
    number: format.number(props.of === 'people' ? total : sendable),
    sendable: format.number(sendable),
    total: format.number(total),
  };
  const reasons = leftOutReasons.filter((reason) => leftOut[reason] > 0);
  const share = total === 0 ? 0 : sendable / total;
  return (
    <>
      <p className={cn('flex flex-wrap items-baseline gap-x-3 gap-y-0.5 text-13', props.stale && 'text-ink-muted')}>
        <span className="tabular font-semibold">{t(`reach.${sentenceOf(props)}`, words)}</span>
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
