// Reads pasted people: one a line, a phone and perhaps a name in either order, parted by comma, semicolon or tab.

export interface PastedPerson {
  phone: string;
  name: string;
}

export interface PastedRecipients {
  recipients: PastedPerson[];
  /** Lines in which no phone number was found; numbered from 1. */
  unreadable: { line: number; text: string }[];
  /** How often a number came again. */
  repeated: number;
}

/** Shortest and longest number with its country code (ITU-T E.164 allows 15 digits; the shortest in use have 7). */
const digitsMin = 7;
const digitsMax = 15;

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}

function looksLikePhone(text: string): boolean {
  const digits = digitsOf(text).length;
  return /^[+\d\s().\-–/]+$/.test(text) && digits >= digitsMin && digits <= digitsMax;
}

function unquote(part: string): string {
  return part
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .trim();
}

function readLine(line: string): PastedPerson | null {
  const parts = line.split(/[,;\t]/).map(unquote);
  const phone = parts.find(looksLikePhone);
  if (phone !== undefined) return { phone, name: parts.find((part) => part !== '' && part !== phone) ?? '' };
  // "+972 50 000 0117 Ilana": a number and a name with nothing but a space between.
  const run = /\+?\d[\d\s().-]{5,}\d/.exec(line);
  if (!run || !looksLikePhone(run[0].trim())) return null;
  return { phone: run[0].trim(), name: unquote(line.replace(run[0], ' ')) };
}

/** Reads the lines; a number that comes again is counted once. Whether a number exists is the server's to judge. */
export function parseRecipients(text: string): PastedRecipients {
  const recipients: PastedPerson[] = [];
  const unreadable: PastedRecipients['unreadable'] = [];
  const seen = new Set<string>();
  let repeated = 0;
  for (const [index, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '') continue;
    const person = readLine(line);
    if (!person) {
      unreadable.push({ line: index + 1, text: line });
      continue;
    }
    const digits = digitsOf(person.phone);
    if (seen.has(digits)) repeated += 1;
    else recipients.push(person);
    seen.add(digits);
  }
  return { recipients, unreadable, repeated };
}
