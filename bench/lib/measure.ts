// Measuring: interleaved rounds, medians, ratios within one run. The machine is noisy; a ratio of two things measured side by side is not.

export interface Measured {
  name: string;
  /** Per second unless the unit says otherwise, one value per round. */
  values: number[];
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** The value below which the share `of` of all values lies. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * of))] ?? Number.NaN;
}

/** Runs every subject once per round, in turn, so that a slow moment of the machine touches them all. */
export async function interleave(
  rounds: number,
  subjects: Record<string, () => Promise<number>>,
): Promise<Record<string, Measured>> {
  const measured: Record<string, Measured> = Object.fromEntries(
    Object.keys(subjects).map((name) => [name, { name, values: [] }]),
  );
  for (let round = 1; round <= rounds; round += 1) {
    for (const [name, run] of Object.entries(subjects)) {
      const value = await run();
      measured[name]?.values.push(value);
      console.log(`  round ${round}/${rounds} ${name}: ${Math.round(value).toLocaleString('en')}`);
    }
  }
  return measured;
}

export interface Row {
  work: string;
  result: string;
  ratio: number;
  goal: number;
  /** True when a smaller ratio is better (latencies). */
  lower?: boolean;
}

export function toTable(rows: readonly Row[]): string {
  const lines = rows.map((row) => {
    const met = row.lower ? row.ratio <= row.goal : row.ratio >= row.goal;
    return `| ${row.work} | ${row.result} | ${row.ratio.toFixed(2)}× | ${row.lower ? '≤' : '≥'} ${row.goal}× | ${met ? 'met' : 'not met'} |`;
  });
  return ['| Work | Medians | Ratio | Goal | |', '|---|---|---|---|---|', ...lines].join('\n');
}
