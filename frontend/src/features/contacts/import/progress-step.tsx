// Step three: watch it run. The page may be left; it goes on.
import type { ContactImport } from '@parley/contract';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../../lib/format';
import { Status } from '../../../ui/status';
import { Cell, ImportFigures } from './figures';

/** Below this many milliseconds a speed is a guess. */
const speedAfterMs = 1_000;

/** Rows a second since it started, and what is left at that pace; null until it can be told. */
function paceOf(imported: ContactImport): { rowsPerSecond: number; leftMs: number } | null {
  if (!imported.startedAt || !imported.total || imported.processed === 0) return null;
  const spentMs = Date.now() - Date.parse(imported.startedAt);
  if (spentMs < speedAfterMs) return null;
  const perMs = imported.processed / spentMs;
  return { rowsPerSecond: perMs * 1000, leftMs: (imported.total - imported.processed) / perMs };
}

export function ProgressStep({ imported }: { imported: ContactImport }) {
  const { t } = useTranslation('contacts');
  const format = useFormat();
  const pace = paceOf(imported);
  return (
    <section className="min-h-0 flex-1 overflow-auto bg-surface px-6 py-8 max-tablet:px-4">
      <div className="mx-auto grid max-w-[560px] gap-1">
        <header className="flex items-center justify-between gap-3">
          <h2 className="text-16 font-semibold">
            {imported.status === 'queued' ? t('import.queued') : t('import.running')}
          </h2>
          <Status icon="running" tone="accent">
            {t('live.live')}
          </Status>
        </header>
        <p className="mb-5 truncate text-13 text-ink-muted match-parent">
          <bdi>{imported.fileName}</bdi>
        </p>
        <ImportFigures imported={imported}>
          <Cell label={t('import.speed')}>
            {pace ? t('import.rowsPerSecond', { rows: format.number(Math.round(pace.rowsPerSecond)) }) : '–'}
          </Cell>
          <Cell label={t('import.left')}>{pace ? format.duration(pace.leftMs) : '–'}</Cell>
        </ImportFigures>
        <p className="mt-3 text-12 text-ink-muted">{t('import.mayLeave')}</p>
      </div>
    </section>
  );
}
