// The blanks of an approved template, and what is read once they are filled. Pure.

export type BlankValues = Record<string, string>;

export type BlankPlace = 'header' | 'body';

const blankPattern = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Text with its blanks filled; a blank without a value stays visible as it was written. */
export function fillText(text: string, place: BlankPlace, values: BlankValues): string {
  return text.replace(blankPattern, (blank, name: string) => values[`${place}.${name}`]?.trim() || blank);
}

/** Words as they are, or a blank by its key. */
export type TextPiece = { words: string } | { blank: string };

/** A text taken apart at its blanks. */
export function splitText(text: string, place: BlankPlace): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const found of text.matchAll(blankPattern)) {
    if (found.index > from) pieces.push({ words: text.slice(from, found.index) });
    pieces.push({ blank: `${place}.${found[1]}` });
    from = found.index + found[0].length;
  }
  if (from < text.length) pieces.push({ words: text.slice(from) });
  return pieces;
}

const contextLength = 28;

/** A few words on both sides of a blank, which is drawn as a line; nothing where the text has no such blank. */
export function quoteAround(text: string, place: BlankPlace, key: string): string | undefined {
  const flat = text.replace(/\s+/g, ' ');
  const found = [...flat.matchAll(blankPattern)].find((one) => `${place}.${one[1]}` === key);
  if (!found) return undefined;
  const plain = (part: string) => part.replace(blankPattern, '…');
  const before = plain(flat.slice(0, found.index));
  const after = plain(flat.slice(found.index + found[0].length));
  const head = before.length > contextLength ? `…${before.slice(-contextLength).replace(/^\S*\s/, '')}` : before;
  const tail = after.length > contextLength ? `${after.slice(0, contextLength).replace(/\s\S*$/, '')}…` : after;
  return `${head}____${tail}`;
}

/** Keys of the blanks that have no value yet. */
export function findBlanks({ params }: { params: readonly { key: string }[] }, values: BlankValues): string[] {
  return params.filter(({ key }) => !values[key]?.trim()).map(({ key }) => key);
}

/** What a blank is called: the name given to it, or its number. */
export function nameBlank(key: string): { name: string; numbered: boolean } {
  const name = key.slice(key.indexOf('.') + 1).replaceAll('_', ' ');
  return { name, numbered: /^\d+$/.test(name) };
}
