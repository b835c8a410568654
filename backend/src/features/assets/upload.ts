// Uploading: all of the files of a request, or none.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Asset, assetLimitBytes, mostFiles, type Page } from '@parley/contract';
import { AppError } from '../../platform/errors';
import { recordEvent } from '../../platform/events';
import type { ActorContext } from '../../platform/http/context';
import { receiveFiles, type UploadedFile } from '../../platform/http/upload';
import { type ContentType, readContentType } from './content-type';
import { presentAsset } from './present';
import { discardAssets, insertAssets, type PreparedAsset, prepareAsset } from './store';

const largestBytes = Math.max(...Object.values(assetLimitBytes));

/** @throws AppError validation_failed, malformed_request, too_large, unsupported_type; nothing is left behind then */
export async function uploadAssets({ parts, actor, req, requestId }: ActorContext): Promise<Page<Asset>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'parley-upload-'));
  const prepared: PreparedAsset[] = [];
  try {
    const files = await receiveFiles(req, { field: 'files', maxBytes: largestBytes, maxFiles: mostFiles }, folder);
    // All are judged before any is worked on.
    const judged = await Promise.all(files.map(async (file) => ({ file, type: await judge(file) })));
    for (const { file, type } of judged) prepared.push(await prepare(parts, actor.tenantId, file, type));
    const rows = await parts.db.withTenant(actor.tenantId, async (tx) => {
      const stored = await insertAssets(tx, prepared, actor.userId);
      await recordEvent(tx, parts.publish, {
        type: 'asset.uploaded',
        actorId: actor.userId,
        requestId,
        data: { assetIds: stored.map(({ id }) => id) },
      });
      return stored;
    });
    const items = rows.map((row) => presentAsset(parts.config, actor.tenantId, row));
    return { items, pagination: { limit: items.length } };
  } catch (error) {
    await discardAssets(parts, prepared);
    throw error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function judge(file: UploadedFile): Promise<ContentType> {
  if (file.sizeBytes === 0) throw refused(file, 'the file is empty', 'validation_failed');
  const type = await readContentType(file.path, file.fileName);
  if (!type) throw refused(file, 'this kind of file is not accepted', 'unsupported_type');
  const limit = assetLimitBytes[type.kind];
  if (file.sizeBytes > limit)
    throw refused(file, `at most ${limit / 1024 / 1024} MB are accepted for this kind`, 'too_large');
  return type;
}

async function prepare(
  parts: ActorContext['parts'],
  tenantId: string,
  file: UploadedFile,
  type: ContentType,
): Promise<PreparedAsset> {
  try {
    return await prepareAsset(parts, tenantId, file, type);
  } catch (cause) {
    // It began like a picture and is none, or claims more pixels than anybody can show.
    if (type.kind === 'image') throw refused(file, 'the picture cannot be read', 'unsupported_type', cause);
    throw cause;
  }
}

function refused(
  { fileName }: UploadedFile,
  why: string,
  code: 'validation_failed' | 'unsupported_type' | 'too_large',
  cause?: unknown,
): AppError {
  const message = `${fileName}: ${why}.`;
  return new AppError(code, message, { details: [{ path: 'files', message }], cause });
}
