// Asking for an import to be undone; the job does it.
import type { ImportRow } from '../../../platform/db/prisma';
import { prisma } from '../../../platform/db/prisma';
import { AppError, found } from '../../../platform/errors';
import type { TenantContext } from '../../../platform/http/context';
import { ringImport } from '../jobs';
import { findImport, lockImport } from '../queries';

/** @throws AppError not_found, wrong_state */
export async function undoImport({ tx, actor, parts, record }: TenantContext, id: string): Promise<ImportRow> {
  const before = found(await lockImport(tx, id, actor), 'import');
  if (before.status !== 'completed')
    throw new AppError('wrong_state', 'Only a completed import can be undone, and only once.');
  await prisma.import.updateMany({
    where: { tenantId: tx.tenantId, id },
    data: { status: 'undoing', heartbeatAt: new Date() },
  });
  await record({ type: 'import.undo_started', subjectId: id, data: { fileName: before.file_name } });
  tx.afterCommit(() => ringImport(parts, tx.tenantId, id));
  return found(await findImport(tx, actor, id), 'import');
}
