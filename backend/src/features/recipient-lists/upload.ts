// Uploading a list: stored, looked at, and handed to the job that reads it.
import type { RecipientList } from '@parley/contract';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { ActorContext } from '../../platform/http/context';
import { receiveFile } from '../../platform/http/upload';
import { newId } from '../../platform/ids';
import { countryOfTenant } from '../contacts';
import { inspectFile } from '../imports';
import { mapColumns } from './columns';
import { showList } from './queries';
import { ringList } from './ring';

const maxBytes = 50 * 1024 * 1024;

/** @throws AppError validation_failed, too_large, unsupported_type, malformed_request; nothing is left behind then */
export async function uploadList({ parts, actor, req, requestId }: ActorContext): Promise<RecipientList> {
  const { db, storage } = parts;
  const id = newId();
  const key = `${actor.tenantId}/recipient-lists/${id}`;
  try {
    const { fileName, stored: sizeBytes } = await receiveFile(req, { field: 'file', maxBytes }, (data) =>
      storage.put(key, data),
    );
    const file = await inspectFile(storage, key);
    return await db.withTenant(actor.tenantId, async (tx) => {
      const mapping = mapColumns(file.columns, file.preview, await countryOfTenant(tx));
      if (!Object.values(mapping).includes('phone')) throw noPhones();
      await tx.query(
        `insert into recipient_lists (tenant_id, id, file_name, file_key, size_bytes, delimiter, encoding, columns, mapping, created_by, heartbeat_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, now())`,
        [
          tx.tenantId,
          id,
          fileName,
          key,
          sizeBytes,
          file.delimiter,
          file.encoding,
          JSON.stringify(file.columns),
          JSON.stringify(mapping),
          actor.userId,
        ],
      );
      await recordEvent(tx, parts.publish, {
        type: 'recipient_list.created',
        actorId: actor.userId,
        subjectId: id,
        requestId,
        data: { fileName },
      });
      tx.afterCommit(() => ringList(parts, tx.tenantId, id));
      return showList(tx, actor, id);
    });
  } catch (error) {
    await storage.remove(key);
    throw error;
  }
}

function noPhones(): AppError {
  const message = 'No column holds phone numbers. Name one of them “phone” and upload the file again.';
  return new AppError('validation_failed', message, { details: [{ path: 'file', message }] });
}
