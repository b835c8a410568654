// Reading what others wrote: every function takes any value whatsoever and never throws.

export type Fields = Record<string, unknown>;

export function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value, or an object without fields. */
export function fieldsOf(value: unknown): Fields {
  return isRecord(value) ? value : {};
}

/** The objects of a list; whatever else is in it is left out. */
export function recordsOf(value: unknown): Fields[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** A text that says something, at most `longest` characters of it. */
export function textOf(value: unknown, longest = 65_536): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
}

/** An id, which some write as a number. Longer than 512 characters is none. */
export function idOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'string' && value !== '' && value.length <= 512 ? value : undefined;
}

/** A whole number that is not negative, also when written as text. */
export function countOf(value: unknown): number | undefined {
  const read = typeof value === 'string' && /^\d{1,16}$/.test(value) ? Number(value) : value;
  return typeof read === 'number' && Number.isSafeInteger(read) && read >= 0 ? read : undefined;
}

/** A foreign value as a word; what is neither text, number nor boolean is written as JSON, so that nothing strange can throw. */
export function wordOf(value: unknown): string {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
}
