// What the columns of a file mean: reads the first rows beside the chosen fields and says what is right and what is not.
import { type ContactImport, type ImportField, type ImportMapping, importFields } from '@parley/contract';

/** What is said beside a column. `badPhones` and `badEmails` count among the first rows. */
export type ColumnNote =
  | { kind: 'recognised' | 'chosen' | 'kept' | 'leftOut' }
  | { kind: 'twice'; others: string[] }
  | { kind: 'badPhones' | 'badEmails'; bad: number; seen: number };

/** Why an import cannot start yet. */
export type Blocker = { kind: 'noPhone' } | { kind: 'twice'; field: ImportField };

const attributePrefix = 'attribute:';
const attributeNameMax = 60;

/** The target that keeps a column as an attribute under its own name. */
export function attributeTarget(column: string): string {
  return `${attributePrefix}${column.trim().slice(0, attributeNameMax)}`;
}

export function isAttribute(target: string): boolean {
  return target.startsWith(attributePrefix);
}

export function attributeName(target: string): string {
  return target.slice(attributePrefix.length);
}

export function isField(target: string): target is ImportField {
  return (importFields as readonly string[]).includes(target);
}

/** The first few different values of a column, for recognising it. */
export function samplesOf(preview: ContactImport['preview'], column: number, most = 3): string[] {
  const cells = preview.map((row) => row[column]?.trim() ?? '').filter(Boolean);
  return [...new Set(cells)].slice(0, most);
}

// E.164 allows 15 digits; below 7 no country has whole numbers. Spaces, dashes, dots, brackets and a plus are how people write.
function looksLikePhone(cell: string): boolean {
  const digits = cell.replace(/\D/g, '').length;
  return /^[+\d\s().\-–/]+$/.test(cell) && digits >= 7 && digits <= 15;
}

function looksLikeEmail(cell: string): boolean {
  return /^\S+@\S+\.\S+$/.test(cell);
}

function columnsOf(mapping: ImportMapping, target: string): string[] {
  return Object.keys(mapping).filter((column) => mapping[column] === target);
}

/** What to say about one column under the mapping as it stands. */
export function noteColumn(imported: ContactImport, mapping: ImportMapping, column: string): ColumnNote {
  const target = mapping[column] ?? '';
  if (target === '') return { kind: 'leftOut' };
  const others = columnsOf(mapping, target).filter((one) => one !== column);
  if (others.length > 0) return { kind: 'twice', others };
  const cells = imported.preview.map((row) => row[imported.columns.indexOf(column)]?.trim() ?? '').filter(Boolean);
  const check = target === 'phone' ? looksLikePhone : target === 'email' ? looksLikeEmail : undefined;
  const bad = check ? cells.filter((cell) => !check(cell)).length : 0;
  if (bad > 0) return { kind: target === 'phone' ? 'badPhones' : 'badEmails', bad, seen: cells.length };
  if (isAttribute(target)) return { kind: 'kept' };
  return { kind: imported.suggestedMapping[column] === target ? 'recognised' : 'chosen' };
}

/** What keeps the import from starting; empty when nothing does. */
export function findBlockers(mapping: ImportMapping): Blocker[] {
  const blockers: Blocker[] = [];
  if (columnsOf(mapping, 'phone').length === 0) blockers.push({ kind: 'noPhone' });
  for (const field of importFields) {
    if (columnsOf(mapping, field).length > 1) blockers.push({ kind: 'twice', field });
  }
  return blockers;
}

/** A row of the file as the contact it will become: the value of each field that is mapped. */
export function readRow(
  imported: ContactImport,
  mapping: ImportMapping,
  row: readonly string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [index, column] of imported.columns.entries()) {
    const target = mapping[column];
    if (target) values[target] = row[index]?.trim() ?? '';
  }
  return values;
}

/** The name a row will have: the full name, else first and last name, else nothing. */
export function nameOfRow(values: Record<string, string>): string {
  return values.name || [values.first_name, values.last_name].filter(Boolean).join(' ');
}
