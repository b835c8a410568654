// The text of a template as a writer's tool reads it: where variables stand, which are unknown, what is being typed. The server has the
// last word on all of it.
import type { TemplateParameter } from '@parley/contract';

export type BodyPart =
  | { kind: 'text'; text: string }
  /** One brace around a word that is no variable: how people write, or a slip. */
  | { kind: 'word'; text: string; key: string; fallback: string | undefined }
  | { kind: 'variable'; text: string; key: string; fallback: string | undefined };

// Two braces around a key, or one brace around a word; after a bar the fallback.
const marker =
  /\{\{\s*([\p{L}_][\p{L}\p{N}_.\- ]*?)\s*(?:\|([^{}]*))?\}\}|\{\s*([\p{L}_][\p{L}\p{N}_.-]*?)\s*(?:\|([^{}]*))?\}/gu;
const shortForms: ReadonlySet<string> = new Set(['name', 'first_name', 'phone']);

/** Cuts a body into texts and variables, in order; joined again they are the body. */
export function cutBody(body: string): BodyPart[] {
  const parts: BodyPart[] = [];
  let end = 0;
  for (const match of body.matchAll(marker)) {
    const [text, double, doubleFallback, single, singleFallback] = match;
    if (match.index > end) parts.push({ kind: 'text', text: body.slice(end, match.index) });
    const kind = double !== undefined || shortForms.has(single ?? '') ? 'variable' : 'word';
    parts.push({ kind, text, key: double ?? single ?? '', fallback: doubleFallback ?? singleFallback });
    end = match.index + text.length;
  }
  if (end < body.length) parts.push({ kind: 'text', text: body.slice(end) });
  return parts;
}

export interface UnknownVariable {
  /** As it stands in the body, braces included. */
  text: string;
  /** What was most likely meant, with the fallback kept: ready to stand in its place. */
  suggestion: string | undefined;
}

/** The variables of a body that the catalogue does not have, each once. */
export function findUnknown(body: string, parameters: readonly TemplateParameter[]): UnknownVariable[] {
  const known = new Set(parameters.map(({ key }) => key));
  const unknown = new Map<string, UnknownVariable>();
  for (const part of cutBody(body)) {
    if (part.kind === 'text' || (part.kind === 'variable' && known.has(part.key))) continue;
    const near =
      part.kind === 'variable' ? suggestParameter(part.key, parameters) : suggestForWord(part.key, parameters);
    // A word in one brace is left alone unless it is nearly a variable.
    if (part.kind === 'word' && !near) continue;
    unknown.set(part.text, { text: part.text, suggestion: near && withFallback(near.syntax, part.fallback) });
  }
  return [...unknown.values()];
}

/** The variables that stand somewhere without a fallback, in the order of the body. */
export function findRequired(body: string, parameters: readonly TemplateParameter[]): TemplateParameter[] {
  const keys = cutBody(body).flatMap((part) =>
    part.kind === 'variable' && part.fallback === undefined ? [part.key] : [],
  );
  return [...new Set(keys)].flatMap((key) => parameters.find((parameter) => parameter.key === key) ?? []);
}

/** `{lead.name}` wants two braces, `{firstname}` an underscore; any other word is text. */
function suggestForWord(word: string, parameters: readonly TemplateParameter[]): TemplateParameter | undefined {
  const exact = parameters.find(({ key }) => key === word);
  if (exact || word.length < 4) return exact;
  return suggestParameter(
    word,
    parameters.filter(({ group }) => group === 'short'),
  );
}

/** `{{lead.city}}` and `Haifa` → `{{lead.city|Haifa}}`. */
export function withFallback(syntax: string, fallback: string | undefined): string {
  return fallback === undefined ? syntax : syntax.replace(/(\}+)$/, `|${fallback}$1`);
}

/** Opens a fallback for the first bare use of a variable. Returns the new body and where to write it; null when there is none. */
export function openFallback(body: string, key: string): { body: string; caret: number } | null {
  let at = 0;
  for (const part of cutBody(body)) {
    if (part.kind === 'variable' && part.key === key && part.fallback === undefined) {
      const written = withFallback(part.text, '');
      const caret = at + written.indexOf('|') + 1;
      return { body: body.slice(0, at) + written + body.slice(at + part.text.length), caret };
    }
    at += part.text.length;
  }
  return null;
}

/** Puts another text in the place of every occurrence of one. */
export function replaceMarker(body: string, marker: string, replacement: string): string {
  return body.split(marker).join(replacement);
}

/** Number of single-character changes between two short texts (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next[j] = Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

const plain = (key: string) => key.toLowerCase().replace(/[\s_-]/g, '');
const lastPart = (key: string) => key.slice(key.indexOf('.') + 1);

/** The parameter nearest to a mistyped key: within a third of its length, at least two changes; the group may be missing. */
export function suggestParameter(key: string, parameters: readonly TemplateParameter[]): TemplateParameter | undefined {
  const wanted = plain(key);
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  let best: { parameter: TemplateParameter; changes: number } | undefined;
  for (const parameter of parameters) {
    const whole = distance(wanted, plain(parameter.key));
    const changes = wanted.includes('.')
      ? whole
      : Math.min(whole, distance(wanted, plain(lastPart(parameter.key))) + 0.5);
    if (changes <= limit && (!best || changes < best.changes)) best = { parameter, changes };
  }
  return best?.parameter;
}

export interface Typing {
  /** Where the brace opened. */
  from: number;
  /** What was typed after it. */
  query: string;
}

/** The variable being typed at the caret: after `{` or `{{` and before anything that closes it; null when there is none. */
export function typingAt(body: string, caret: number): Typing | null {
  const match = /(\{\{?)([\w.]{0,40})$/.exec(body.slice(0, caret));
  return match ? { from: match.index, query: match[2] ?? '' } : null;
}

/** Puts a variable where it was being typed, or at the caret. Returns the new body and where the caret stands after it. */
export function insertParameter(body: string, caret: number, syntax: string): { body: string; caret: number } {
  const from = typingAt(body, caret)?.from ?? caret;
  // Braces that an editor or a hand already closed belong to what is replaced.
  const closed = /^\}{0,2}/.exec(body.slice(caret))?.[0].length ?? 0;
  const to = from < caret ? caret + closed : caret;
  return { body: body.slice(0, from) + syntax + body.slice(to), caret: from + syntax.length };
}

/** Parameters that fit what is typed, those whose name begins with it first. `labelOf` gives the words on screen. */
export function matchParameters(
  parameters: readonly TemplateParameter[],
  query: string,
  labelOf: (parameter: TemplateParameter) => string,
): TemplateParameter[] {
  const wanted = query.toLowerCase();
  if (!wanted) return [...parameters];
  const rank = (parameter: TemplateParameter): number => {
    const key = parameter.key.toLowerCase();
    if (key.startsWith(wanted) || lastPart(key).startsWith(wanted)) return 0;
    if (labelOf(parameter).toLowerCase().includes(wanted)) return 1;
    return key.includes(wanted) ? 2 : 3;
  };
  return parameters
    .map((parameter) => ({ parameter, rank: rank(parameter) }))
    .filter((one) => one.rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .map((one) => one.parameter);
}
