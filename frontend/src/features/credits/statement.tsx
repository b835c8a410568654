// Every movement of credits, newest first; a day's entries of one campaign and member are one line.
import type { CreditLine, EntryFilter } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ArrowDownLeft, ArrowUpRight, Check, Gauge, Gift, Lock, type LucideIcon, ReceiptText } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../lib/format';
import { useCan } from '../../lib/session';
import { media, useMedia } from '../../lib/use-media';
import { useSlow } from '../../lib/use-slow';
import { cn } from '../../ui/cn';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { FormattedNumber } from '../../ui/formatted-number';
import { Icon } from '../../ui/icon';
import { RelativeTime } from '../../ui/relative-time';
import { SkeletonRows } from '../../ui/skeleton';
import { VirtualList } from '../../ui/virtual-list';
import { type CreditKind, statementQuery } from './api';
import { joinLines } from './lines';
import { StatementFilter } from './statement-filter';

const icons: Record<CreditKind, LucideIcon> = {
  signup: Gift,
  top_up: ArrowDownLeft,
  reserve: Lock,
  capture: Check,
  release: ArrowUpRight,
  budget: Gauge,
};
const columns =
  'grid grid-cols-[190px_minmax(0,1fr)_110px_110px_150px] items-center gap-x-4 ps-6 pe-6 max-desktop:grid-cols-[170px_minmax(0,1fr)_90px_90px] max-tablet:grid-cols-[minmax(0,1fr)_auto] max-tablet:content-center max-tablet:gap-y-1 max-tablet:px-4';
const rowHeightPx = 41;
const phoneRowHeightPx = 64;

export function Statement() {
  const { t } = useTranslation('credits');
  const onPhone = useMedia(media.phone);
  const byMember = useCan('campaigns.viewAll');
  const [filter, setFilter] = useState<EntryFilter>({});
  const query = useInfiniteQuery(statementQuery(filter));
  const slow = useSlow(query.isPending);
  const lines = useMemo(() => joinLines(query.data?.pages.flatMap((page) => page.items) ?? []), [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  return (
    <>
      <StatementFilter filter={filter} onChange={setFilter} byMember={byMember} />
      {query.isError ? (
        <ErrorState error={query.error} title={t('statement.error')} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        slow && <SkeletonRows rows={10} />
      ) : lines.length === 0 ? (
        <EmptyState icon={ReceiptText} title={t('statement.none')}>
          {t('statement.noneHelp')}
        </EmptyState>
      ) : (
        <>
          <div
            aria-hidden
            className={cn(
              columns,
              'h-[34px] flex-none border-b border-line text-12 font-medium text-ink-muted max-tablet:hidden',
            )}
          >
            <span>{t('columns.kind')}</span>
            <span>{t('columns.what')}</span>
            <span className="text-end">{t('columns.amount')}</span>
            <span className="text-end">{t('columns.after')}</span>
            <span className="text-end max-desktop:hidden">{t('columns.at')}</span>
          </div>
          <VirtualList
            key={JSON.stringify(filter)}
            label={t('statement.label')}
            items={lines}
            keyOf={(line) => line.id}
            rowHeightPx={onPhone ? phoneRowHeightPx : rowHeightPx}
            onNearEnd={loadMore}
            renderRow={(line) => <LineRow line={line} />}
            footer={isFetchingNextPage && <SkeletonRows rows={3} />}
          />
        </>
      )}
    </>
  );
}

function LineRow({ line }: { line: CreditLine }) {
  const { t } = useTranslation('credits');
  const { kind, balanceAfter, campaignId, campaignName, reason, memberName, actorName, createdAt } = line;
  const who = memberName ?? actorName;
  return (
    <div className={cn(columns, 'h-full border-b border-line text-13 hover:bg-sunken')}>
      <span className="flex items-center gap-2">
        <Icon of={icons[kind]} size={14} flip={kind === 'top_up' || kind === 'release'} className="text-ink-muted" />
        {t(`kinds.${kind}`)}
      </span>
      <span className="flex min-w-0 items-baseline gap-2 max-tablet:order-last max-tablet:text-12">
        {campaignId && campaignName ? (
          <Link to={`/campaigns/${campaignId}`} className="truncate rounded-xs font-medium hover:underline">
            <bdi>{campaignName}</bdi>
          </Link>
        ) : (
          reason && <bdi className="truncate">{reason}</bdi>
        )}
        {kind !== 'top_up' && kind !== 'signup' && !campaignId && !reason && (
          <span className="truncate">{t(kind === 'budget' ? 'budgets.changed' : 'statement.inbox')}</span>
        )}
        {who && <bdi className="flex-none text-12 text-ink-muted">{who}</bdi>}
      </span>
      <Amount line={line} />
      <span className="text-end max-tablet:hidden">
        <FormattedNumber value={balanceAfter} className="text-ink-muted" />
      </span>
      <span className="text-end text-12 text-ink-muted max-desktop:hidden max-tablet:order-last max-tablet:block">
        <RelativeTime at={createdAt} as="dateTime" />
      </span>
    </div>
  );
}

/** What it did to the balance. Using what was held leaves the balance as it is: then the number used is said, quietly. */
function Amount({ line }: { line: CreditLine }) {
  const { t } = useTranslation('credits');
  const format = useFormat();
  const { kind, amount, usedChange, allowance } = line;
  if (kind === 'budget') {
    return (
      <span className="tabular text-end text-ink-muted">
        {allowance === null ? t('budgets.unlimited') : format.number(allowance)}
      </span>
    );
  }
  if (amount === 0) {
    return (
      <span className="tabular text-end text-ink-muted">{t('usedOfHeld', { number: format.number(usedChange) })}</span>
    );
  }
  return (
    <span className={cn('tabular text-end font-medium', amount > 0 && 'text-success')}>
      <bdi dir="ltr">
        {amount > 0 ? '+' : '−'}
        {format.number(Math.abs(amount))}
      </bdi>
    </span>
  );
}
