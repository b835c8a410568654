// Brings what people type into the form in which words are compared: without accents, points, emoji and stretched letters.

/** Lower case, compatible forms folded, no vowel points or accents, one space between words, nothing but letters and digits. */
export function normalise(text: string): string {
  return (
    text
      .normalize('NFKC')
      .toLowerCase()
      .normalize('NFD')
      // Accents, niqqud, harakat; then tatweel, joiners and direction marks.
      .replace(/\p{M}+/gu, '')
      .replace(/[\u0640\p{Cf}]+/gu, '')
      .normalize('NFC')
      // Arabic letters that are written one for the other.
      .replaceAll('ى', 'ي')
      .replaceAll('ة', 'ه')
      .replaceAll('ٱ', 'ا')
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim()
  );
}

/** A stretched letter is one or two: "stooop" is "stop" or "stoop". Letters written twice are left alone, as many words have them. */
export function unstretched(normalised: string): string[] {
  if (!/(.)\1\1/su.test(normalised)) return [normalised];
  return [normalised.replace(/(.)\1{2,}/gsu, '$1'), normalised.replace(/(.)\1{2,}/gsu, '$1$1')];
}

/** True when one letter more, less or other, or two neighbours swapped, make `a` into `b`; false when they are equal. */
export function isOneSlipAway(a: string, b: string): boolean {
  const [from, to] = [[...a], [...b]];
  if (a === b || Math.abs(from.length - to.length) > 1) return false;
  let start = 0;
  while (start < from.length && from[start] === to[start]) start += 1;
  let end = 0;
  const rest = Math.min(from.length, to.length) - start;
  while (end < rest && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  const [left, right] = [from.slice(start, from.length - end), to.slice(start, to.length - end)];
  if (left.length <= 1 && right.length <= 1) return true;
  return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0];
}
