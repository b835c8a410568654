// Phone numbers: any spelling to E.164, and to the comparison form in which every spelling of one line is equal.
import { type CountryCode, isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export interface Phone {
  /** `+` and at most 15 digits. */
  e164: string;
  /** The form in which all spellings of one line are equal; compare by this, never by `e164`. */
  key: string;
}

/** Marks of writing direction, zero-width characters and the apostrophe by which spreadsheets keep a cell text. */
const invisible = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad]|^\s*'/g;

/**
 * Reads a number as people write it. Without a country code it is read as of `country`; then it must be a number that the country's plan
 * knows. With a country code a possible length is enough, because numbering plans grow faster than their descriptions.
 * @param country ISO 3166-1 alpha-2
 * @returns undefined when it is not a phone number (letters, a spreadsheet's `9.7E+11`, too short, too long)
 */
export function parsePhone(text: string, country: string): Phone | undefined {
  const clean = text.replace(invisible, '').trim().replace(/^00/, '+');
  if (clean.length > 40 || /[\p{L}@]/u.test(clean)) return undefined;
  const international = clean.startsWith('+');
  const home = isSupportedCountry(country) ? country : undefined;
  const e164 = international ? readPossible(clean) : (readValid(clean, home) ?? readValid(`+${clean}`));
  return e164 ? { e164, key: phoneKey(e164) } : undefined;
}

function readPossible(text: string): string | undefined {
  const parsed = parsePhoneNumberFromString(dropMobileDigit(text));
  return parsed?.isPossible() && parsed.number.length <= 16 ? parsed.number : undefined;
}

function readValid(text: string, country?: CountryCode): string | undefined {
  const given = text.startsWith('+') ? dropMobileDigit(text) : text;
  const parsed = parsePhoneNumberFromString(given, country);
  return parsed?.isValid() ? parsed.number : undefined;
}

/** Mexico abolished the 1 between +52 and a mobile number in 2019; WhatsApp still writes it, the numbering plan no longer knows it. */
function dropMobileDigit(text: string): string {
  if (!text.startsWith('+52') && !text.startsWith('+ 52')) return text;
  const digits = text.replace(/\D/g, '');
  return /^521\d{10}$/.test(digits) ? `+52${digits.slice(3)}` : text;
}

/**
 * The comparison form of an E.164 number:
 * Brazil: the 9 before an eight-digit mobile number (written by people, left out by WhatsApp for older accounts) is dropped;
 * Mexico: the 1 after +52; Argentina: the 9 after +54, which marks the same line reached as a mobile.
 */
export function phoneKey(e164: string): string {
  if (e164.startsWith('+55')) return e164.replace(/^(\+55\d{2})9([6-9]\d{7})$/, '$1$2');
  if (e164.startsWith('+52')) return e164.replace(/^\+521(\d{10})$/, '+52$1');
  if (e164.startsWith('+54')) return e164.replace(/^\+549(\d{10})$/, '+54$1');
  return e164;
}

/** The digits by which WhatsApp is asked for a number: E.164 without the plus. The gateway itself applies the tweaks per country. */
export function whatsappDigits(e164: string): string {
  return e164.replace(/\D/g, '');
}
