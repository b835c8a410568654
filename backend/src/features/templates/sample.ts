// A CSV to fill in for a template: who, and a column for each of its variables.
import { found } from '../../platform/errors';
import type { ActorContext, CsvAnswer } from '../../platform/http/context';
import { sampleValues } from './catalogue';
import { visibleOwner } from './policy';
import { findTemplate } from './queries';

/** Columns that every import of people begins with; they also fill these variables. */
const people = ['phone', 'name'];

/** A second person, so that the rows are seen to differ. */
const secondPerson: Readonly<Record<string, string>> = {
  phone: '+972523334455',
  name: 'Amir Haddad',
  first_name: 'Amir',
  'lead.phone': '+972523334455',
  'lead.name': 'Amir Haddad',
  'lead.email': 'amir@example.com',
  'lead.city': 'Akko',
};

/** @throws AppError not_found */
export async function sampleCsv({ parts, actor }: ActorContext, id: string): Promise<CsvAnswer> {
  const row = await parts.db.withTenant(actor.tenantId, (tx) => findTemplate(tx, visibleOwner(actor), id));
  const { name, variables } = found(row, 'template');
  return { fileName: `${name.replace(/[\\/:*?"<>|]/g, ' ')}.csv`, rows: rowsOf(variables) };
}

async function* rowsOf(variables: readonly string[]): AsyncGenerator<string[]> {
  const columns = [...people, ...variables.filter((key) => !people.includes(key))];
  yield columns;
  yield columns.map((key) => sampleValues[key] ?? '');
  yield columns.map((key) => secondPerson[key] ?? sampleValues[key] ?? '');
}
