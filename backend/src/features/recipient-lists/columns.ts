// What the columns of a recipient list mean: a template variable each, by its own key or by what people call it. Pure.
import type { ImportField } from '@parley/contract';
import { suggestMapping } from '../imports';
import { parameters } from '../templates';

/** `phone`, a variable's key, `last_name` (which completes the name), or '' for a column that is not known. */
export type ListMapping = Record<string, string>;

/** Two names of one thing. */
const twins: Readonly<Record<string, string>> = { 'lead.phone': 'phone', 'lead.name': 'name' };

/** `{{Lead.City}}` and `lead.city` are the same key. */
const keyOf = (header: string) => header.toLowerCase().replace(/[{}\s]/g, '');
const byKey = new Map(parameters.map(({ key }) => [keyOf(key), twins[key] ?? key]));

/** What an import and a list call the same. */
const ownFields: ReadonlySet<ImportField> = new Set<ImportField>(['phone', 'name', 'first_name', 'last_name']);

/** Lead fields as an import calls them. */
function variableOf(field: ImportField): string | undefined {
  if (ownFields.has(field) || field.startsWith('client.')) return field;
  return parameters.find(({ key }) => key === `lead.${field}`)?.key;
}

/**
 * @param columns unique column names
 * @param preview the first rows, for columns whose name says nothing
 * @param country the tenant's, for reading phones
 * @returns for every column what it means; each variable once
 */
export function mapColumns(columns: readonly string[], preview: readonly string[][], country: string): ListMapping {
  const used = new Set<string>();
  const chosen = new Map<string, string>();
  const choose = (column: string, variable: string | undefined) => {
    if (!variable || used.has(variable) || chosen.has(column)) return;
    used.add(variable);
    chosen.set(column, variable);
  };
  for (const column of columns) choose(column, byKey.get(keyOf(column)));
  const suggested = suggestMapping(columns, preview, country);
  const fields = new Map<string, ImportField>(
    Object.entries(suggested).flatMap(([column, field]) => (isField(field) ? [[column, field] as const] : [])),
  );
  for (const column of columns) {
    const field = fields.get(column);
    if (field) choose(column, variableOf(field));
  }
  return Object.fromEntries(columns.map((column) => [column, chosen.get(column) ?? '']));
}

function isField(target: string): target is ImportField {
  return target !== '' && !target.startsWith('attribute:');
}
