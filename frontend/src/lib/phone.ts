// Phone numbers for the eye. Parsing and validity are the server's business; here a stored E.164 number is only spaced.

/**
 * Groups an E.164 number for reading: +972500000142 → +972 50 000 0142. Numbers of unknown shape come back as they are.
 * Country code lengths: ITU-T E.164 list (1 and 7 have one digit; the listed prefixes two; the rest three).
 */
export function spacePhone(e164: string): string {
  const digits = /^\+(\d{6,15})$/.exec(e164)?.[1];
  if (digits === undefined) return e164;
  const country = digits.slice(0, countryCodeLength(digits));
  const rest = digits.slice(country.length);
  if (country === '1' && rest.length === 10) return `+1 ${rest.slice(0, 3)} ${rest.slice(3, 6)} ${rest.slice(6)}`;
  if (rest.length <= 6) return `+${country} ${rest}`;
  const last = rest.slice(-4);
  const middle = rest.slice(-7, -4);
  return [`+${country}`, rest.slice(0, -7), middle, last].filter(Boolean).join(' ');
}

const twoDigitCodes = /^(2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])/;

function countryCodeLength(digits: string): number {
  if (digits.startsWith('1') || digits.startsWith('7')) return 1;
  return twoDigitCodes.test(digits) ? 2 : 3;
}
