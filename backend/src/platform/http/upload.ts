// One uploaded file of a multipart request, streamed to where the caller puts it, never held in memory.
import path from 'node:path';
import type { Readable } from 'node:stream';
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

function openParser(req: Request, maxBytes: number, reject: (error: Error) => void): busboy.Busboy {
  try {
    return busboy({
      headers: req.headers,
      defParamCharset: 'utf8',
      limits: { fileSize: maxBytes, files: 1, fields: 20, fieldSize: 10_000, parts: 30 },
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

function missingFile(field: string): AppError {
  return new AppError('validation_failed', 'Choose a file to upload.', {
    details: [{ path: field, message: 'No file was sent in this field' }],
  });
}
