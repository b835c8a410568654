// Files on their way to the server: the one way in which assets are uploaded.
import { type Asset, uploadAssets } from '@parley/contract';
import { upload } from './api-client';

export interface UploadOptions {
  /** Told the share of the bytes that has left, 0–1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/**
 * Uploads files, all or none.
 * @returns their assets, in the order of the files
 * @throws ApiError
 */
export function uploadFiles(
  files: readonly File[],
  { onProgress, signal }: UploadOptions = {},
): Promise<readonly Asset[]> {
  const form = new FormData();
  for (const file of files) form.append('files', file, file.name);
  return upload(uploadAssets, form, {
    idempotencyKey: crypto.randomUUID(),
    ...(onProgress && { onUpload: onProgress }),
    ...(signal && { signal }),
  });
}

/** Uploads one file. Throws ApiError. */
export async function uploadFile(file: File, options?: UploadOptions): Promise<Asset> {
  const [asset] = await uploadFiles([file], options);
  if (!asset) throw new Error('The upload came back without a file');
  return asset;
}
