// Earlier imports: how each ended, its failed rows, and undo. One that still runs moves here too.
import type { ContactImport } from '@parley/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFormat } from '../../../lib/format';
import { useSlow } from '../../../lib/use-slow';
import { ErrorState } from '../../../ui/error-state';
import { FormattedNumber } from '../../../ui/formatted-number';
import { Meter } from '../../../ui/meter';
import { RelativeTime } from '../../../ui/relative-time';
import { SkeletonRows } from '../../../ui/skeleton';
import { Table, Td, Th, Tr } from '../../../ui/table';
import { importQuery, importsQuery, isActive } from './api';
import { ErrorsButton } from './errors-button';
import { ImportStatus } from './import-status';
import { UndoButton } from './undo-button';

export function PastImports() {
  const { t } = useTranslation('contacts');
  const { data, error, isPending, refetch } = useQuery(importsQuery);
  const slow = useSlow(isPending);
  if (isPending) return slow ? <SkeletonRows rows={3} /> : null;
  if (!data) return <ErrorState error={error} title={t('import.pastError')} onRetry={() => void refetch()} />;
  if (data.length === 0) return null;
  return (
    <section>
      <h2 className="px-6 pb-1 text-14 font-semibold max-tablet:px-4">{t('import.past')}</h2>
      <Table stack roomy>
        <thead>
          <tr>
            <Th>{t('import.file')}</Th>
            <Th>{t('import.state')}</Th>
            <Th numeric>{t('import.ends.created')}</Th>
            <Th numeric>{t('import.ends.updated')}</Th>
            <Th numeric>{t('import.ends.skipped')}</Th>
            <Th numeric>{t('import.ends.failed')}</Th>
            <Th>
              <span className="sr-only">{t('actions.moreActions')}</span>
            </Th>
          </tr>
        </thead>
        <tbody>
          {data.map((one) => (
            <PastImport key={one.id} listed={one} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function PastImport({ listed }: { listed: ContactImport }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  // One that runs is followed by itself, so that its row moves with the frames.
  const { data } = useQuery({ ...importQuery(listed.id), initialData: listed, enabled: isActive(listed.status) });
  const shown = isActive(listed.status) ? data : listed;
  const counts = [shown.created, shown.updated, shown.skipped, shown.failed];
  return (
    <Tr>
      <Td className="max-w-72">
        <Link
          to={`/contacts/import?id=${shown.id}`}
          className="block truncate font-medium match-parent hover:underline"
        >
          <bdi>{shown.fileName}</bdi>
        </Link>
        <span className="text-12 text-ink-muted">
          <RelativeTime at={shown.createdAt} as="dateTime" />
        </span>
      </Td>
      <Td>
        <ImportStatus status={shown.status} />
        {shown.status === 'running' && (
          <Meter
            kind="progress"
            value={shown.processed}
            max={shown.total ?? 0}
            label={t('import.done', { done: format.number(shown.processed), total: format.number(shown.total ?? 0) })}
            className="mt-1 w-32"
          />
        )}
      </Td>
      {counts.map((count, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a fixed row of four
        <Td key={index} numeric onPhone="hidden">
          <FormattedNumber value={count} />
        </Td>
      ))}
      <Td onPhone="wide">
        <span className="flex justify-end gap-1 max-tablet:justify-start">
          <ErrorsButton imported={shown} size="sm" />
          <UndoButton imported={shown} size="sm" />
        </span>
      </Td>
    </Tr>
  );
}
