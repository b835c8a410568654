// Which encoding a CSV is written in. Files come from Excel in many countries; most are UTF-8, the rest say nothing about themselves.
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** How much of the file's beginning is looked at, in bytes. */
export const headBytes = 256 * 1024;

const marks: readonly [string, readonly number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * @param head the first bytes of the file
 * @param isUtf8 whether the whole file is valid UTF-8
 * @returns a lower-case name that iconv-lite knows; undefined when this is no text
 */
export function detectEncoding(head: Buffer, isUtf8: boolean): string | undefined {
  const marked = marks.find(([, bytes]) => bytes.every((byte, at) => head[at] === byte));
  if (marked) return marked[0];
  if (head.includes(0)) return wideEncoding(head);
  if (isUtf8) return 'utf-8';
  if (looksHebrew(head)) return 'windows-1255';
  const guess = analyse(head).find(({ name }) => name !== 'UTF-8' && iconv.encodingExists(name));
  return guess ? guess.name.toLowerCase().replace(/^iso-8859-8-i$/, 'iso-8859-8') : 'windows-1252';
}

/** UTF-16 without a mark: the zero halves of ASCII characters all stand on one side. */
function wideEncoding(head: Buffer): string | undefined {
  let even = 0;
  let odd = 0;
  for (let at = 0; at < head.length; at += 1) {
    if (head[at] !== 0) continue;
    if (at % 2 === 0) even += 1;
    else odd += 1;
  }
  const enough = head.length / 20;
  if (even === 0 && odd >= enough) return 'utf-16le';
  return odd === 0 && even >= enough ? 'utf-16be' : undefined;
}

/**
 * Hebrew letters are E0–FA in windows-1255 and ISO-8859-8 alike, and stand in words of their own. French and the like have single such bytes
 * between ASCII letters; Cyrillic uses the bytes around them as well.
 */
function looksHebrew(head: Buffer): boolean {
  let high = 0;
  let hebrew = 0;
  let besideLatin = 0;
  const isLatin = (byte: number | undefined) => byte !== undefined && /[A-Za-z]/.test(String.fromCharCode(byte));
  for (let at = 0; at < head.length; at += 1) {
    const byte = head[at] ?? 0;
    if (byte < 0x80) continue;
    high += 1;
    if (byte < 0xe0 || byte > 0xfa) continue;
    hebrew += 1;
    if (isLatin(head[at - 1]) || isLatin(head[at + 1])) besideLatin += 1;
  }
  return hebrew > 0 && hebrew / high >= 0.97 && besideLatin / hebrew < 0.1;
}
