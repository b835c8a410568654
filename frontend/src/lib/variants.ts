// What the wordings of a comparison are called: A, B, C, D.

/** @param number from 0, the first wording */
export function variantName(number: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + number);
}
