// Uploading a file: stored, looked at, and remembered with a suggestion of what its columns mean. Nothing is imported yet.
import { found } from '../../../platform/errors';
import type { ActorContext } from '../../../platform/http/context';
import { receiveFile } from '../../../platform/http/upload';
import { newId } from '../../../platform/ids';
import { countryOfTenant } from '../../contacts';
import { inspectFile } from '../file/inspect';
import { suggestMapping } from '../file/suggest';
import type { ImportRow } from '../present';
import { findImport } from '../queries';

const maxBytes = 50 * 1024 * 1024;

/** @throws AppError validation_failed, too_large, unsupported_type, malformed_request; nothing is left behind then */
export async function createImport({ parts, actor, req }: ActorContext): Promise<ImportRow> {
  const { db, storage } = parts;
  const id = newId();
  const key = `${actor.tenantId}/imports/${id}`;
  try {
    const { fileName, stored: sizeBytes } = await receiveFile(req, { field: 'file', maxBytes }, (data) =>
      storage.put(key, data),
    );
    const file = await inspectFile(storage, key);
    return await db.withTenant(actor.tenantId, async (tx) => {
      const suggested = suggestMapping(file.columns, file.preview, await countryOfTenant(tx));
      await tx.query(
        `insert into imports (tenant_id, id, file_name, file_key, size_bytes, delimiter, encoding, columns, preview, suggested_mapping, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          actor.tenantId,
          id,
          fileName,
          key,
          sizeBytes,
          file.delimiter,
          file.encoding,
          JSON.stringify(file.columns),
          JSON.stringify(file.preview),
          JSON.stringify(suggested),
          actor.userId,
        ],
      );
      return found(await findImport(tx, actor, id), 'import');
    });
  } catch (error) {
    await storage.remove(key);
    throw error;
  }
}
