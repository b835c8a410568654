// How far an import is: the share, the bar, and the four ends a row can come to.
import type { ContactImport } from '@parley/contract';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { FormattedNumber } from '../../../ui/formatted-number';
import { outcomeColour } from '../../../ui/outcomes';
import { ProgressBar } from '../../../ui/progress-bar';

/** Shares of the bar, in the colours of message outcomes: done, done to known people, passed over, failed. */
const parts = { created: 'read', updated: 'delivered', skipped: 'sent', failed: 'failed' } as const;
const ends = ['created', 'updated', 'skipped', 'failed'] as const;

/** Share done, 0–1; null while the rows are not counted. */
export function shareOf(imported: ContactImport): number | null {
  return imported.total ? Math.min(1, imported.processed / imported.total) : null;
}

interface ImportFiguresProps {
  imported: ContactImport;
  /** More cells, e.g. speed. */
  children?: ReactNode;
}

export function ImportFigures({ imported, children }: ImportFiguresProps) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const share = shareOf(imported);
  const counted = { done: format.number(imported.processed), total: format.number(imported.total ?? 0) };
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-4">
        <span className="tabular text-28 font-semibold">{share === null ? '–' : format.percent(share)}</span>
        <span className="tabular text-13 text-ink-muted">
          {share === null ? t('import.counting') : t('import.done', counted)}
        </span>
      </div>
      <ProgressBar
        total={imported.total ?? 0}
        counts={Object.fromEntries(ends.map((end) => [parts[end], imported[end]]))}
        label={t('import.done', counted)}
      />
      <dl className="mt-5 grid grid-cols-2 border-y border-line">
        {ends.map((end) => (
          <Cell key={end} label={t(`import.ends.${end}`)} colour={outcomeColour[parts[end]]}>
            <FormattedNumber value={imported[end]} />
          </Cell>
        ))}
        {children}
      </dl>
    </div>
  );
}

interface CellProps {
  label: string;
  colour?: string;
  children: ReactNode;
}

export function Cell({ label, colour, children }: CellProps) {
  return (
    <div className="border-line py-2.5 even:border-s even:ps-4 nth-[n+3]:border-t">
      <dt className="flex items-center gap-1.5 text-12 text-ink-muted">
        {colour && <i aria-hidden className="size-[7px] rounded-full" style={{ background: colour }} />}
        {label}
      </dt>
      <dd className="tabular text-16 font-semibold">{children}</dd>
    </div>
  );
}
