// Files in a bucket of an S3-compatible storage, behind the same verbs as the local disk.
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Config } from './config';
import { demandKey, failingWhenCut, type Storage } from './storage';

/** Without keys in the configuration the machine's own role is used, as the SDK finds it. */
export function createS3Storage(config: NonNullable<Config['s3']>): Storage {
  const { bucket: Bucket, region, endpoint, accessKeyId, secretAccessKey } = config;
  const client = new S3Client({
    region,
    // Storages that are not Amazon's know no bucket in the host name.
    ...(endpoint ? { endpoint, forcePathStyle: true } : {}),
    ...(accessKeyId && secretAccessKey ? { credentials: { accessKeyId, secretAccessKey } } : {}),
    // Further checksums are unknown to many of them.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  return {
    async put(key, data) {
      demandKey(key);
      data.on('error', () => undefined);
      // The length must be known before the first byte goes out, and a stream that breaks off must leave nothing behind.
      const folder = await mkdtemp(path.join(tmpdir(), 'parley-put-'));
      const file = path.join(folder, 'data');
      try {
        await pipeline(failingWhenCut(data), createWriteStream(file, { mode: 0o600 }));
        const { size } = await stat(file);
        await client.send(
          new PutObjectCommand({ Bucket, Key: key, Body: createReadStream(file), ContentLength: size }),
        );
        return size;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    async get(key, range) {
      const Range = range && `bytes=${range.start}-${range.end}`;
      const { Body } = await client.send(new GetObjectCommand({ Bucket, Key: demandKey(key), Range }));
      if (!(Body instanceof Readable)) throw new Error('The storage answered without a file');
      return Body;
    },
    async remove(key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key: demandKey(key) }));
    },
  };
}
