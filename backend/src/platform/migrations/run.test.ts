// The migration runner against a real PostgreSQL, each test in a schema of its own.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { migrateDown, migrateUp, readStatus } from './run';

let dir: string;
let client: Client;
let schema: string;
const clients: Client[] = [];

async function connect(): Promise<Client> {
  const connected = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await connected.connect();
  await connected.query(`set search_path to ${schema}`);
  clients.push(connected);
  return connected;
}

async function write(name: string, sql: string, downSql?: string): Promise<void> {
  await mkdir(join(dir, name), { recursive: true });
  await writeFile(join(dir, name, 'migration.sql'), sql);
  if (downSql) await writeFile(join(dir, name, 'down.sql'), downSql);
}

const tableExists = async (name: string) =>
  (await client.query('select to_regclass($1) is not null as found', [`${schema}.${name}`])).rows[0].found as boolean;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'parley-migrations-'));
  schema = `migrations_${process.hrtime.bigint()}`;
  const admin = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await admin.connect();
  await admin.query(`create schema ${schema}`);
  await admin.end();
  client = await connect();
});

afterEach(async () => {
  await client.query(`drop schema ${schema} cascade`);
  await Promise.all(clients.splice(0).map((connected) => connected.end()));
  await rm(dir, { recursive: true });
});

test('migrations are applied once, in the order of their names', async () => {
  await write('2_second', 'alter table first add column more int');
  await write('1_first', 'create table first (id int)');
  expect(await migrateUp(client, dir)).toEqual(['1_first', '2_second']);
  expect(await migrateUp(client, dir)).toEqual([]);
  expect(await tableExists('first')).toBe(true);
});

test('a migration that fails half-way leaves neither tables nor a record', async () => {
  await write('1_good', 'create table good (id int)');
  await write('2_bad', 'create table half (id int);\ncreate table half (id int);');
  await expect(migrateUp(client, dir)).rejects.toThrow(/2_bad failed and was undone/);
  expect(await tableExists('half')).toBe(false);
  expect((await readStatus(client, dir)).map(({ name, appliedAt }) => [name, appliedAt !== null])).toEqual([
    ['1_good', true],
    ['2_bad', false],
  ]);
});

test('a migration changed after it was applied is refused by name and nothing more is applied', async () => {
  await write('1_first', 'create table first (id int)');
  await migrateUp(client, dir);
  await write('1_first', 'create table first (id bigint)');
  await write('2_second', 'create table second (id int)');
  await expect(migrateUp(client, dir)).rejects.toThrow(/1_first was changed after it had been applied/);
  expect(await tableExists('second')).toBe(false);
});

test('code older than its database is refused', async () => {
  await write('1_first', 'create table first (id int)');
  await migrateUp(client, dir);
  await rm(join(dir, '1_first'), { recursive: true });
  await expect(migrateUp(client, dir)).rejects.toThrow(/1_first has been applied but its folder is gone/);
});

test('a migration somebody else began and never finished stops the run', async () => {
  await write('1_first', 'create table first (id int)');
  await migrateUp(client, dir);
  await client.query('update _prisma_migrations set finished_at = null');
  await expect(migrateUp(client, dir)).rejects.toThrow(/never finished/);
});

test('down undoes the newest migration, keeps its history and lets it be applied again', async () => {
  await write('1_first', 'create table first (id int)', 'drop table first');
  await write('2_second', 'create table second (id int)', 'drop table second');
  await migrateUp(client, dir);
  expect(await migrateDown(client, dir)).toBe('2_second');
  expect(await tableExists('second')).toBe(false);
  expect(await migrateUp(client, dir)).toEqual(['2_second']);
  expect((await client.query('select count(*)::int as rows from _prisma_migrations')).rows[0].rows).toBe(3);
});

test('a migration without down.sql is not undone', async () => {
  await write('1_first', 'create table first (id int)');
  await migrateUp(client, dir);
  await expect(migrateDown(client, dir)).rejects.toThrow(/has no down.sql/);
  expect(await tableExists('first')).toBe(true);
});

test('two processes that migrate at once apply each migration once', async () => {
  await write('1_first', 'create table first (id int)');
  await write('2_second', 'create table second (id int)');
  const applied = await Promise.all([migrateUp(client, dir), connect().then((other) => migrateUp(other, dir))]);
  expect(applied.flat().sort()).toEqual(['1_first', '2_second']);
});

test('the record carries the checksum Prisma computes', async () => {
  await write('1_first', 'select 1;\n');
  await migrateUp(client, dir);
  const { rows } = await client.query('select checksum, applied_steps_count, rolled_back_at from _prisma_migrations');
  // printf 'select 1;\n' | sha256sum
  const checksum = '4a45092ccf992ea92250053a80b931b787924ba61648f420555511b84f10ab6c';
  expect(rows).toEqual([{ checksum, applied_steps_count: 1, rolled_back_at: null }]);
});

test('every real migration can be undone, and applied again gives the same schema', async () => {
  const real = resolve(__dirname, '../../../../prisma/migrations');
  const fresh = new Client({ connectionString: process.env.TEST_DATABASE_OWNER_URL });
  await fresh.connect();
  clients.push(fresh);
  const before = await describeSchema(fresh);
  const undone: string[] = [];
  for (let name = await migrateDown(fresh, real); name; name = await migrateDown(fresh, real)) undone.push(name);
  expect(await describeSchema(fresh)).toEqual([]);
  expect(await migrateUp(fresh, real)).toEqual(undone.reverse());
  expect(await describeSchema(fresh)).toEqual(before);
});

/** Tables with their columns, indexes, functions and policies; the runner's own record aside. */
async function describeSchema(on: Client): Promise<string[]> {
  const { rows } = await on.query<{ line: string }>(`
    select format('column %s.%s %s', table_name, column_name, data_type) as line from information_schema.columns
      where table_schema = 'public' and table_name <> '_prisma_migrations'
    union all select indexdef from pg_indexes where schemaname = 'public' and tablename <> '_prisma_migrations'
    union all select format('policy %s %s %s', tablename, policyname, qual) from pg_policies where schemaname = 'public'
    union all select format('function %s', p.oid::regprocedure) from pg_proc p
      where pronamespace = 'public'::regnamespace
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
    order by 1`);
  return rows.map((row) => row.line);
}
