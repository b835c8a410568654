// The recipients by outcome: tabs, causes, and a list that is only as long in the page as on the screen.
import type { Campaign, OutcomeCode, Recipient } from '@parley/contract';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Hourglass, Users } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sayError } from '../../../lib/field-errors';
import { useCan } from '../../../lib/session';
import { media, useMedia } from '../../../lib/use-media';
import { useSlow } from '../../../lib/use-slow';
import { Alert } from '../../../ui/alert';
import { cn } from '../../../ui/cn';
import { ConfirmDialog } from '../../../ui/confirm-dialog';
import { EmptyState } from '../../../ui/empty-state';
import { ErrorState } from '../../../ui/error-state';
import { SubBar } from '../../../ui/page-bar';
import { SkeletonRows } from '../../../ui/skeleton';
import { Tabs } from '../../../ui/tabs';
import { notify, notifyError } from '../../../ui/toast';
import { VirtualList } from '../../../ui/virtual-list';
import { useRetryMessage } from '../api';
import { type RecipientTab, reasonsQuery, recipientsQuery, recipientTabs } from '../recipients';
import type { Verbs } from '../use-verbs';
import { Causes, FileCauses } from './causes';
import { RecipientRow, recipientColumns } from './recipient-row';

const rowHeightPx = 41;
const phoneRowHeightPx = 68;

/** How many stand in each tab; the parts of the audience, so that they add up. */
export function countTabs({ progress }: Campaign): Record<RecipientTab, number> {
  const { sentCount, deliveredCount, readCount } = progress;
  return {
    all: progress.totalContacts,
    pending: progress.pendingCount,
    sent: Math.max(0, sentCount - deliveredCount),
    delivered: Math.max(0, deliveredCount - readCount),
    read: readCount,
    replied: progress.repliedCount,
    failed: progress.failedCount,
    uncertain: progress.uncertainCount,
    skipped: progress.skippedCount,
  };
}

export interface RecipientListProps {
  campaign: Campaign;
  tab: RecipientTab;
  onTab: (tab: RecipientTab) => void;
  verbs: Verbs;
}

export function RecipientList({ campaign, tab, onTab, verbs }: RecipientListProps) {
  const { t } = useTranslation('campaigns');
  const onPhone = useMedia(media.phone);
  const maySend = useCan('messages.send');
  const [errorCode, setErrorCode] = useState<OutcomeCode | undefined>();
  const [files, setFiles] = useState<'failed' | undefined>();
  const [asking, setAsking] = useState<Recipient | null>(null);
  const query = useInfiniteQuery(recipientsQuery(campaign.id, { tab, errorCode, files }));
  const slow = useSlow(query.isPending);
  const retry = useRetryMessage(campaign.id);
  const counts = countTabs(campaign);
  const rows = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data]);
  const { fetchNextPage, hasNextPage, isFetchingNextPage } = query;
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);

  const { mutate, mutateAsync } = retry;
  const sendAgain = useCallback(
    (recipient: Recipient) => {
      // Uncertain means that it may have arrived: a second copy is a person's decision.
      if (recipient.state === 'uncertain') return setAsking(recipient);
      mutate(recipient.id, {
        onSuccess: () => notify(t('done.sendAgain', { name: recipient.contactName })),
        onError: (error) => notifyError(sayError(t, error)),
      });
    },
    [mutate, t],
  );

  return (
    <>
      <SubBar className="bg-surface">
        <Tabs
          value={tab}
          onChange={(next) => {
            setErrorCode(undefined);
            setFiles(undefined);
            onTab(next);
          }}
          label={t('recipients.filter')}
          items={recipientTabs.map((value) => ({ value, label: t(`recipients.tabs.${value}`), count: counts[value] }))}
        />
      </SubBar>
      {tab === 'uncertain' && counts.uncertain > 0 && (
        <Alert tone="warning" className="rounded-none px-6! max-tablet:px-4!">
          {t('recipients.uncertain')}
        </Alert>
      )}
      <Causes campaign={campaign} tab={tab} chosen={errorCode} onChoose={setErrorCode} verbs={verbs}>
        {(tab === 'all' || tab === 'failed') && (
          <FileCauses
            campaign={campaign}
            chosen={files !== undefined}
            onChoose={(only) => {
              setErrorCode(undefined);
              setFiles(only ? 'failed' : undefined);
              // These people are in the tabs of those whom the message reached.
              onTab('all');
            }}
            verbs={verbs}
          />
        )}
      </Causes>
      {query.isError ? (
        <ErrorState error={query.error} title={t('recipients.error')} onRetry={() => void query.refetch()} />
      ) : query.isPending ? (
        slow && <SkeletonRows rows={8} avatar />
      ) : rows.length === 0 ? (
        <NoRecipients campaign={campaign} tab={tab} />
      ) : (
        <>
          <div
            aria-hidden
            className={cn(
              recipientColumns,
              'h-[34px] flex-none border-b border-line text-12 font-medium text-ink-muted max-tablet:hidden',
            )}
          >
            <span>{t('recipients.columns.person')}</span>
            <span className="max-desktop:hidden">{t('recipients.columns.phone')}</span>
            <span>{t('recipients.columns.state')}</span>
            <span>{t('recipients.columns.message')}</span>
            <span className="text-end max-desktop:hidden">{t('recipients.columns.at')}</span>
            <span />
          </div>
          <VirtualList
            key={`${tab} ${errorCode} ${files}`}
            label={t('recipients.label')}
            items={rows}
            keyOf={(recipient) => recipient.id}
            rowHeightPx={onPhone ? phoneRowHeightPx : rowHeightPx}
            onNearEnd={loadMore}
            className={cn('min-h-64', query.isPlaceholderData && 'opacity-60')}
            renderRow={(recipient) => (
              <RecipientRow
                recipient={recipient}
                onRetry={maySend ? sendAgain : undefined}
                retrying={retry.isPending && retry.variables === recipient.id}
              />
            )}
            footer={isFetchingNextPage && <SkeletonRows rows={3} avatar />}
          />
        </>
      )}
      <ConfirmDialog
        open={asking !== null}
        onOpenChange={(open) => !open && setAsking(null)}
        title={t('sendAgain.title', { name: asking?.contactName })}
        description={t('sendAgain.help')}
        confirmLabel={t('sendAgain.confirm')}
        onConfirm={() => asking && mutateAsync(asking.id)}
      />
    </>
  );
}

function NoRecipients({ campaign, tab }: Pick<RecipientListProps, 'campaign' | 'tab'>) {
  const { t } = useTranslation('campaigns');
  const reasons = useQuery(reasonsQuery(campaign.id));
  if (tab === 'all') {
    return (
      <EmptyState icon={Hourglass} title={t('recipients.notYet')}>
        {campaign.status === 'running' ? t('recipients.preparing') : t('recipients.notYetHelp')}
      </EmptyState>
    );
  }
  const onlyFiles = tab === 'failed' && (reasons.data ?? []).some((one) => one.files);
  return <EmptyState icon={Users} title={onlyFiles ? t('files.only') : t(`recipients.none.${tab}`)} />;
}
