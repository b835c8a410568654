// The bytes of a file by its signed address: whole or a part, never as something that a browser would run.
import { pipeline } from 'node:stream/promises';
import { AppError, notFound } from '../../platform/errors';
import type { BaseContext } from '../../platform/http/context';
import type { ByteRange } from '../../platform/storage';
import { type FileClaim, readFileToken } from './signed-urls';

interface Served {
  key: string;
  mime: string;
  fileName: string;
  sizeBytes: number | null;
}

/** Shown in place; everything else is a download. */
const shown = /^(image\/(png|jpeg|gif|webp)|video\/[\w.-]+|audio\/[\w.-]+|application\/pdf)$/;

/** @throws AppError not_found for every address that does not hold */
export async function serveFile({ parts, req, res }: BaseContext, token: string): Promise<string> {
  const claim = readFileToken(parts.config, token);
  const file = claim && (await findFile(parts, claim));
  if (!claim || !file) throw notFound('file');
  const tag = `"${claim.form}-${claim.id.replaceAll('/', '-')}"`;
  res.setHeader('ETag', tag);
  res.setHeader(
    'Cache-Control',
    `private, max-age=${Math.max(0, claim.expires - Math.floor(Date.now() / 1000))}, immutable`,
  );
  if (req.headers['if-none-match'] === tag) {
    res.status(304).end();
    return '';
  }
  res.setHeader('Content-Type', file.mime);
  res.setHeader('X-Content-Type-Options', 'nosniff');
  res.setHeader('Content-Security-Policy', "default-src 'none'; sandbox");
  res.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  res.setHeader('Content-Disposition', disposition(file));
  const range = readRange(req.headers.range, file.sizeBytes);
  if (range === 'unsatisfiable') {
    res.status(416).setHeader('Content-Range', `bytes */${file.sizeBytes}`);
    res.end();
    return '';
  }
  const stream = await parts.storage.get(file.key, range).catch((cause: unknown) => {
    throw new AppError('not_found', 'This file is not here any more.', { cause });
  });
  if (file.sizeBytes !== null) res.setHeader('Accept-Ranges', 'bytes');
  if (range) {
    res.status(206).setHeader('Content-Range', `bytes ${range.start}-${range.end}/${file.sizeBytes}`);
    res.setHeader('Content-Length', range.end - range.start + 1);
  } else if (file.sizeBytes !== null) res.setHeader('Content-Length', file.sizeBytes);
  // Whoever asked may leave before the end; that is no fault.
  await pipeline(stream, res).catch(() => undefined);
  return '';
}

async function findFile(parts: BaseContext['parts'], claim: FileClaim): Promise<Served | undefined> {
  if (claim.form === 'picture')
    // The signature vouches for the key; it is the tenant's own by its first part.
    return claim.id.startsWith(`${claim.tenantId}/`)
      ? { key: claim.id, mime: 'image/webp', fileName: 'picture.webp', sizeBytes: null }
      : undefined;
  const [row] = await parts.db.read<{
    mime: string;
    file_name: string;
    size_bytes: number;
    storage_key: string;
    thumbnail_key: string | null;
  }>(
    claim.tenantId,
    'select mime, file_name, size_bytes::float8 as size_bytes, storage_key, thumbnail_key from assets where tenant_id = $1 and id = $2',
    [claim.tenantId, claim.id],
    'asset-file',
  );
  if (!row) return undefined;
  if (claim.form === 'original')
    return { key: row.storage_key, mime: row.mime, fileName: row.file_name, sizeBytes: row.size_bytes };
  return row.thumbnail_key
    ? { key: row.thumbnail_key, mime: 'image/webp', fileName: 'thumbnail.webp', sizeBytes: null }
    : undefined;
}

/** The name in both forms: for old readers in ASCII, for all others as it is (RFC 6266). */
function disposition({ mime, fileName }: Served): string {
  const plain = fileName.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
  return `${shown.test(mime) ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

/** One range as players ask for it; anything else is answered whole. */
function readRange(header: string | undefined, size: number | null): ByteRange | 'unsatisfiable' | undefined {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (size === null || from === undefined || to === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start > end || start >= size ? 'unsatisfiable' : { start, end };
}
