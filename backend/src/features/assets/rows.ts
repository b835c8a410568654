// An asset as it lies in the database, and how messages bring theirs along.
import type { AssetKind } from '@parley/contract';

/** The facts of a file that showing and sending it need. */
export interface AssetRow {
  id: string;
  kind: AssetKind;
  mime: string;
  file_name: string;
  size_bytes: number;
  width: number | null;
  height: number | null;
  duration_seconds: number | null;
  storage_key: string;
  thumbnail_key: string | null;
  /** Uploads at providers that can be used again, by connection. */
  provider_ids: Record<string, { id: string; expiresAt: string } | undefined>;
}

export interface StoredAsset extends AssetRow {
  created_at: Date;
}

/** Columns of `StoredAsset` over `assets a`. */
export const assetColumns = `a.id, a.kind, a.mime, a.file_name, a.size_bytes::float8 as size_bytes, a.width, a.height, a.duration_seconds, a.storage_key, a.thumbnail_key,
  a.provider_ids, a.created_at`;
