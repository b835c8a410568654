// One row of a list as somebody to write to, or the reason why not. Pure.
import type { RowFault } from '@parley/contract';
import { parsePhone } from '../../platform/phone';
import { firstNameOf, wholeNameOf } from '../contacts';
import { cleanCell, phoneFault } from '../imports';
import type { ListMapping } from './columns';

export interface ListedPerson {
  phone: string;
  key: string;
  name: string | null;
  variables: Record<string, string>;
}

export type MappedRow = { person: ListedPerson } | { fault: RowFault };

/** Longest values, in characters; the same limits as for recipients given over the API. */
const longestName = 200;
const longestValue = 1000;

/** The whole name, as it stands or made of its parts, and the first name that it holds; a last name alone is nobody's first name. */
function namesOf({ name, first_name, last_name }: Record<string, string>): Record<string, string> {
  if (name) return { name, first_name: firstNameOf(name) };
  const whole = last_name ? wholeNameOf(first_name, last_name) : null;
  return whole ? { name: whole } : {};
}

/**
 * Prepares a function that reads rows.
 * @param columns the file's unique column names, in order
 * @param country the tenant's, for phones without a country code
 */
export function createListMapper(
  columns: readonly string[],
  mapping: ListMapping,
  country: string,
): (cells: readonly string[]) => MappedRow {
  const variables = columns.map((column) => mapping[column] ?? '');
  return (cells) => {
    const values: Record<string, string> = {};
    for (const [index, variable] of variables.entries()) {
      const value = variable && cleanCell(cells[index] ?? '');
      if (value) values[variable] = value;
    }
    const { phone: written, name: _, ...own } = values;
    const { name, ...named } = namesOf(values);
    if (!written) return { fault: { code: 'phone_missing' } };
    const phone = parsePhone(written, country);
    if (!phone) return { fault: phoneFault(written) };
    if (name && name.length > longestName) return { fault: { code: 'name_long', limit: longestName } };
    const long = Object.keys(own).find((variable) => (own[variable]?.length ?? 0) > longestValue);
    if (long) return { fault: { code: 'value_long', value: long, limit: longestValue } };
    return {
      person: {
        phone: phone.e164,
        key: phone.key,
        name: name ?? own.first_name?.slice(0, longestName) ?? null,
        variables: { ...(name ? { name } : {}), ...named, ...own },
      },
    };
  };
}
