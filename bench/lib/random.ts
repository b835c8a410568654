// Chance that can be repeated, and waiting.

/** Small deterministic generator (mulberry32), so that a failing seed can be run again. @returns numbers in [0, 1) */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A shuffled copy (Fisher–Yates). */
export function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = Math.floor(random() * (at + 1));
    const [a, b] = [mixed[at], mixed[other]];
    // Both places exist: the indices run within the array.
    mixed[at] = b as T;
    mixed[other] = a as T;
  }
  return mixed;
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
