// The CSV export: pages by keyset, so that any number of contacts streams in flat memory and no transaction stays open.
import { clientFields, type EndpointParsed, type exportContacts as endpoint } from '@parley/contract';
import type { ActorContext, CsvAnswer } from '../../platform/http/context';
import { filterSql, openFilter } from './filter';
import type { ContactRow } from './present';

const pageSize = 1000;

type ExportRow = Omit<ContactRow, 'owner_name'> & { owner_name: string | null; at: string };
type Cell = string | null;

/** The header names are those that an import maps by itself, so an export can be imported again. */
const cells: Record<string, (row: ExportRow) => Cell> = {
  name: (row) => row.name,
  first_name: (row) => row.first_name,
  phone: (row) => row.phone,
  email: (row) => row.email,
  tags: (row) => row.tags.join(', '),
  status: (row) => row.status,
  temperature: (row) => row.temperature,
  source: (row) => row.source,
  country: (row) => row.country,
  city: (row) => row.city,
  owner: (row) => row.owner_name,
  opted_out_at: (row) => row.opted_out_at?.toISOString() ?? null,
  created_at: (row) => row.created_at.toISOString(),
  ...Object.fromEntries(
    clientFields.map((field) => [`client.${field}`, (row: ExportRow) => row.client[field] ?? null] as const),
  ),
};

/** @throws AppError validation_failed when the search is too short, not_found (segment) */
export async function exportContacts(
  { parts, actor }: ActorContext,
  asked: EndpointParsed<typeof endpoint>['query'],
): Promise<CsvAnswer> {
  const filter = await parts.db.withTenant(actor.tenantId, (tx) => openFilter(tx, actor, asked));
  const params: unknown[] = [actor.tenantId];
  const where = filterSql(actor, filter, params);
  const next = (after: ExportRow | undefined) =>
    parts.db.read<ExportRow>(
      actor.tenantId,
      `select c.id, c.name, c.first_name, c.phone, c.email, c.owner_id, u.name as owner_name, c.status, c.temperature, c.source, c.country,
         c.city, c.client, c.attributes, c.tags, c.opted_out_at, c.created_at, c.created_at::text as at
       from contacts c left join users u on u.id = c.owner_id
       where ${where} ${after ? `and (c.created_at, c.id) < ($${params.length + 1}::timestamptz, $${params.length + 2}::uuid)` : ''}
       order by c.created_at desc, c.id desc limit ${pageSize}`,
      after ? [...params, after.at, after.id] : params,
    );
  return { fileName: `contacts-${new Date().toISOString().slice(0, 10)}.csv`, rows: rowsOf(next) };
}

async function* rowsOf(next: (after: ExportRow | undefined) => Promise<ExportRow[]>): AsyncGenerator<Cell[]> {
  yield Object.keys(cells);
  let last: ExportRow | undefined;
  do {
    const page = await next(last);
    for (const row of page) yield Object.values(cells).map((cell) => cell(row));
    last = page.length === pageSize ? page.at(-1) : undefined;
  } while (last);
}
