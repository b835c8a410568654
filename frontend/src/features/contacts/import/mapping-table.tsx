// The columns of the file, what stands in them, where they go, and whether that looks right.
import type { ContactImport, ImportMapping } from '@parley/contract';
import { ArrowRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../../ui/icon';
import { Status } from '../../../ui/status';
import { Table, Td, Th } from '../../../ui/table';
import { FieldPicker } from './field-picker';
import { type ColumnNote, noteColumn, samplesOf } from './mapping';

interface MappingTableProps {
  imported: ContactImport;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

export function MappingTable({ imported, mapping, onChange }: MappingTableProps) {
  const { t } = useTranslation('contacts');
  return (
    <Table stack>
      <thead>
        <tr>
          <Th>{t('import.column')}</Th>
          <Th>{t('import.samples')}</Th>
          <Th className="p-0!" aria-hidden />
          <Th>{t('import.target')}</Th>
          <Th>{t('import.note')}</Th>
        </tr>
      </thead>
      <tbody>
        {imported.columns.map((column, index) => (
          <tr
            key={column}
            className="max-tablet:grid max-tablet:grid-cols-[minmax(0,1fr)_auto] max-tablet:items-center max-tablet:gap-x-3 max-tablet:gap-y-1.5 max-tablet:border-b max-tablet:border-line max-tablet:px-4 max-tablet:py-2.5"
          >
            <Td className="max-w-48">
              <bdi className="block truncate font-mono text-[12.5px] font-medium match-parent">{column}</bdi>
            </Td>
            <Td className="w-[34%] max-w-56 overflow-hidden max-tablet:order-3 max-tablet:col-span-full max-tablet:w-auto max-tablet:max-w-none">
              <Samples cells={samplesOf(imported.preview, index)} />
            </Td>
            <Td className="w-6 p-0! text-ink-muted" onPhone="hidden">
              <Icon of={ArrowRight} size={14} flip />
            </Td>
            <Td className="w-52 max-tablet:order-4 max-tablet:col-span-full max-tablet:w-auto">
              <FieldPicker
                column={column}
                value={mapping[column] ?? ''}
                onChange={(target) => onChange({ ...mapping, [column]: target })}
              />
            </Td>
            <Td>
              <Note note={noteColumn(imported, mapping, column)} />
            </Td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

function Samples({ cells }: { cells: string[] }) {
  const { t } = useTranslation('contacts');
  if (cells.length === 0) return <span className="text-12 text-ink-muted">{t('import.noSamples')}</span>;
  return (
    <span className="flex gap-1.5 overflow-hidden text-12 text-ink-muted">
      {cells.map((cell, index) => (
        <span key={cell} className="flex min-w-0 flex-none gap-1.5 last:flex-initial">
          {index > 0 && <span aria-hidden>·</span>}
          <bdi className="truncate">{cell}</bdi>
        </span>
      ))}
    </span>
  );
}

const looks = {
  recognised: { tone: 'success', icon: 'done' },
  chosen: { tone: 'success', icon: 'done' },
  kept: { tone: 'success', icon: 'done' },
  leftOut: { tone: 'neutral', icon: 'skipped' },
  twice: { tone: 'danger', icon: 'failed' },
  badPhones: { tone: 'warning', icon: 'attention' },
  badEmails: { tone: 'warning', icon: 'attention' },
} as const;

function Note({ note }: { note: ColumnNote }) {
  const { t } = useTranslation('contacts');
  const { kind, ...facts } = note;
  return (
    <Status {...looks[kind]}>
      {t(`import.notes.${kind}`, { ...facts, others: 'others' in note ? note.others.join(', ') : '' })}
    </Status>
  );
}
