// Phone numbers as Evolution writes them: from the `number` of a body to a WhatsApp address (jid).
import { hashText } from '../random';

const PHONE_SUFFIX = '@s.whatsapp.net';

/** Turns what a client wrote into a jid. Full jids pass; long digits are groups; some countries lose or keep a digit. */
export function toJid(number: string): string {
  if (/@(s\.whatsapp\.net|g\.us|lid|broadcast|newsletter)$/.test(number)) return number;
  const bare = number.replace(/[\s+()]/g, '').replace(/[:@].*$/, '');
  if (bare.includes('-') && bare.length >= 24) return `${bare.replace(/[^\d-]/g, '')}@g.us`;
  const digits = bare.replace(/\D/g, '');
  if (digits.length >= 18) return `${digits}@g.us`;
  if (digits === '' && bare !== '') return bare + PHONE_SUFFIX;
  return adjustForCountry(digits) + PHONE_SUFFIX;
}

/**
 * Mexico (521…) and Argentina (549…): the mobile digit after the country code goes. Brazil: the ninth digit stays where
 * area codes start below 31 or the line starts below 7, and goes elsewhere.
 */
function adjustForCountry(digits: string): string {
  if (digits.length !== 13) return digits;
  const country = digits.slice(0, 2);
  if (country === '52' || country === '54') return country + digits.slice(3);
  if (country !== '55') return digits;
  const area = Number(digits.slice(2, 4));
  const line = digits.slice(5);
  return area < 31 || Number(line[0]) < 7 ? digits : country + digits.slice(2, 4) + line;
}

export function isPhoneJid(jid: string): boolean {
  return jid.endsWith(PHONE_SUFFIX);
}

/** The part before `@`, without a device suffix. */
export function digitsOf(jid: string): string {
  return jid.replace(/[:@].*$/, '');
}

/** The hidden identity of a phone number: always the same 15 digits for the same number. */
export function lidOf(phoneJid: string): string {
  const digits = digitsOf(phoneJid);
  const number = (hashText(digits) * 100_003 + (hashText(digits, 7) % 100_003)) % 900_000_000_000_000;
  return `${100_000_000_000_000 + number}@lid`;
}
