// Asking for an import to be undone; the job does it.
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { ringImport } from '../jobs';
import type { ImportRow } from '../present';
import { findImport } from '../queries';

/** @throws AppError not_found, wrong_state */
export async function undoImport({ tx, actor, parts, record }: TenantContext, id: string): Promise<ImportRow> {
  const before = found(await findImport(tx, actor, id, true), 'import');
  if (before.status !== 'completed')
    throw new AppError('wrong_state', 'Only a completed import can be undone, and only once.');
  await tx.query("update imports set status = 'undoing', heartbeat_at = now() where tenant_id = $1 and id = $2", [
    tx.tenantId,
    id,
  ]);
  await record({ type: 'import.undo_started', subjectId: id, data: { fileName: before.file_name } });
  tx.afterCommit(() => ringImport(parts, tx.tenantId, id));
  return found(await findImport(tx, actor, id), 'import');
}
