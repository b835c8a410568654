// Contact cards (RFC 6350) as WhatsApp sends them: the name, the phones, the addresses. What cannot be read is left out.
import ICAL from 'ical.js';

export interface VcardFacts {
  name: string;
  phones: string[];
  emails: string[];
}

const longestCard = 20_000;
const mostOfEach = 10;

/** Never throws; an unreadable card is an empty one. */
export function readVcard(vcard: string): VcardFacts {
  const nothing = { name: '', phones: [], emails: [] };
  if (vcard.length === 0 || vcard.length > longestCard) return nothing;
  try {
    const card = new ICAL.Component(ICAL.parse(vcard.trim()));
    const all = (name: string, longest: number) =>
      card
        .getAllProperties(name)
        .flatMap((property) => toText(property.getFirstValue()).slice(0, longest) || [])
        .slice(0, mostOfEach);
    return {
      name: all('fn', 200)[0] ?? '',
      phones: all('tel', 40).map((phone) => phone.replace(/^tel:/i, '')),
      emails: all('email', 200),
    };
  } catch {
    return nothing;
  }
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}
