// The file of a message as it is shown: what is known of it, and where it can be fetched once it is here.
import { assetKinds, type MessageMedia } from '@parley/contract';
import { urlsOf } from '../assets';
import type { Presenting } from '../chats';
import type { MessageRow } from './columns';

/** Kinds of messages that carry a file. */
const fileKinds = ['image', 'video', 'audio', 'document', 'sticker'];

/** @returns null for a message without a file */
export function presentMedia(row: MessageRow, { config }: Presenting): MessageMedia | null {
  const told = row.content.media;
  if (!row.asset && !row.media_state && !(told && fileKinds.includes(row.kind))) return null;
  const kind = assetKinds.find((one) => one === (row.asset?.kind ?? told?.kind ?? row.kind)) ?? 'document';
  return {
    state: row.media_state ?? (row.asset ? 'ready' : 'failed'),
    assetId: row.asset?.id ?? null,
    kind,
    mime: row.asset?.mime ?? told?.mime ?? 'application/octet-stream',
    fileName: row.asset?.file_name ?? told?.fileName ?? null,
    sizeBytes: row.asset?.size_bytes ?? told?.sizeBytes ?? null,
    width: row.asset?.width ?? null,
    height: row.asset?.height ?? null,
    durationSeconds: row.asset?.duration_seconds ?? told?.durationSeconds ?? null,
    voice: told?.voice ?? false,
    ...(row.asset ? urlsOf(config, row.tenant_id, row.asset) : { url: null, thumbnailUrl: null }),
  };
}
