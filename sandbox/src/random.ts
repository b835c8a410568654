// Deterministic randomness: the same seed gives the same faults and delays, run after run.

/** A stream of numbers in [0, 1). */
export type Random = () => number;

/** Mulberry32, a 32-bit generator; small state, even spread, good enough to choose faults. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** 32-bit FNV-1a with a final mix: a stable number for a text, so that a phone number keeps its fate within one seed. */
export function hashText(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** A whole number of milliseconds between the two bounds, both included. */
export function pickBetween(random: Random, [lowest, highest]: readonly [number, number]): number {
  return lowest + Math.floor(random() * (highest - lowest + 1));
}
