// A contact's picture: small, upright, and kept by its storage key alone.
import { Readable } from 'node:stream';
import { newId } from '../../platform/ids';
import type { Parts } from '../../platform/parts';
import { makeThumbnail } from './pictures';

/** @returns its storage key @throws Error when it is no picture */
export async function storePicture({ storage }: Parts, tenantId: string, bytes: Buffer): Promise<string> {
  const picture = await makeThumbnail(bytes);
  const key = `${tenantId}/pictures/${newId()}`;
  await storage.put(key, Readable.from([picture]));
  return key;
}
