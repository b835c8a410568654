// The resumable upload: an app announces a file, sends its bytes in one or several pieces, and gets a handle that template samples are given by.
import { randomBytes } from 'node:crypto';
import type { Answer } from '../../http/router';
import type { App } from '../assets';
import { refuse, refuseParameter, refuseToken, refuseUnknownObject } from '../errors';
import { type GraphCall, ok, readId, readText } from '../request';
import type { Upload } from './uploads';

/** Source: "Upload a file" of the Graph API's guides. */
const TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png', 'video/mp4'];
const LARGEST_BYTES = 100 * 1024 * 1024;

/** POST /{APP_ID}/uploads */
export function startUpload({ graph, token, body, query }: GraphCall, app: App): Answer {
  if (token.appId !== app.id) throw refuseUnknownObject('POST', app.id);
  const length = Number(query.get('file_length') ?? readId(body, 'file_length'));
  if (!Number.isInteger(length) || length <= 0) throw refuseParameter('The parameter file_length is required.');
  if (length > LARGEST_BYTES) throw refuseParameter(`file_length may be ${LARGEST_BYTES} at most.`);
  const mimeType = query.get('file_type') ?? readText(body, 'file_type') ?? '';
  if (!TYPES.includes(mimeType)) throw refuseParameter(`Param file_type must be one of {${TYPES.join(', ')}}`);
  const upload: Upload = {
    id: `upload:${randomBytes(30).toString('base64')}`.replaceAll('/', '_'),
    signature: randomBytes(18).toString('base64url'),
    appId: app.id,
    fileName: query.get('file_name') ?? readText(body, 'file_name') ?? 'file',
    mimeType: mimeType === 'image/jpg' ? 'image/jpeg' : mimeType,
    length,
    pieces: [],
    done: null,
  };
  graph.uploads.set(upload.id, upload);
  return ok({ id: `${upload.id}?sig=${upload.signature}` });
}

/** POST and GET /upload:{SESSION}. Bytes go on at `file_offset`; who was cut off asks how far it came. */
export function answerUpload({ graph, token, call, query }: GraphCall, id: string): Answer {
  const upload = graph.uploads.get(decodeURIComponent(id));
  if (!upload || upload.signature !== query.get('sig') || upload.appId !== token.appId)
    throw refuseUnknownObject(call.method, id);
  // The one place where Meta wants the token under another name.
  if (!/^OAuth /.test(call.request.headers.authorization ?? ''))
    throw refuseToken(undefined, 'An access token is required to request this resource.');
  const received = upload.pieces.reduce((sum, piece) => sum + piece.length, 0);
  if (call.method === 'GET') return ok({ id: upload.id, file_offset: received });
  if (call.request.headers.file_offset !== String(received))
    throw refuse(100, `Invalid file_offset, expected ${received}`);
  const piece = call.bytes ?? Buffer.alloc(0);
  if (received + piece.length > upload.length) throw refuse(100, `The file is longer than ${upload.length} bytes`);
  upload.pieces.push(piece);
  if (received + piece.length < upload.length) return ok({ id: upload.id, file_offset: received + piece.length });
  const { fileName, mimeType, appId } = upload;
  const bytes = Buffer.concat(upload.pieces);
  upload.done ??= {
    file: graph.files.add({ senderId: appId, fileName, mimeType, bytes, isHidden: true }),
    handle: `4::${Buffer.from(mimeType).toString('base64')}:AR${randomBytes(48).toString('base64url')}:e:${appId}`,
  };
  upload.pieces = [bytes];
  return ok({ h: upload.done.handle });
}
