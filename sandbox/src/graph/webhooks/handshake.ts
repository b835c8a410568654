// The handshake by which Meta makes sure that a callback belongs to whoever names it.
import { randomInt } from 'node:crypto';
import { request } from 'undici';

const TIMEOUT_MS = 10_000;

/** @returns null when the receiver echoed the challenge, otherwise what was wrong, in words */
export async function verifyCallback(url: string, verifyToken: string): Promise<string | null> {
  if (!URL.canParse(url)) return 'the callback is no address';
  const challenge = String(randomInt(1e9, 2e9));
  const address = new URL(url);
  address.searchParams.set('hub.mode', 'subscribe');
  address.searchParams.set('hub.challenge', challenge);
  address.searchParams.set('hub.verify_token', verifyToken);
  try {
    const { statusCode, body } = await request(address, { headersTimeout: TIMEOUT_MS, bodyTimeout: TIMEOUT_MS });
    const text = await body.text();
    if (statusCode !== 200) return `the receiver answered ${statusCode}`;
    return text === challenge ? null : 'the receiver did not answer with the challenge';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
