// schema.prisma beside the database that the migrations make: the typed client must not promise what is not there.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';

interface Column {
  name: string;
  type: string;
  nullable: boolean;
  hasDefault: boolean;
}

/** What Prisma's types are in PostgreSQL, as `format_type` writes them. */
const sqlTypes: Record<string, string> = {
  String: 'text',
  'String @db.Uuid': 'uuid',
  Int: 'integer',
  'Int @db.SmallInt': 'smallint',
  BigInt: 'bigint',
  Float: 'double precision',
  Boolean: 'boolean',
  Json: 'jsonb',
  Bytes: 'bytea',
  'DateTime @db.Timestamptz(6)': 'timestamp with time zone',
};

const source = readFileSync(path.join(__dirname, '../../../prisma/schema.prisma'), 'utf8');
const models = [...source.matchAll(/^model \w+ \{\n([\s\S]*?)^\}/gm)].map((match) => readModel(match[1]!));

function readModel(body: string): { table: string; columns: Column[]; key: string[] } {
  const lines = body.split('\n').map((line) => line.replace(/\/\/.*$/, '').trim());
  const columns = lines.flatMap((line) => readColumn(line) ?? []);
  const byField = new Map(columns.map((column) => [column.field, column.name]));
  const composed = body.match(/@@id\(\[([^\]]+)\]/)?.[1];
  const single = columns.find((column) => column.isKey)?.field ?? '';
  const key = (composed ?? single).split(',').map((field) => byField.get(field.trim()) ?? field);
  const table = body.match(/@@map\("(\w+)"\)/)?.[1] ?? 'a model without @@map';
  return { table, key, columns: columns.map(({ field: _, isKey: __, ...column }) => column) };
}

function readColumn(line: string): (Column & { field: string; isKey: boolean }) | undefined {
  const parts = line.match(/^(\w+)\s+(\w+)(\?|\[\])?(.*)$/);
  if (!parts || line.startsWith('@@')) return undefined;
  const [, field = '', base = '', mark, rest = ''] = parts;
  const native = rest.match(/@db\.\w+(\(\d+\))?/)?.[0];
  const type = sqlTypes[native ? `${base} ${native}` : base] ?? `${base} ${native ?? ''} is not known to this test`;
  return {
    field,
    name: rest.match(/@map\("(\w+)"\)/)?.[1] ?? field,
    type: mark === '[]' ? `${type}[]` : type,
    nullable: mark === '?',
    hasDefault: rest.includes('@default('),
    isKey: /@id\b/.test(rest),
  };
}

let client: pg.Client;
beforeAll(async () => {
  client = new pg.Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await client.connect();
});
afterAll(() => client.end());

it('every table has a model and every model a table', async () => {
  const { rows } = await client.query<{ name: string }>(
    "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname <> '_prisma_migrations' order by 1",
  );
  expect(models.map((model) => model.table).sort()).toEqual(rows.map((row) => row.name));
});

it.each(models.map((model) => [model.table, model] as const))(
  '%s has the columns, types, nullability, defaults and key of its model',
  async (table, model) => {
    const { rows } = await client.query<Column>(
      `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable,
         (atthasdef or attidentity <> '') as "hasDefault"
       from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped`,
      [table],
    );
    const byName = (a: Column, b: Column) => a.name.localeCompare(b.name);

    expect([...model.columns].sort(byName)).toEqual(rows.sort(byName));
    const key = await client.query<{ name: string }>(
      `select a.attname as name from pg_index i cross join unnest(i.indkey) with ordinality as k (attnum, n)
       join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
       where i.indrelid = $1::regclass and i.indisprimary order by k.n`,
      [table],
    );
    expect(model.key).toEqual(key.rows.map((row) => row.name));
  },
);
