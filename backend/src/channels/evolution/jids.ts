// WhatsApp's addresses ("jids") and ours. A person may be known by a phone jid, by a hidden identity (LID), or by both.
import type { Address } from '../channel';

export type Jid =
  | { kind: 'phone'; phone: string }
  | { kind: 'lid'; lid: string }
  | { kind: 'group' | 'broadcast' | 'newsletter' | 'unknown' };

/** Reads a jid; a device part (`15550001111:12@…`) is dropped. */
export function parseJid(jid: string): Jid {
  const at = jid.lastIndexOf('@');
  const server = jid.slice(at + 1).toLowerCase();
  const digits = jid.slice(0, Math.max(at, 0)).split(':')[0] ?? '';
  if (server === 'g.us') return { kind: 'group' };
  if (server === 'broadcast') return { kind: 'broadcast' };
  if (server === 'newsletter') return { kind: 'newsletter' };
  if (at < 0 || !/^\d+$/.test(digits)) return { kind: 'unknown' };
  if (server === 'lid' && digits.length <= 30) return { kind: 'lid', lid: digits };
  // c.us is the legacy spelling of a phone jid. E.164 allows at most 15 digits.
  if ((server === 's.whatsapp.net' || server === 'c.us') && digits.length >= 6 && digits.length <= 15)
    return { kind: 'phone', phone: `+${digits}` };
  return { kind: 'unknown' };
}

/**
 * Who a set of jids stands for: the first phone and the first LID among them. Versions of the gateway differ in which of the two they
 * put into `remoteJid` and which into `remoteJidAlt`, so all are looked at.
 * @returns undefined when no person is addressed (groups, stories, channels, nonsense)
 */
export function identifyPerson(jids: readonly unknown[]): { phone?: string; lid?: string } | undefined {
  const read = jids.filter((jid) => typeof jid === 'string' && jid !== '').map((jid) => parseJid(String(jid)));
  const phone = read.find((jid) => jid.kind === 'phone')?.phone;
  const lid = read.find((jid) => jid.kind === 'lid')?.lid;
  const elsewhere = read.some((jid) => jid.kind === 'group' || jid.kind === 'broadcast' || jid.kind === 'newsletter');
  if (elsewhere || (!phone && !lid)) return undefined;
  return { ...(phone ? { phone } : {}), ...(lid ? { lid } : {}) };
}

/** The `number` of a send: digits of the phone when it is known, else the LID's jid. Undefined when neither can be valid. */
export function toNumber({ phone, lid }: Address): string | undefined {
  const digits = phone?.replace(/\D/g, '') ?? '';
  if (digits.length >= 8 && digits.length <= 15) return digits;
  const hidden = lid?.replace(/@lid$/, '') ?? '';
  return /^\d+$/.test(hidden) ? `${hidden}@lid` : undefined;
}

/** The jid of a person: by phone when it is known, else by hidden identity. */
export function toJid(to: Address): string | undefined {
  const number = toNumber(to);
  return number && (number.includes('@') ? number : `${number}@s.whatsapp.net`);
}
