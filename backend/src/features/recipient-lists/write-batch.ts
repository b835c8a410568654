// Writes one batch of a list's rows by set-based SQL. What repeats inside the file is known from the database, so memory stays flat.
import type { RowFault } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import type { ListedPerson, MappedRow } from './map-row';

export interface ListRow {
  line: number;
  cells: string[];
  mapped: MappedRow;
}

export interface BatchCounts {
  ready: number;
  duplicates: number;
  invalid: number;
}

const repeats: RowFault = { code: 'repeated' };

/** @returns what became of the rows; the caller adds it to the list's counters in the same transaction */
export async function writeRows(tx: TenantTx, listId: string, rows: readonly ListRow[]): Promise<BatchCounts> {
  const good = rows.flatMap(({ line, mapped }) => ('person' in mapped ? [{ line, ...mapped.person }] : []));
  const kept = await keepPeople(tx, listId, good);
  const refused = rows.flatMap(({ line, cells, mapped }) => {
    if ('fault' in mapped) return [{ line, cells, fault: mapped.fault }];
    return kept.has(line) ? [] : [{ line, cells, fault: repeats }];
  });
  await keepRefusals(tx, listId, refused);
  const invalid = rows.length - good.length;
  return { ready: kept.size, duplicates: refused.length - invalid, invalid };
}

/** @returns the lines that were kept; of several rows with one number the first */
async function keepPeople(
  tx: TenantTx,
  listId: string,
  people: readonly (ListedPerson & { line: number })[],
): Promise<Set<number>> {
  if (people.length === 0) return new Set();
  const rows = await tx.query<{ row_number: number }>(
    `insert into recipient_list_rows (tenant_id, list_id, row_number, phone, phone_key, name, variables)
     select $1, $2, r.line, r.phone, r.key, r.name, r.variables
     from json_to_recordset($3::json) as r (line int, phone text, key text, name text, variables jsonb)
     on conflict (tenant_id, list_id, phone_key) where phone_key is not null do nothing returning row_number`,
    [tx.tenantId, listId, JSON.stringify(people)],
  );
  return new Set(rows.map((row) => row.row_number));
}

async function keepRefusals(
  tx: TenantTx,
  listId: string,
  refused: readonly { line: number; cells: string[]; fault: RowFault }[],
): Promise<void> {
  if (refused.length === 0) return;
  await tx.query(
    `insert into recipient_list_rows (tenant_id, list_id, row_number, reason, cells)
     select $1, $2, r.line, r.fault::text, r.cells from json_to_recordset($3::json) as r (line int, fault jsonb, cells jsonb)`,
    [tx.tenantId, listId, JSON.stringify(refused)],
  );
}
