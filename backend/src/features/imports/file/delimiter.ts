// Which delimiter a CSV uses, judged on its first rows with quotes respected. Pure.

const candidates = [',', ';', '\t', '|'] as const;
/** Rows looked at. */
const sampleRows = 30;

/** The delimiter that Excel writes into a first line of its own: `sep=;`. */
export const declaredDelimiter = /^sep=(.)\r?\n/i;

/**
 * @param text the beginning of the file, decoded
 * @param complete whether this is the whole file; otherwise its last row may be cut and is not counted
 * @returns the candidate that splits the most rows into the header's number of cells; a comma when the file has one column
 */
export function detectDelimiter(text: string, complete: boolean): string {
  const declared = declaredDelimiter.exec(text)?.[1];
  if (declared) return declared;
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of candidates) {
    const counts = countCells(text, delimiter, complete);
    const columns = counts[0] ?? 1;
    if (columns < 2) continue;
    const agreeing = counts.filter((count) => count === columns).length / counts.length;
    // Agreement first; of two that agree equally the one with more columns.
    const score = agreeing * 1000 + Math.min(columns, 500);
    if (score > best.score) best = { delimiter, score };
  }
  return best.delimiter;
}

/** Cells per non-blank row. A quoted cell counts as one, whatever it holds. */
function countCells(text: string, delimiter: string, complete: boolean): number[] {
  const quotedCell = new RegExp(`(^|[\\r\\n${delimiter === '|' ? '\\|' : delimiter}])"[^"]*"(?:"[^"]*")*`, 'g');
  const lines = text.replace(quotedCell, '$1_').split(/\r\n|\n|\r/);
  if (!complete) lines.pop();
  return lines
    .filter((line) => line.trim() !== '')
    .slice(0, sampleRows)
    .map((line) => line.split(delimiter).length);
}
