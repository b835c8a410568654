// The rows that were not imported, as the file had them, with the reason in a last column.
import { contactImport, type Locale } from '@parley/contract';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer } from '../../platform/http/context';
import { reasonHead, sayKept } from './faults';
import { findImport } from './queries';

const columnNames = contactImport.shape.columns;
const pageSize = 1000;

/** @throws AppError not_found */
export async function exportErrors({ parts, actor }: ActorContext, id: string, language: Locale): Promise<CsvAnswer> {
  const row = found(await parts.db.withTenant(actor.tenantId, (tx) => findImport(tx, actor, id)), 'import');
  const next = (after: number) =>
    parts.db.read<{ row_number: number; reason: string; cells: string[] }>(
      actor.tenantId,
      'select row_number, reason, cells from import_errors where tenant_id = $1 and import_id = $2 and row_number > $3 order by row_number limit $4',
      [actor.tenantId, id, after, pageSize],
      'import-errors',
    );
  return {
    fileName: `${row.fileName.replace(/\.\w+$/, '')}-errors.csv`,
    rows: rowsOf(columnNames.parse(row.columns), next, language),
  };
}

type Page = (after: number) => Promise<{ row_number: number; reason: string; cells: string[] }[]>;

async function* rowsOf(columns: readonly string[], next: Page, language: Locale): AsyncGenerator<string[]> {
  yield [...columns, reasonHead[language]];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await next(after);
    for (const { cells, reason } of page)
      yield [...columns.map((_, index) => cells[index] ?? ''), sayKept(reason, language)];
    after = page.length === pageSize ? page.at(-1)?.row_number : undefined;
  }
}
