// Assets: files that people upload or customers send.
import { z } from 'zod';
import { defineEndpoint, id, idParams, isoTime } from './core';

export const assetKinds = ['image', 'video', 'audio', 'document'] as const;
export const assetKind = z.enum(assetKinds);
export type AssetKind = z.infer<typeof assetKind>;

const megabyte = 1024 * 1024;
/** Largest upload per kind in bytes (product rule "Media"). */
export const assetLimitBytes: Record<AssetKind, number> = {
  image: 10 * megabyte,
  video: 50 * megabyte,
  audio: 16 * megabyte,
  document: 20 * megabyte,
};
/** What may be uploaded; the type is read from the content, never from the name. */
export const assetMimes: Record<AssetKind, readonly string[]> = {
  image: ['image/png', 'image/jpeg', 'image/gif', 'image/webp'],
  video: ['video/mp4', 'video/x-msvideo', 'video/vnd.avi', 'video/quicktime', 'video/x-ms-wmv', 'video/x-ms-asf'],
  audio: ['audio/ogg', 'audio/mpeg', 'audio/mp4', 'audio/x-m4a', 'audio/webm'],
  document: [
    'application/pdf',
    'application/msword',
    'application/x-cfb',
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'text/plain',
  ],
};

/** The kind of an upload of this type (`audio/ogg; codecs=opus` is audio); undefined for what may not be uploaded. */
export function assetKindOf(mime: string): AssetKind | undefined {
  // What follows the semicolon (codecs) says nothing about the kind.
  const plain = mime.split(';')[0]?.trim().toLowerCase() ?? '';
  return assetKinds.find((kind) => assetMimes[kind].includes(plain));
}

export const asset = z.object({
  id,
  kind: assetKind,
  mime: z.string(),
  fileName: z.string(),
  sizeBytes: z.number().int(),
  size: z.number().int().describe('The same, by the name that earlier clients know'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationSeconds: z.number().nullable(),
  url: z.string().describe('Signed; expires, ask again for a new one'),
  thumbnailUrl: z.string().nullable(),
  createdAt: isoTime,
});
export type Asset = z.infer<typeof asset>;

export const uploadAssets = defineEndpoint({
  name: 'uploadAssets',
  method: 'POST',
  path: '/api/assets',
  summary: 'Upload files (multipart, several `files`); all or nothing',
  permission: 'messages.send',
  status: 201,
  media: 'multipart',
  list: true,
  response: asset,
  errors: ['validation_failed', 'malformed_request', 'too_large', 'unsupported_type'],
});
export const getAsset = defineEndpoint({
  name: 'getAsset',
  method: 'GET',
  path: '/api/assets/:id',
  summary: 'One file with fresh signed URLs',
  permission: 'chats.read',
  params: idParams,
  response: asset,
  errors: ['not_found'],
});
export const deleteAsset = defineEndpoint({
  name: 'deleteAsset',
  method: 'DELETE',
  path: '/api/assets/:id',
  summary: 'Remove an upload that no message uses',
  permission: 'messages.send',
  params: idParams,
  response: z.object({}),
  errors: ['not_found', 'wrong_state'],
});
/** The bytes. The signature names tenant, file, form and expiry, so that an `<img>` or a provider needs no token. */
export const readAssetFile = defineEndpoint({
  name: 'readAssetFile',
  method: 'GET',
  path: '/api/files/:token/:name',
  summary: 'A file by its signed URL; supports Range',
  auth: 'public',
  media: 'file',
  params: z.object({ token: z.string().min(20).max(600), name: z.string().max(200) }),
  response: z.string(),
  errors: ['not_found'],
});
