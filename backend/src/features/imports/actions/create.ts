// Uploading a file: stored, looked at, and remembered with a suggestion of what its columns mean. Nothing is imported yet.
import type { ImportRow } from '../../../platform/db/prisma';
import { prisma } from '../../../platform/db/prisma';
import type { ActorContext } from '../../../platform/http/context';
import { receiveFile } from '../../../platform/http/upload';
import { newId } from '../../../platform/ids';
import { countryOfTenant } from '../../contacts';
import { inspectFile } from '../file/inspect';
import { suggestMapping } from '../file/suggest';

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
      return prisma.import.create({
        data: {
          tenantId: actor.tenantId,
          id,
          fileName,
          fileKey: key,
          sizeBytes,
          delimiter: file.delimiter,
          encoding: file.encoding,
          columns: file.columns,
          preview: file.preview,
          suggestedMapping: suggested,
          createdBy: actor.userId,
        },
      });
    });
  } catch (error) {
    await storage.remove(key);
    throw error;
  }
}
