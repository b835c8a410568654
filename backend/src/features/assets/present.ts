// From an asset's row to its contract shapes, with fresh addresses.
import type { Asset } from '@parley/contract';
import type { Config } from '../../platform/config';
import type { AssetRow, StoredAsset } from './rows';
import { signFilePath } from './signed-urls';

/**
 * The address of a file and of its small picture; null where there is none.
 * @param at epoch milliseconds: they are good for a day from then on
 */
export function urlsOf(
  config: Config,
  tenantId: string,
  asset: Pick<AssetRow, 'id' | 'file_name' | 'thumbnail_key'>,
  at = Date.now(),
): { url: string; thumbnailUrl: string | null } {
  const { id, file_name: name } = asset;
  return {
    url: signFilePath(config, { tenantId, id, form: 'original', name }, at),
    thumbnailUrl: asset.thumbnail_key
      ? signFilePath(config, { tenantId, id, form: 'thumbnail', name: 'thumbnail.webp' }, at)
      : null,
  };
}

/** The address of a contact's picture in our storage. */
export function pictureUrl(config: Config, tenantId: string, storageKey: string): string {
  return signFilePath(config, { tenantId, id: storageKey, form: 'picture', name: 'picture.webp' });
}

export function presentAsset(config: Config, tenantId: string, row: StoredAsset): Asset {
  return {
    id: row.id,
    kind: row.kind,
    mime: row.mime,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    size: row.size_bytes,
    width: row.width,
    height: row.height,
    durationSeconds: row.duration_seconds,
    ...urlsOf(config, tenantId, row),
    createdAt: row.created_at.toISOString(),
  };
}
