// Ids in the look of Meta's: wamid. for WhatsApp messages, m_ for Messenger, base64 for Instagram, long digits for objects.
import { randomBytes, randomInt } from 'node:crypto';

/** A WhatsApp message id: the person's digits and random bytes, in base64. */
export function createWamid(personDigits: string): string {
  const inner = Buffer.concat([
    Buffer.from([0x1d, 0x04, personDigits.length]),
    Buffer.from(personDigits, 'latin1'),
    randomBytes(16),
  ]);
  return `wamid.${inner.toString('base64')}`;
}

export function createPageMid(): string {
  return `m_${randomBytes(42).toString('base64url')}`;
}

export function createInstagramMid(): string {
  return `aWdfZAG1faXRlbToxOkl${randomBytes(36).toString('base64url')}`;
}

/** A number of 16 digits, below 2^53. */
export function createObjectId(): string {
  return `1${String(randomInt(1e12)).padStart(12, '0')}${String(randomInt(1e3)).padStart(3, '0')}`;
}

export function createTraceId(): string {
  return `A${randomBytes(16).toString('base64url').replace(/[-_]/g, 'x')}`;
}

/** A token of the family given by its prefix: EAA for Facebook, IGAA for Instagram. */
export function createToken(prefix: 'EAAB' | 'IGAA'): string {
  return prefix + randomBytes(48).toString('base64url').replace(/[-_]/g, 'Z');
}
