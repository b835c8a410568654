// What became of an uploaded list: progress while it is read, then its counts, the columns left out, and its first rows.
import type { RecipientList } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { FileSpreadsheet } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { sayFileFault } from '../../../lib/file-faults';
import { useFormat } from '../../../lib/format';
import { useLanguage } from '../../../lib/i18n';
import { Alert } from '../../../ui/alert';
import { Button } from '../../../ui/button';
import { ErrorState } from '../../../ui/error-state';
import { PhoneNumber } from '../../../ui/formatted-number';
import { Icon } from '../../../ui/icon';
import { Meter } from '../../../ui/meter';
import { SkeletonRows } from '../../../ui/skeleton';
import { Status } from '../../../ui/status';
import { downloadListErrors, isBeingRead, recipientListQuery } from '../recipient-lists';
import { FileButton } from './file-button';

interface ListSummaryProps {
  listId: string;
  /** Called once it can be launched to. */
  onReady: () => void;
  onRemove: () => void;
}

export function ListSummary({ listId, onReady, onRemove }: ListSummaryProps) {
  const { t } = useTranslation('campaigns');
  const language = useLanguage();
  const { data: list, error, refetch } = useQuery(recipientListQuery(listId));
  const ready = list?.status === 'completed';
  const tell = useEffectEvent(onReady);
  useEffect(() => {
    if (ready) tell();
  }, [ready]);
  if (error && !list)
    return <ErrorState error={error} title={t('audience.list.error')} onRetry={() => void refetch()} />;
  if (!list) return <SkeletonRows rows={2} />;
  return (
    <div className="overflow-hidden rounded-md border border-line-strong">
      <div className="flex items-center gap-3 px-4 py-3">
        <Icon of={FileSpreadsheet} size={20} className="text-ink-muted" />
        <div className="grid min-w-0 flex-1 gap-1 text-13">
          <bdi className="truncate font-medium match-parent">{list.fileName}</bdi>
          {isBeingRead(list) ? <Reading list={list} /> : <Counts list={list} />}
        </div>
        <div className="flex flex-none items-center gap-1 max-tablet:flex-col max-tablet:items-end">
          {ready && list.duplicates + list.invalid > 0 && (
            <FileButton
              label={t('audience.list.errors')}
              fileName={`${list.fileName.replace(/\.\w+$/, '')}-errors.csv`}
              fetchFile={() => downloadListErrors(list.id, language)}
            />
          )}
          <Button size="sm" onClick={onRemove}>
            {t('audience.list.replace')}
          </Button>
        </div>
      </div>
      {list.status === 'failed' && (
        <div className="px-4 pb-3">
          <Alert>{sayFileFault(t, list) ?? t('audience.list.failed')}</Alert>
        </div>
      )}
      {list.unknownColumns.length > 0 && <Unknown columns={list.unknownColumns} />}
      {ready && list.firstRows.length > 0 && <FirstRows list={list} />}
    </div>
  );
}

function Reading({ list }: { list: RecipientList }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const words =
    list.total === null
      ? t('audience.list.opening')
      : t('audience.list.reading', { done: format.number(list.processed), total: format.number(list.total) });
  return (
    <>
      <span className="tabular text-12 text-ink-muted" aria-live="polite">
        {words}
      </span>
      <Meter kind="progress" value={list.processed} max={list.total ?? 0} label={words} />
    </>
  );
}

function Counts({ list }: { list: RecipientList }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const words = (count: number) => ({ count, number: format.number(count) });
  return (
    <div role="status" className="flex flex-wrap items-center gap-x-4 gap-y-1 text-12">
      {list.ready > 0 && (
        <Status icon="done" tone="success">
          {t('audience.list.ready', words(list.ready))}
        </Status>
      )}
      {list.duplicates > 0 && <Status icon="skipped">{t('audience.list.duplicates', words(list.duplicates))}</Status>}
      {list.invalid > 0 && (
        <Status icon="attention" tone="warning">
          {t('audience.list.invalid', words(list.invalid))}
        </Status>
      )}
    </div>
  );
}

const namedColumns = 5;

function Unknown({ columns }: { columns: readonly string[] }) {
  const { t } = useTranslation('campaigns');
  const format = useFormat();
  const named = format.list(columns.slice(0, namedColumns).map((name) => `\u2068${name}\u2069`));
  return (
    <p className="border-t border-line bg-warning-soft px-4 py-2 text-12">
      {t('audience.list.unknown', {
        count: columns.length,
        columns: columns.length > namedColumns ? `${named}…` : named,
      })}
    </p>
  );
}

function FirstRows({ list }: { list: RecipientList }) {
  const { t } = useTranslation('campaigns');
  const variables = list.columns.flatMap(({ variable }) => (variable && variable !== 'phone' ? [variable] : []));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section tabIndex={0} aria-label={t('audience.list.first')} className="overflow-x-auto border-t border-line">
      <table className="w-full text-12">
        <thead>
          <tr className="text-ink-muted">
            {['phone', ...variables].map((variable) => (
              <th key={variable} scope="col" dir="ltr" className="px-4 py-1.5 text-start font-medium whitespace-nowrap">
                {variable}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {list.firstRows.map((row) => (
            <tr key={row.phone} className="border-t border-line">
              <td className="px-4 py-1.5 whitespace-nowrap">
                <PhoneNumber value={row.phone} />
              </td>
              {variables.map((variable) => (
                <td key={variable} className="max-w-48 truncate px-4 py-1.5">
                  <bdi>{row.variables[variable] ?? '–'}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
