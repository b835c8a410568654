// The files of a send, as their room hands them out: the sender's own or visible ones that the channel takes.
import type { TenantContext } from '../../../platform/http/context';
import { type AssetRow, lockAssetsForSend } from '../../assets';
import type { ChatRow } from '../../chats';
import type { PlannedFile } from './plan';

export interface SendableFile extends PlannedFile {
  row: AssetRow;
}

/** In the order of `assetIds`. @throws AppError not_found, too_large, unsupported_type */
export async function readFiles(
  { tx, actor }: TenantContext,
  chat: ChatRow,
  assetIds: readonly string[],
): Promise<SendableFile[]> {
  if (assetIds.length === 0) return [];
  const rows = await lockAssetsForSend(tx, actor, assetIds, chat.channel);
  return rows.map((row) => ({
    row,
    id: row.id,
    kind: row.kind,
    mime: row.mime,
    fileName: row.file_name,
    sizeBytes: row.size_bytes,
    durationSeconds: row.duration_seconds,
  }));
}
