// Reads of imports.
import type { TenantTx } from '../../platform/db/database';
import type { Viewer } from '../contacts';
import { visibleImportsSql } from './policy';
import type { ImportRow } from './present';

const columns = `i.id, i.file_name, i.file_key, i.size_bytes, i.status, i.delimiter, i.encoding, i.columns, i.preview, i.suggested_mapping, i.mapping,
  i.duplicates, i.tags, i.owner_id, i.total, i.processed, i.created, i.updated, i.skipped, i.failed, i.error, i.created_by, i.created_at,
  i.started_at, i.finished_at`;

/** One import that the actor may see; `lock` holds it against other writers until the transaction ends. */
export function findImport(tx: TenantTx, actor: Viewer, id: string, lock = false): Promise<ImportRow | undefined> {
  const params: unknown[] = [tx.tenantId, id];
  return tx.one(
    `select ${columns} from imports i where i.tenant_id = $1 and i.id = $2 and ${visibleImportsSql(actor, 'i', params)} ${lock ? 'for update' : ''}`,
    params,
  );
}

/** An import for its job, which acts for nobody in particular. */
export function loadImport(tx: TenantTx, id: string): Promise<ImportRow | undefined> {
  return tx.one(`select ${columns} from imports i where i.tenant_id = $1 and i.id = $2 for update`, [tx.tenantId, id]);
}

/** A page, newest first, with the total. */
export async function listImportRows(tx: TenantTx, actor: Viewer, page: number, limit: number) {
  const params: unknown[] = [tx.tenantId];
  const where = `i.tenant_id = $1 and ${visibleImportsSql(actor, 'i', params)}`;
  const [counted, rows] = await Promise.all([
    tx.one<{ total: number }>(`select count(*) as total from imports i where ${where}`, params),
    tx.query<ImportRow>(
      `select ${columns} from imports i where ${where} order by i.created_at desc, i.id desc limit $${params.length + 1} offset $${params.length + 2}`,
      [...params, limit, (page - 1) * limit],
    ),
  ]);
  return { rows, total: counted?.total ?? 0 };
}
