// Files on the local disk, behind the few verbs that S3-compatible storage also has.
import { createReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Both ends included. */
export interface ByteRange {
  start: number;
  end: number;
}

export interface Storage {
  /** Writes the stream under `key` (`<tenant>/<kind>/<id>`); returns the size in bytes. Nothing is left behind on failure. */
  put(key: string, data: Readable): Promise<number>;
  /** @param range bytes from `start` to `end`, both included. @throws Error when there is no such file */
  get(key: string, range?: ByteRange): Promise<Readable>;
  remove(key: string): Promise<void>;
}

/** @throws Error for a key that is none */
export function demandKey(key: string): string {
  if (!/^[\w-]+(\/[\w.-]+)+$/.test(key) || key.includes('..'))
    throw new Error('A storage key is made of word characters, dashes and slashes');
  return key;
}

export function createStorage(folder: string): Storage {
  const locate = (key: string) => path.join(folder, demandKey(key));
  return {
    async put(key, data) {
      const file = locate(key);
      // It may fail before it is listened to; it is met below.
      data.on('error', () => undefined);
      await mkdir(path.dirname(file), { recursive: true });
      // Opened first: a stream that opens it by itself may do so after a failure has removed it.
      const handle = await open(file, 'w', 0o600);
      try {
        await pipeline(failingWhenCut(data), handle.createWriteStream());
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
      return (await stat(file)).size;
    },
    async get(key, range) {
      const file = locate(key);
      await stat(file);
      return createReadStream(file, range);
    },
    remove: (key) => rm(locate(key), { force: true }),
  };
}

/** The stream's data; a stream that is destroyed before its end fails here, whether or not it says why. */
export async function* failingWhenCut(data: Readable): AsyncGenerator<Buffer> {
  const cut = () => new Error('The data broke off before its end');
  if (data.destroyed && !data.readableEnded) throw data.errored ?? cut();
  for await (const chunk of data) yield chunk;
  if (!data.readableEnded) throw data.errored ?? cut();
}
