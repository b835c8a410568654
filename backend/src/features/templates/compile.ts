// The template language: variables and fallbacks, nothing else. A body is cut once into texts and variables; rendering joins them, so a
// value is never read as a template itself.
import type { ErrorDetail } from '@parley/contract';
import { AppError } from '../../platform/errors';
import { findParameter, parameters } from './catalogue';
import { suggestParameter } from './suggest';

type Part = string | { key: string; fallback: string | undefined };

export interface CompiledTemplate {
  /** Every variable in order of first use. */
  variables: string[];
  /** Those that stand somewhere without a fallback. */
  requiredVariables: string[];
  /** `missing` are the variables that came out blank and had no fallback. Blank values count as absent. Never throws. */
  render(values: Readonly<Record<string, string>>): { text: string; missing: string[] };
}

// Two braces around words, or one brace around a word; after a bar the fallback. Anything else is text.
const marker =
  /\{\{\s*([\p{L}_][\p{L}\p{N}_.\- ]*?)\s*(?:\|([^{}]*))?\}\}|\{\s*([\p{L}_][\p{L}\p{N}_.-]*?)\s*(?:\|([^{}]*))?\}/gu;

const shortForms = parameters.filter((parameter) => parameter.group === 'short');

/** Compiled bodies of the last campaigns; more than this many at once are compiled again. */
const cacheSize = 500;
const cache = new Map<string, CompiledTemplate>();

/**
 * Compiles a body. `{{group.key}}`, `{{key|fallback}}` and `{name}`, `{first_name}`, `{phone}` are variables; other braces are text.
 * @throws AppError unknown_variable with one detail per unknown variable and the nearest known one
 */
export function compileTemplate(body: string): CompiledTemplate {
  const known = cache.get(body);
  if (known) return known;
  const compiled = compile(body);
  const oldest = cache.size >= cacheSize ? cache.keys().next().value : undefined;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(body, compiled);
  return compiled;
}

function compile(body: string): CompiledTemplate {
  const { parts, unknown } = cut(body);
  if (unknown.length > 0) throw refuse(unknown);
  const used = parts.flatMap((part) => (typeof part === 'string' ? [] : [part]));
  return {
    variables: unique(used.map((part) => part.key)),
    requiredVariables: unique(used.filter((part) => part.fallback === undefined).map((part) => part.key)),
    render: (values) => render(parts, values),
  };
}

function render(parts: readonly Part[], values: Readonly<Record<string, string>>): { text: string; missing: string[] } {
  const missing: string[] = [];
  const text = parts.map((part) => {
    if (typeof part === 'string') return part;
    const value = Object.hasOwn(values, part.key) ? values[part.key] : undefined;
    if (value !== undefined && value.trim() !== '') return value;
    if (part.fallback === undefined) missing.push(part.key);
    return part.fallback ?? '';
  });
  return { text: text.join(''), missing: unique(missing) };
}

function cut(body: string): { parts: Part[]; unknown: string[] } {
  const parts: Part[] = [];
  const unknown: string[] = [];
  let end = 0;
  for (const match of body.matchAll(marker)) {
    const [whole, double, doubleFallback, single, singleFallback] = match;
    const key = double ?? single ?? '';
    if (!isVariable(key, single !== undefined)) {
      // A lone brace around any other word is how people write; two braces around an unknown word are a mistake.
      if (double !== undefined || isNearShortForm(key)) unknown.push(whole);
      continue;
    }
    if (match.index > end) parts.push(body.slice(end, match.index));
    parts.push({ key, fallback: (doubleFallback ?? singleFallback)?.trim() });
    end = match.index + whole.length;
  }
  if (end < body.length) parts.push(body.slice(end));
  return { parts, unknown };
}

function isVariable(key: string, single: boolean): boolean {
  const parameter = findParameter(key);
  return parameter !== undefined && (!single || parameter.group === 'short');
}

/** `{firstname}` or `{lead.name}` in single braces: almost right, so it is refused rather than sent as it stands. */
function isNearShortForm(key: string): boolean {
  return findParameter(key) !== undefined || (key.length >= 4 && suggestParameter(key, shortForms) !== undefined);
}

function refuse(unknown: readonly string[]): AppError {
  const details: ErrorDetail[] = unique(unknown).map((whole) => {
    const near = suggestParameter(whole.replace(/[{}]|\|.*/gs, '').trim());
    return {
      path: 'content.body',
      message: near ? `${whole} is not a variable. Did you mean ${near.syntax}?` : `${whole} is not a variable.`,
    };
  });
  const advice = 'Choose one from the list of variables.';
  return new AppError(
    'unknown_variable',
    `${details.map((detail) => detail.message).join(' ')} ${advice}`.slice(0, 500),
    {
      details,
    },
  );
}

function unique(items: readonly string[]): string[] {
  return [...new Set(items)];
}
