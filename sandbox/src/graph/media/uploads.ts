// Files that an app has announced and hands over piece by piece.
import type { StoredFile } from './files';

export interface Upload {
  /** With `upload:` in front, without what follows the question mark. */
  id: string;
  /** Stands behind the id as `?sig=`, as Meta's own ids have it. */
  signature: string;
  appId: string;
  fileName: string;
  mimeType: string;
  length: number;
  pieces: Buffer[];
  /** Once all bytes are here. */
  done: { handle: string; file: StoredFile } | null;
}

/** The file behind a handle; undefined when there is none. */
export function findUploaded(uploads: Iterable<Upload>, handle: unknown): StoredFile | undefined {
  for (const { done } of uploads) if (done?.handle === handle) return done?.file;
  return undefined;
}
