// Uploaded files of a multipart request, streamed to where the caller puts them, never held in memory.
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { AppError } from '../errors';

export interface UploadRules {
  /** Name of the multipart field. */
  field: string;
  maxBytes: number;
}

export interface Upload<T> {
  /** The file's own name, without folders. */
  fileName: string;
  stored: T;
}

/**
 * Streams the file to `store`. When the file is too large or the request breaks off, the stream given to `store` fails; if all of it was
 * stored before the request failed, the caller removes it. What is left of the request is read and dropped, so that the client can hear the
 * answer.
 * @throws AppError unsupported_type (not multipart), malformed_request, too_large, validation_failed (no such file)
 */
export async function receiveFile<T>(
  req: Request,
  { field, maxBytes }: UploadRules,
  store: (data: Readable) => Promise<T>,
): Promise<Upload<T>> {
  if (!req.is('multipart/form-data'))
    throw new AppError('unsupported_type', `Send the file as multipart/form-data, in the field ${field}.`);
  let upload: Promise<Upload<T>> | undefined;
  let file: Readable | undefined;
  try {
    return await new Promise<Upload<T>>((resolve, reject) => {
      const parser = openParser(req, maxBytes, reject);
      parser.on('file', (name, data, info) => {
        if (name !== field || upload) {
          data.resume();
          return;
        }
        file = data;
        // It may fail before the store has begun to listen; the store meets the failure then.
        data.on('error', () => undefined);
        data.on('limit', () => data.destroy(tooLarge(maxBytes)));
        const fileName = path.basename(info.filename?.replaceAll('\\', '/') || 'file').slice(0, 200);
        upload = store(data).then((stored) => ({ fileName, stored }));
        upload.catch(reject);
      });
      parser.on('close', () => {
        if (upload) upload.then(resolve, reject);
        else reject(missingFile(field));
      });
      parser.on('error', (cause) => {
        reject(new AppError('malformed_request', 'The upload is not complete. Send the file again.', { cause }));
      });
      req.on('close', () => req.complete || parser.destroy(new Error('the client went away')));
      req.pipe(parser);
    });
  } catch (error) {
    req.unpipe();
    req.resume();
    // Whoever stores must have ended before the caller clears away.
    file?.destroy(new Error('the upload failed'));
    await upload?.catch(() => undefined);
    throw error;
  }
}

export interface UploadedFile {
  /** The file's own name, without folders. */
  fileName: string;
  /** Where it lies in the folder. */
  path: string;
  sizeBytes: number;
}

/**
 * Streams every file of a field into a folder, in the order they were sent.
 * @param rules.maxFiles more are refused @param folder the caller's own, which it removes afterwards whatever happens
 * @throws AppError unsupported_type (not multipart), malformed_request, too_large, validation_failed (no file, or too many)
 */
export async function receiveFiles(
  req: Request,
  { field, maxBytes, maxFiles }: UploadRules & { maxFiles: number },
  folder: string,
): Promise<UploadedFile[]> {
  if (!req.is('multipart/form-data'))
    throw new AppError('unsupported_type', `Send the files as multipart/form-data, in the field ${field}.`);
  const uploads: Promise<UploadedFile>[] = [];
  try {
    return await new Promise<UploadedFile[]>((resolve, reject) => {
      const parser = openParser(req, maxBytes, reject, maxFiles);
      parser.on('file', (name, data, info) => {
        if (name !== field) {
          data.resume();
          return;
        }
        data.on('error', () => undefined);
        data.on('limit', () => data.destroy(tooLarge(maxBytes)));
        const upload = writeUpload(data, info.filename, path.join(folder, String(uploads.length)));
        uploads.push(upload);
        upload.catch(reject);
      });
      parser.on('filesLimit', () => reject(tooManyFiles(field, maxFiles)));
      parser.on('close', () => {
        if (uploads.length > 0) Promise.all(uploads).then(resolve, reject);
        else reject(missingFile(field));
      });
      parser.on('error', (cause) => {
        reject(new AppError('malformed_request', 'The upload is not complete. Send the files again.', { cause }));
      });
      req.on('close', () => req.complete || parser.destroy(new Error('the client went away')));
      req.pipe(parser);
    });
  } catch (error) {
    req.unpipe();
    req.resume();
    throw error;
  }
}

async function writeUpload(data: Readable, name: string | undefined, file: string): Promise<UploadedFile> {
  const target = createWriteStream(file, { mode: 0o600 });
  await pipeline(data, target);
  const fileName = path.basename(name?.replaceAll('\\', '/') || 'file').slice(0, 200);
  return { fileName, path: file, sizeBytes: target.bytesWritten };
}

function openParser(req: Request, maxBytes: number, reject: (error: Error) => void, maxFiles = 1): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: maxBytes, files: maxFiles, fields: 20, fieldSize: 10_000, parts: 20 + maxFiles },
    });
  } catch (cause) {
    const error = new AppError('malformed_request', 'The upload has no usable multipart boundary.', { cause });
    reject(error);
    throw error;
  }
}

function tooLarge(maxBytes: number): AppError {
  return new AppError(
    'too_large',
    `The file is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB. Split it into smaller files.`,
  );
}

function tooManyFiles(field: string, maxFiles: number): AppError {
  return new AppError('validation_failed', `Send at most ${maxFiles} files at once.`, {
    details: [{ path: field, message: `At most ${maxFiles} files` }],
  });
}

function missingFile(field: string): AppError {
  return new AppError('validation_failed', 'Choose a file to upload.', {
    details: [{ path: field, message: 'No file was sent in this field' }],
  });
}
