// Bars like a voice's. Providers send no loudness with a recording, so the shape is drawn from its id: always the same for the same recording.

/** Heights between 0.18 and 1 for a recording; the ends are quieter, as speech is. */
export function waveformOf(id: string, bars: number): number[] {
  let seed = 2_166_136_261;
  for (const letter of id) seed = Math.imul(seed ^ letter.charCodeAt(0), 16_777_619) >>> 0;
  return Array.from({ length: bars }, (_, index) => {
    // Numerical Recipes' linear congruential generator: evenly spread is all that is asked of it.
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    const random = seed / 4_294_967_296;
    const edge = Math.min(1, Math.min(index + 1, bars - index) / 4);
    return 0.18 + 0.82 * edge * random;
  });
}
