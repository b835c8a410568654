// A file on its way to a channel: read when it is asked for, in a form that the channel takes.
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Channel } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { OutboundFile } from '../../channels/channel';
import type { Parts } from '../../platform/parts';
import { toVoiceNote } from './ffmpeg';
import { needsConversion, needsFitting } from './limits';
import { fitPicture } from './pictures';
import type { AssetRow } from './rows';
import { signFilePath } from './signed-urls';

/** An upload that ends sooner is not worth relying on. */
const marginMs = 3_600_000;

/** @param connectionId providers keep uploads per number or page */
export function outboundFile(
  parts: Parts,
  tenantId: string,
  asset: AssetRow,
  connectionId: string,
  channel: Channel,
): OutboundFile {
  const form = formFor(asset, channel);
  const uploaded = asset.provider_ids[connectionId];
  const lives = uploaded && Date.parse(uploaded.expiresAt) > Date.now() + marginMs;
  return {
    assetId: asset.id,
    kind: asset.kind,
    mime: form.mime,
    fileName: form.fileName,
    sizeBytes: asset.size_bytes,
    read: () => readForm(parts, tenantId, asset, channel, form),
    url: () =>
      `${parts.config.mediaUrl}${signFilePath(parts.config, { tenantId, id: asset.id, form: 'original', name: asset.file_name })}`,
    uploadedId: lives ? uploaded.id : null,
    rememberUpload: (id, expiresAt) => {
      rememberUpload(parts, tenantId, asset.id, connectionId, { id, expiresAt: expiresAt.toISOString() }).catch(
        (error: unknown) => parts.logger.warn('an upload could not be remembered', { assetId: asset.id, error }),
      );
    },
  };
}

interface Form {
  made: 'original' | 'picture' | 'voice';
  mime: string;
  fileName: string;
}

function formFor(asset: AssetRow, channel: Channel): Form {
  const renamed = (extension: string) => `${asset.file_name.replace(/\.[^.]*$/, '')}.${extension}`;
  if (needsFitting(asset, channel)) return { made: 'picture', mime: 'image/jpeg', fileName: renamed('jpg') };
  if (needsConversion(asset)) return { made: 'voice', mime: 'audio/ogg', fileName: renamed('ogg') };
  return { made: 'original', mime: asset.mime, fileName: asset.file_name };
}

/** Made once per channel and kept beside the original. @throws Error when it cannot be made or the file is gone */
async function readForm(
  { storage }: Parts,
  tenantId: string,
  asset: AssetRow,
  channel: Channel,
  { made }: Form,
): Promise<Buffer> {
  const original = async () => buffer(await storage.get(asset.storage_key));
  if (made === 'original') return original();
  const key = `${tenantId}/forms/${asset.id}-${made === 'voice' ? 'voice' : channel}`;
  const kept = await storage.get(key).then(buffer, () => undefined);
  if (kept) return kept;
  const source = await original();
  const copy =
    made === 'voice' ? await toVoiceNote(source) : await fitPicture(source, capabilitiesOf[channel].mediaBytes.image);
  if (!copy)
    throw new Error(
      made === 'voice' ? 'This sound cannot be converted on this server' : 'The picture cannot be made small enough',
    );
  await storage.put(key, Readable.from([copy]));
  return copy;
}

async function rememberUpload(
  { db }: Parts,
  tenantId: string,
  assetId: string,
  connectionId: string,
  upload: { id: string; expiresAt: string },
): Promise<void> {
  await db.withTenant(tenantId, (tx) =>
    tx.query(
      `update assets set provider_ids = provider_ids || jsonb_build_object($3::text, $4::jsonb) where tenant_id = $1 and id = $2`,
      [tenantId, assetId, connectionId, JSON.stringify(upload)],
    ),
  );
}
