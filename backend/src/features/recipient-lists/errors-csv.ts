// The rows that nobody can be written to by, as the file had them, with the reason in a last column.
import type { Locale, RowFault } from '@parley/contract';
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer } from '../../platform/http/context';
import { reasonHead, sayKept, sayRowFault } from '../imports';
import { findList, type ListRecord, whoseLists } from './queries';

const pageSize = 1000;
const foreign: RowFault = { code: 'of_colleague' };

interface ErrorRow {
  row_number: number;
  reason: string | null;
  cells: string[] | null;
  phone: string | null;
  name: string | null;
  variables: Record<string, string> | null;
}

/** A coach also finds the people of their colleagues here. @throws AppError not_found */
export async function exportListErrors(
  { parts, actor }: ActorContext,
  id: string,
  language: Locale,
): Promise<CsvAnswer> {
  const coachId = whoseLists(actor);
  const list = found(await parts.db.withTenant(actor.tenantId, (tx) => findList(tx, coachId, id)), 'recipient list');
  const next = (after: number) =>
    parts.db.read<ErrorRow>(
      actor.tenantId,
      `select r.row_number, r.reason, r.cells, r.phone, r.name, r.variables from recipient_list_rows r
       where r.tenant_id = $1 and r.list_id = $2 and r.row_number > $3 and (r.reason is not null or ($4::uuid is not null and exists (
         select from contacts c where c.tenant_id = $1 and c.phone_key = r.phone_key and c.owner_id is distinct from $4)))
       order by r.row_number limit $5`,
      [actor.tenantId, id, after, coachId, pageSize],
    );
  return { fileName: `${list.file_name.replace(/\.\w+$/, '')}-errors.csv`, rows: rowsOf(list, next, language) };
}

async function* rowsOf(
  list: ListRecord,
  next: (after: number) => Promise<ErrorRow[]>,
  language: Locale,
): AsyncGenerator<string[]> {
  yield [...list.columns, reasonHead[language]];
  let after: number | undefined = 0;
  while (after !== undefined) {
    const page = await next(after);
    for (const row of page)
      yield [...list.columns.map((column, at) => cellOf(list, row, column, at)), reasonOf(row, language)];
    after = page.length === pageSize ? page.at(-1)?.row_number : undefined;
  }
}

function reasonOf({ reason }: ErrorRow, language: Locale): string {
  return reason === null ? sayRowFault(foreign, language) : sayKept(reason, language);
}

/** A row that was read keeps its values alone. */
function cellOf({ mapping }: ListRecord, row: ErrorRow, column: string, at: number): string {
  if (row.cells) return row.cells[at] ?? '';
  const variable = mapping[column] ?? '';
  return (variable === 'phone' ? row.phone : row.variables?.[variable]) ?? '';
}
