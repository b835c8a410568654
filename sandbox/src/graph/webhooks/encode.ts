// A webhook body byte for byte as Meta writes it, and its signature.
import { createHmac } from 'node:crypto';

/** JSON with every character beyond ASCII as \uXXXX and every slash as \/. */
export function encodeBody(body: unknown): string {
  return JSON.stringify(body)
    .replaceAll('/', '\\/')
    .replace(/[^\0-\x7f]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** @param body the raw body, already encoded @param secret the app's secret */
export function signBody(body: string, secret: string): Record<string, string> {
  const sign = (algorithm: 'sha1' | 'sha256') => createHmac(algorithm, secret).update(body).digest('hex');
  return { 'x-hub-signature': `sha1=${sign('sha1')}`, 'x-hub-signature-256': `sha256=${sign('sha256')}` };
}
