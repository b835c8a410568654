// Addresses of files that need no session: an `<img>`, a player and a provider fetch them. The address carries what it is for and until when,
// and a signature over both.
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Config } from '../../platform/config';

/** Which form of a file: as it came, or its small picture. */
export type FileForm = 'original' | 'thumbnail';

export interface FileClaim {
  tenantId: string;
  /** An asset's id, or a storage key of a picture that is no asset. */
  id: string;
  form: FileForm | 'picture';
  /** Unix seconds. */
  expires: number;
}

/** An address lives for one to two of these, so that the same file keeps its address, and its place in the browser's cache, for a day. */
const periodSeconds = 86_400;
const forms = { original: 'o', thumbnail: 't', picture: 'p' } as const;

const keys = new WeakMap<Config, Buffer>();

function keyOf(config: Config): Buffer {
  const known = keys.get(config);
  if (known) return known;
  const secret = Buffer.from(config.encryption.key, 'base64');
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'parley file urls', 32));
  keys.set(config, key);
  return key;
}

/** @param at epoch milliseconds @returns the path of the file, relative to the API's address */
export function signFilePath(
  config: Config,
  file: { tenantId: string; id: string; form: FileClaim['form']; name: string },
  at = Date.now(),
): string {
  const expires = (Math.floor(at / 1000 / periodSeconds) + 2) * periodSeconds;
  const claim = Buffer.from([file.tenantId, file.id, forms[file.form], expires].join('|')).toString('base64url');
  return `/api/files/${claim}.${signatureOf(config, claim)}/${encodeURIComponent(file.name)}`;
}

const claimParts = z.tuple([z.uuid(), z.string().min(1).max(200), z.enum(['o', 't', 'p']), z.coerce.number().int()]);

/** @returns undefined for an address that is not ours, was changed, or has expired */
export function readFileToken(config: Config, token: string, at = Date.now()): FileClaim | undefined {
  const [claim, signature] = token.split('.');
  if (!claim || !signature) return undefined;
  const [given, own] = [Buffer.from(signature), Buffer.from(signatureOf(config, claim))];
  if (given.length !== own.length || !timingSafeEqual(given, own)) return undefined;
  const parts = claimParts.safeParse(Buffer.from(claim, 'base64url').toString('utf8').split('|'));
  if (!parts.success) return undefined;
  const [tenantId, id, letter, expires] = parts.data;
  if (expires * 1000 <= at) return undefined;
  return { tenantId, id, form: letter === 'o' ? 'original' : letter === 't' ? 'thumbnail' : 'picture', expires };
}

function signatureOf(config: Config, claim: string): string {
  return createHmac('sha256', keyOf(config)).update(claim).digest('base64url');
}
