// One row of a file as a contact, or the reason why it cannot be one. Pure.
import type { ImportField, ImportMapping, RowFault } from '@parley/contract';
import { leadStatuses, temperatures } from '@parley/contract';
import { parsePhone } from '../../platform/phone';
import { firstNameOf, wholeNameOf } from '../contacts';

/** What a row says. Fields that are not mapped or blank are null and leave an existing contact as it is. */
export interface RowContact {
  name: string | null;
  first_name: string | null;
  phone: string;
  key: string;
  email: string | null;
  tags: string[];
  status: string | null;
  temperature: string | null;
  source: string | null;
  country: string | null;
  city: string | null;
  client: Record<string, string>;
  attributes: Record<string, string>;
}

export type MappedRow = { contact: RowContact } | { fault: RowFault };

/** Longest values kept, in characters; the same limits as in the API. */
const limits: Readonly<Record<string, number>> = {
  name: 200,
  first_name: 200,
  last_name: 200,
  source: 200,
  country: 200,
  city: 200,
};
const longestAnswer = 1000;
const longestTag = 40;
/** What is shown of a cell, in characters. */
const longestShown = 60;
const emailPattern = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * Prepares a function that reads rows under this mapping.
 * @param columns the file's unique column names, in order
 * @param country the tenant's, for phones without a country code
 */
export function createRowMapper(
  columns: readonly string[],
  mapping: ImportMapping,
  country: string,
): (cells: readonly string[]) => MappedRow {
  const targets = columns.map((column) => mapping[column] ?? '');
  return (cells) => {
    if (cells.length > columns.length && cells.slice(columns.length).some((cell) => cell.trim() !== ''))
      return { fault: { code: 'cells_many', value: String(cells.length), limit: columns.length } };
    const values = new Map<string, string>();
    targets.forEach((target, index) => {
      const value = target && cleanCell(cells[index] ?? '');
      if (value) values.set(target, value);
    });
    return toContact(values, country);
  };
}

/** Trims, and takes off the apostrophe by which exports keep spreadsheets from evaluating a cell. */
export function cleanCell(cell: string): string {
  const text = cell.trim();
  return /^'[=+\-@]/.test(text) ? text.slice(1) : text;
}

function toContact(values: ReadonlyMap<string, string>, country: string): MappedRow {
  const written = values.get('phone');
  if (!written) return { fault: { code: 'phone_missing' } };
  const phone = parsePhone(written, country);
  if (!phone) return { fault: phoneFault(written) };
  const fault = findFault(values);
  if (fault) return { fault };
  const name = nameOf(values);
  const text = (field: ImportField) => values.get(field) ?? null;
  return {
    contact: {
      name,
      first_name: text('first_name') ?? (name && firstNameOf(name)),
      phone: phone.e164,
      key: phone.key,
      email: text('email')?.toLowerCase() ?? null,
      tags: readTags(values.get('tags')),
      status: text('status')?.toLowerCase() ?? null,
      temperature: text('temperature')?.toLowerCase() ?? null,
      source: text('source'),
      country: text('country'),
      city: text('city'),
      client: withPrefix(values, 'client.'),
      attributes: withPrefix(values, 'attribute:'),
    },
  };
}

/** What is said of a cell that holds no phone number. */
export function phoneFault(written: string): RowFault {
  const shortened = /^\d([.,]\d+)?E\+?\d+$/i.test(written);
  return { code: shortened ? 'phone_shortened' : 'phone_wrong', value: written.slice(0, longestShown) };
}

function findFault(values: ReadonlyMap<string, string>): RowFault | undefined {
  const email = values.get('email');
  if (email && (email.length > 254 || !emailPattern.test(email)))
    return { code: 'email_wrong', value: email.slice(0, longestShown) };
  const status = values.get('status')?.toLowerCase();
  if (status && !leadStatuses.some((known) => known === status))
    return { code: 'status_unknown', value: status.slice(0, longestShown) };
  const temperature = values.get('temperature')?.toLowerCase();
  if (temperature && !temperatures.some((known) => known === temperature))
    return { code: 'temperature_unknown', value: temperature.slice(0, longestShown) };
  if (readTags(values.get('tags')).some((tag) => tag.length > longestTag))
    return { code: 'tag_long', limit: longestTag };
  for (const [field, value] of values) {
    const limit = limits[field] ?? longestAnswer;
    if (value.length > limit) return { code: 'value_long', value: field, limit };
  }
  return undefined;
}

function nameOf(values: ReadonlyMap<string, string>): string | null {
  return values.get('name') ?? wholeNameOf(values.get('first_name'), values.get('last_name'))?.slice(0, 200) ?? null;
}

function readTags(cell: string | undefined): string[] {
  if (!cell) return [];
  const tags = cell
    .split(/[,;|]/)
    .map((tag) => tag.trim())
    .filter(Boolean);
  return [...new Set(tags)].slice(0, 50);
}

function withPrefix(values: ReadonlyMap<string, string>, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [target, value] of values) if (target.startsWith(prefix)) found[target.slice(prefix.length)] = value;
  return found;
}
