// Secrets at rest (AES-256-GCM bound to their place), token hashes, and constant-time comparison.
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Config } from './config';

/** Where a secret lives; the ciphertext cannot be moved to another row or column. */
export interface SecretPlace {
  tenantId: string;
  table: string;
  column: string;
  rowId: string;
}

export interface Vault {
  /** Encrypts; the result is `v1.<key id>.<base64url(iv|tag|ciphertext)>`. */
  seal(plain: string, place: SecretPlace): string;
  /** @throws Error when the key is unknown or the text was changed or moved. */
  open(sealed: string, place: SecretPlace): string;
}

export function createVault(config: Config['encryption']): Vault {
  const current = toKey(config.key);
  const keys = new Map(
    [current, ...(config.previousKey ? [toKey(config.previousKey)] : [])].map((key) => [key.id, key.bytes]),
  );
  return {
    seal(plain, place) {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', current.bytes, iv);
      cipher.setAAD(boundTo(place));
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return `v1.${current.id}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
    },
    open(sealed, place) {
      const [version, keyId, data] = sealed.split('.');
      const key = keys.get(keyId ?? '');
      if (version !== 'v1' || !key || !data)
        throw new Error('This secret was sealed with a key that is not configured (ENCRYPTION_KEY_PREVIOUS?)');
      const bytes = Buffer.from(data, 'base64url');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12));
      decipher.setAAD(boundTo(place));
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

/** A random URL-safe token of `bytes` bytes (32 = 256 bits). */
export function newToken(bytes = 32): string {
  return randomBytes(bytes).toString('base64url');
}

/** What is stored of a token. Tokens are random and long, so a fast hash is enough. */
export function hashToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Compares without revealing where the two differ. */
export function sameBytes(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function toKey(base64: string) {
  const bytes = Buffer.from(base64, 'base64');
  return { id: createHash('sha256').update(bytes).digest('hex').slice(0, 8), bytes };
}

function boundTo(place: SecretPlace): Buffer {
  return Buffer.from([place.tenantId, place.table, place.column, place.rowId].join('|'));
}
