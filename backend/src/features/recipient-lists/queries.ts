// Reads of recipient lists.
import { type RecipientList, recipientList } from '@parley/contract';
import { z } from 'zod';
import type { Actor } from '../../platform/actor';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import { showFileFault } from '../imports';
import type { ListMapping } from './columns';

/** Rows shown of a list, so that people see whether the columns are read as they mean them. */
const firstRows = 5;

/** Those without `contacts.viewAll` see the lists they uploaded. @returns the one whose lists are seen, or null for all */
export function whoseLists(actor: Pick<Actor, 'userId' | 'can'>): string | null {
  return actor.can('contacts.viewAll') ? null : actor.userId;
}

export interface ListRecord {
  id: string;
  file_name: string;
  file_key: string;
  size_bytes: number;
  status: RecipientList['status'];
  delimiter: string;
  encoding: string;
  columns: string[];
  mapping: ListMapping;
  total: number | null;
  processed: number;
  ready: number;
  duplicates: number;
  invalid: number;
  error: string | null;
  created_by: string | null;
  created_at: Date;
  finished_at: Date | null;
}

/** @param userId whose, null for anybody's */
export function findList(
  tx: TenantTx,
  userId: string | null,
  id: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<ListRecord | undefined> {
  return tx.one<ListRecord>(
    `select id, file_name, file_key, size_bytes, status, delimiter, encoding, columns, mapping, total, processed, ready, duplicates, invalid, error,
       created_by, created_at, finished_at
     from recipient_lists where tenant_id = $1 and id = $2 and ($3::uuid is null or created_by = $3) ${lock ? 'for update' : ''}`,
    [tx.tenantId, id, userId],
  );
}

const storedColumns = z.array(z.string());

/** @throws AppError not_found */
export async function showList(tx: TenantTx, actor: Actor, id: string): Promise<RecipientList> {
  const row = found(await findList(tx, whoseLists(actor), id), 'recipient list');
  const rows = await tx.query<RecipientList['firstRows'][number]>(
    `select phone, name, variables from recipient_list_rows where tenant_id = $1 and list_id = $2 and reason is null order by row_number limit ${firstRows}`,
    [tx.tenantId, id],
  );
  const columns = storedColumns
    .parse(row.columns)
    .map((name) => ({ name, variable: row.mapping[name] ? row.mapping[name] : null }));
  return recipientList.parse({
    id: row.id,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    status: row.status,
    total: row.total,
    processed: row.processed,
    ready: row.ready,
    duplicates: row.duplicates,
    invalid: row.invalid,
    columns,
    unknownColumns: columns.filter(({ variable }) => variable === null).map(({ name }) => name),
    firstRows: rows,
    ...showFileFault(row.error),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  });
}
