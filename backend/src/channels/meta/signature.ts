// Proof that a webhook comes from Meta: an HMAC over the bytes exactly as they arrived. Pure.
import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * @param rawBody the bytes before any parsing; re-written JSON has another signature
 * @param header the value of X-Hub-Signature-256
 * @param secrets the app's secrets, several while one is being replaced
 */
export function verifySignature(rawBody: Buffer, header: string | undefined, secrets: readonly string[]): boolean {
  const [, hex] = /^sha256=([\da-f]{64})$/i.exec(header ?? '') ?? [];
  if (!hex) return false;
  const given = Buffer.from(hex, 'hex');
  // Every secret is tried, so that the time taken does not tell which one fits.
  return secrets.reduce(
    (found, secret) => timingSafeEqual(createHmac('sha256', secret).update(rawBody).digest(), given) || found,
    false,
  );
}
