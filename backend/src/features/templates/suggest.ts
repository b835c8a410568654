// Finds the catalogue's key nearest to a mistyped one.
import type { TemplateParameter } from '@parley/contract';
import { parameters } from './catalogue';

/** Number of single-character changes between two short texts (Levenshtein). */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

// Case, spaces, dashes and underscores are how people differ; they cost nothing.
const plain = (key: string) => key.toLowerCase().replace(/[\s_-]/g, '');

/** @returns the parameter within a third of the key's length (at least 2 changes), or undefined when nothing is near */
export function suggestParameter(
  key: string,
  among: readonly TemplateParameter[] = parameters,
): TemplateParameter | undefined {
  const wanted = plain(key).slice(0, 60);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  // `{{city}}` most likely means `{{lead.city}}`: the last part alone counts, a little worse than the whole key.
  const distanceTo = (parameter: TemplateParameter) => {
    const whole = plain(parameter.key);
    const last = whole.slice(whole.indexOf('.') + 1);
    return Math.min(editDistance(wanted, whole), wanted.includes('.') ? Infinity : editDistance(wanted, last) + 0.5);
  };
  let best: { parameter: TemplateParameter; distance: number } | undefined;
  for (const parameter of among) {
    const distance = distanceTo(parameter);
    if (distance <= limit && (!best || distance < best.distance)) best = { parameter, distance };
  }
  return best?.parameter;
}
