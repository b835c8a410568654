// Finds web addresses in a text. Nothing but http and https ever becomes a link: what customers write is not trusted.

export type TextPart = { type: 'text'; text: string } | { type: 'link'; text: string; href: string };

const address = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/giu;
/** Marks that end a sentence rather than an address. */
const trailing = /[.,;:!?…،؛。、'"’”»]+$/u;

/** A closing bracket belongs to the address only when it was opened there: "(see https://a.b/c)" against ".../Foo_(bar)". */
function trimEnd(found: string): string {
  let text = found.replace(trailing, '');
  for (const [open, close] of [
    ['(', ')'],
    ['[', ']'],
  ] as const) {
    while (text.endsWith(close) && text.split(close).length > text.split(open).length)
      text = text.slice(0, -1).replace(trailing, '');
  }
  return text;
}

function toHref(text: string): string | undefined {
  try {
    const url = new URL(text);
    // A name before the host is the oldest trick to look like somebody else.
    return (url.protocol === 'https:' || url.protocol === 'http:') && url.username === '' ? url.href : undefined;
  } catch {
    return undefined;
  }
}

/** The text in parts, in order; joined they are the text again. */
export function linkify(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let done = 0;
  for (const match of text.matchAll(address)) {
    const found = trimEnd(match[0]);
    const href = toHref(found);
    if (!href) continue;
    if (match.index > done) parts.push({ type: 'text', text: text.slice(done, match.index) });
    parts.push({ type: 'link', text: found, href });
    done = match.index + found.length;
  }
  if (done < text.length) parts.push({ type: 'text', text: text.slice(done) });
  return parts;
}
