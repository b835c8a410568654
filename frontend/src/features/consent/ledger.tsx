// The ledger of consent: who said what, when, and on what evidence; newest first, and as a file.
import type { ConsentDecision, ConsentEntry } from '@parley/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { CircleCheck, CircleSlash, Download, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { sayError } from '../../lib/field-errors';
import { saveFile } from '../../lib/save-file';
import { useSlow } from '../../lib/use-slow';
import { Button } from '../../ui/button';
import { EmptyState } from '../../ui/empty-state';
import { ErrorState } from '../../ui/error-state';
import { SubBar } from '../../ui/page-bar';
import { RelativeTime } from '../../ui/relative-time';
import { SegmentedControl } from '../../ui/segmented-control';
import { SkeletonRows } from '../../ui/skeleton';
import { Status } from '../../ui/status';
import { Table, Td, Th, Tr } from '../../ui/table';
import { TextLink } from '../../ui/text-link';
import { notifyError } from '../../ui/toast';
import { downloadLedger, ledgerQuery } from './api';

const filters = ['all', 'opt_out', 'opt_in'] as const;

export function Ledger() {
  const { t } = useTranslation('consent');
  const [filter, setFilter] = useState<(typeof filters)[number]>('all');
  const decision: ConsentDecision | undefined = filter === 'all' ? undefined : filter;
  const query = useInfiniteQuery(ledgerQuery(decision));
  const slow = useSlow(query.isPending);
  const entries = query.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <>
      <SubBar className="justify-between">
        <SegmentedControl
          label={t('ledger.filter')}
          value={filter}
          onChange={setFilter}
          segments={filters.map((value) => ({ value, label: t(`ledger.${value}`) }))}
        />
        <ExportButton decision={decision} disabled={entries.length === 0} />
      </SubBar>
      {query.isPending && slow && <SkeletonRows rows={10} />}
      {query.isError && !query.data && (
        <ErrorState error={query.error} title={t('ledger.failed')} onRetry={() => void query.refetch()} />
      )}
      {query.data && entries.length === 0 && (
        <EmptyState icon={ScrollText} title={t('ledger.none')}>
          {t('ledger.noneHelp')}
        </EmptyState>
      )}
      {entries.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <div tabIndex={0} className="min-h-0 flex-1 overflow-auto bg-surface focus-visible:shadow-focus-inset">
          <Table stack>
            <thead>
              <tr>
                <Th>{t('ledger.person')}</Th>
                <Th>{t('ledger.decision')}</Th>
                <Th>{t('ledger.evidence')}</Th>
                <Th>{t('ledger.when')}</Th>
              </tr>
            </thead>
            <tbody>
              {entries.map((entry) => (
                <EntryRow key={entry.id} entry={entry} />
              ))}
            </tbody>
          </Table>
          {query.hasNextPage && (
            <div className="px-6 py-4 max-tablet:px-4">
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t('more')}
              </Button>
            </div>
          )}
        </div>
      )}
    </>
  );
}

function EntryRow({ entry }: { entry: ConsentEntry }) {
  const { t } = useTranslation('consent');
  const { contactId, contactName, decision, origin, actorName, words, note, chatId, messageId, saidAt } = entry;
  const evidence = words ?? note;
  return (
    <Tr>
      <Td>
        <Link to={`/contacts/${contactId}`} className="rounded-xs font-medium hover:underline">
          <bdi>{contactName}</bdi>
        </Link>
      </Td>
      <Td>
        <Status
          icon={decision === 'opt_out' ? CircleSlash : CircleCheck}
          tone={decision === 'opt_out' ? 'danger' : 'success'}
        >
          {t(`ledger.${decision}`)}
        </Status>
      </Td>
      <Td wrap onPhone="wide">
        <span className="text-ink-muted">
          {actorName ? t('ledger.by', { name: actorName }) : t(`origins.${origin}`)}
        </span>
        {evidence && (
          <>
            {' · '}
            <bdi dir="auto" className="text-ink-secondary">
              “{evidence}”
            </bdi>
          </>
        )}
        {chatId && (
          <>
            {' · '}
            <TextLink to={`/inbox/${chatId}${messageId ? `?message=${messageId}` : ''}`}>{t('openChat')}</TextLink>
          </>
        )}
      </Td>
      <Td>
        <RelativeTime at={saidAt} as="dateTime" className="text-12 text-ink-muted" />
      </Td>
    </Tr>
  );
}

function ExportButton({ decision, disabled }: { decision: ConsentDecision | undefined; disabled: boolean }) {
  const { t } = useTranslation('consent');
  const [busy, setBusy] = useState(false);
  async function download() {
    setBusy(true);
    try {
      saveFile(await downloadLedger(decision), 'consent.csv');
    } catch (error) {
      notifyError(t('ledger.exportFailed'), { description: sayError(t, error) });
    } finally {
      setBusy(false);
    }
  }
  return (
    <Button variant="ghost" size="sm" icon={Download} busy={busy} disabled={disabled} onClick={download}>
      {t('ledger.export')}
    </Button>
  );
}
