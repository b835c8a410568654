// The first rows as the people they will become.
import type { ContactImport, ImportMapping } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { Avatar } from '../../../ui/avatar';
import { nameOfRow, readRow } from './mapping';

const rowsShown = 3;

export function MappingPreview({ imported, mapping }: { imported: ContactImport; mapping: ImportMapping }) {
  const { t } = useTranslation('contacts');
  const rows = imported.preview.slice(0, rowsShown).map((row) => readRow(imported, mapping, row));
  const answer = Object.values(mapping).find((target) => target.startsWith('client.'));
  return (
    <section className="px-6 pb-6 text-13 max-tablet:hidden">
      <h2 className="mb-1 flex items-baseline justify-between gap-2">
        <span className="text-14 font-semibold">{t('import.preview')}</span>
        <small className="text-12 text-ink-muted">{t('import.previewHelp')}</small>
      </h2>
      <ul>
        {rows.map((values, index) => {
          const name = nameOfRow(values);
          return (
            <li
              // biome-ignore lint/suspicious/noArrayIndexKey: rows of a file have no other identity
              key={index}
              className="grid h-row grid-cols-[minmax(0,1.4fr)_minmax(0,1fr)_minmax(0,1fr)_minmax(0,1fr)] items-center gap-4 border-b border-line last:border-0"
            >
              <span className="flex min-w-0 items-center gap-2">
                <Avatar id={name || String(index)} name={name || (values.phone ?? '')} size={24} />
                <bdi className="truncate font-medium">{name || values.phone || t('import.noName')}</bdi>
              </span>
              <bdi dir="ltr" className="tabular truncate match-parent">
                {values.phone}
              </bdi>
              <bdi className="truncate match-parent">{values.city ?? values.email}</bdi>
              <bdi className="truncate match-parent text-ink-muted">{answer && values[answer]}</bdi>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
