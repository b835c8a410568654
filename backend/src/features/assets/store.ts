// A file that lies on the disk becomes an asset: looked at, measured, given a small picture, put into storage, remembered.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { TenantTx } from '../../platform/db/database';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import type { ContentType } from './content-type';
import { probeMedia, takeStill } from './ffmpeg';
import { drawVideoPlate, makeThumbnail, measurePicture } from './pictures';
import { assetColumns, type StoredAsset } from './rows';

/** A file in storage that no row names yet. */
export interface PreparedAsset {
  id: string;
  kind: ContentType['kind'];
  mime: string;
  fileName: string;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  sha256: Buffer;
  storageKey: string;
  thumbnailKey: string | null;
}

/**
 * Measures and stores a file. When something fails nothing stays in storage.
 * @throws Error when a picture cannot be decoded: it is none, whatever its first bytes say
 */
export async function prepareAsset(
  { storage }: Parts,
  tenantId: string,
  file: { path: string; fileName: string; sizeBytes: number },
  { kind, mime }: ContentType,
): Promise<PreparedAsset> {
  const id = newId();
  const facts = await measure(kind, file.path);
  const storageKey = `${tenantId}/assets/${id}`;
  const thumbnailKey = facts.thumbnail ? `${tenantId}/thumbnails/${id}` : null;
  const sha256 = await hashOf(file.path);
  try {
    await storage.put(storageKey, createReadStream(file.path));
    if (thumbnailKey && facts.thumbnail) await storage.put(thumbnailKey, Readable.from(facts.thumbnail));
  } catch (error) {
    await Promise.allSettled([storage.remove(storageKey), thumbnailKey ? storage.remove(thumbnailKey) : undefined]);
    throw error;
  }
  const { width, height, durationSeconds } = facts;
  return {
    id,
    kind,
    mime,
    fileName: file.fileName,
    sizeBytes: file.sizeBytes,
    width,
    height,
    durationSeconds,
    sha256,
    storageKey,
    thumbnailKey,
  };
}

/** Takes prepared files out of storage again. */
export async function discardAssets({ storage }: Parts, assets: readonly PreparedAsset[]): Promise<void> {
  const keys = assets.flatMap(({ storageKey, thumbnailKey }) => [storageKey, ...(thumbnailKey ? [thumbnailKey] : [])]);
  await Promise.allSettled(keys.map((key) => storage.remove(key)));
}

/** @param uploadedBy null: a customer sent it */
export async function insertAssets(
  tx: TenantTx,
  assets: readonly PreparedAsset[],
  uploadedBy: string | null,
): Promise<StoredAsset[]> {
  const column = <T>(read: (asset: PreparedAsset) => T) => assets.map(read);
  await tx.query(
    `insert into assets (tenant_id, id, kind, mime, file_name, size_bytes, width, height, duration_seconds, sha256, storage_key, thumbnail_key, uploaded_by)
     select $1, u.*, $2::uuid
     from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::bigint[], $8::int[], $9::int[], $10::real[], $11::bytea[], $12::text[], $13::text[]) as u`,
    [
      tx.tenantId,
      uploadedBy,
      column((asset) => asset.id),
      column((asset) => asset.kind),
      column((asset) => asset.mime),
      column((asset) => asset.fileName.replaceAll('\0', '')),
      column((asset) => asset.sizeBytes),
      column((asset) => asset.width),
      column((asset) => asset.height),
      column((asset) => asset.durationSeconds),
      column((asset) => asset.sha256),
      column((asset) => asset.storageKey),
      column((asset) => asset.thumbnailKey),
    ],
  );
  const rows = await tx.query<StoredAsset>(
    `select ${assetColumns} from assets a where a.tenant_id = $1 and a.id = any($2::uuid[])`,
    [tx.tenantId, column((asset) => asset.id)],
  );
  const byId = new Map(rows.map((row) => [row.id, row]));
  return assets.flatMap(({ id }) => byId.get(id) ?? []);
}

interface Facts {
  width: number | null;
  height: number | null;
  durationSeconds: number | null;
  thumbnail: Buffer | null;
}

async function measure(kind: ContentType['kind'], path: string): Promise<Facts> {
  switch (kind) {
    case 'image':
      return { ...(await measurePicture(path)), durationSeconds: null, thumbnail: await makeThumbnail(path) };
    case 'video': {
      const [facts, still] = await Promise.all([probeMedia(path), takeStill(path)]);
      return { ...facts, thumbnail: still ? await makeThumbnail(still) : await drawVideoPlate() };
    }
    case 'audio': {
      const { durationSeconds } = await probeMedia(path);
      return { width: null, height: null, durationSeconds, thumbnail: null };
    }
    case 'document':
      return { width: null, height: null, durationSeconds: null, thumbnail: null };
  }
}

async function hashOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest();
}
