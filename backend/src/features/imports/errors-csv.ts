// The rows that were not imported, as the file had them, with the reason in a last column.
import { contactImport } from '@parley/contract';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer } from '../../platform/http/context';
import { findImport } from './queries';

const columnNames = contactImport.shape.columns;
const pageSize = 1000;

/** @throws AppError not_found */
export async function exportErrors({ parts, actor }: ActorContext, id: string): Promise<CsvAnswer> {
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
    rows: rowsOf(columnNames.parse(row.columns), next),
  };
}

type Page = (after: number) => Promise<{ row_number: number; reason: string; cells: string[] }[]>;

async function* rowsOf(columns: readonly string[], next: Page): AsyncGenerator<string[]> {
  yield [...columns, 'reason'];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await next(after);
    for (const { cells, reason } of page) yield [...columns.map((_, index) => cells[index] ?? ''), reason];
    after = page.length === pageSize ? page.at(-1)?.row_number : undefined;
  }
}
