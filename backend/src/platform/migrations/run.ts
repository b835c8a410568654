// Applies plain SQL migrations and keeps Prisma's own record of them (`_prisma_migrations`), so that `prisma migrate deploy` and this runner
// agree on what has been applied. Each migration is one transaction: it is there with its record, or not at all.

import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { type Migration, readMigrations } from './read';

/** The advisory lock Prisma's migration engine takes, so that the two exclude each other as well. */
const migrationLock = 72_707_369;

/** Where one migration stands. */
export interface MigrationStatus {
  name: string;
  appliedAt: Date | null;
  /** The file differs from what was applied, or is gone. */
  problem: 'changed' | 'missing' | 'unfinished' | null;
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

/** A state of the record that must be resolved by a person before anything is applied. */
export class MigrationError extends Error {}

/**
 * Applies every migration that has not been applied, in order.
 * @param client connected as the owner of the schema
 * @param dir path of the migrations folder
 * @returns names of the migrations applied now
 * @throws MigrationError when an applied migration has changed, is gone or never finished, or when its SQL fails
 */
export function migrateUp(client: Client, dir: string): Promise<string[]> {
  return locked(client, async () => {
    const migrations = await readMigrations(dir);
    const problems = compare(migrations, await readApplied(client)).filter((status) => status.problem);
    if (problems.length > 0) throw new MigrationError(problems.map(explain).join('\n'));
    const applied = new Set((await readApplied(client)).map((row) => row.migration_name));
    const pending = migrations.filter((migration) => !applied.has(migration.name));
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  });
}

/**
 * Undoes the newest applied migration with its down.sql.
 * @param client connected as the owner of the schema
 * @param dir path of the migrations folder
 * @returns its name, or null when nothing is applied
 * @throws MigrationError when it has no down.sql or its SQL fails
 */
export function migrateDown(client: Client, dir: string): Promise<string | null> {
  return locked(client, async () => {
    const newest = (await readApplied(client)).at(-1);
    if (!newest) return null;
    const migration = (await readMigrations(dir)).find(({ name }) => name === newest.migration_name);
    if (!migration?.downSql) throw new MigrationError(`${newest.migration_name} has no down.sql and cannot be undone`);
    await inTransaction(client, migration.name, migration.downSql, () =>
      client.query(
        'update _prisma_migrations set rolled_back_at = now() where migration_name = $1 and rolled_back_at is null',
        [migration.name],
      ),
    );
    return migration.name;
  });
}

/**
 * Lists every migration known to the folder or to the database.
 * @param client connected as the owner of the schema
 * @param dir path of the migrations folder
 */
export async function readStatus(client: Client, dir: string): Promise<MigrationStatus[]> {
  const { rows } = await client.query<{ known: boolean }>(
    `select to_regclass('_prisma_migrations') is not null as known`,
  );
  return compare(await readMigrations(dir), rows[0]?.known ? await readApplied(client) : []);
}

/** What is wrong with a migration, as a sentence. */
export function explain({ name, problem }: MigrationStatus): string {
  switch (problem) {
    case 'changed':
      return `${name} was changed after it had been applied: put the file back and write a new migration instead`;
    case 'missing':
      return `${name} has been applied but its folder is gone: this code is older than the database`;
    case 'unfinished':
      return `${name} was begun and never finished: mend the database, then mark it with prisma migrate resolve`;
    default:
      return `${name} is in order`;
  }
}

function compare(migrations: Migration[], applied: AppliedRow[]): MigrationStatus[] {
  const rows = new Map(applied.map((row) => [row.migration_name, row]));
  const onDisk = migrations.map(({ name, checksum }): MigrationStatus => {
    const row = rows.get(name);
    if (!row) return { name, appliedAt: null, problem: null };
    const problem = row.finished_at === null ? 'unfinished' : row.checksum === checksum ? null : 'changed';
    return { name, appliedAt: row.finished_at, problem };
  });
  const names = new Set(migrations.map(({ name }) => name));
  const gone = applied.filter((row) => !names.has(row.migration_name));
  const missing = gone.map(
    (row): MigrationStatus => ({
      name: row.migration_name,
      appliedAt: row.finished_at,
      problem: 'missing',
    }),
  );
  return [...onDisk, ...missing].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Columns and types are Prisma's. */
const createRecord = `
  create table if not exists _prisma_migrations (
    id varchar(36) primary key not null,
    checksum varchar(64) not null,
    finished_at timestamptz,
    migration_name varchar(255) not null,
    logs text,
    rolled_back_at timestamptz,
    started_at timestamptz not null default now(),
    applied_steps_count integer not null default 0
  )`;

async function readApplied(client: Client): Promise<AppliedRow[]> {
  const { rows } = await client.query<AppliedRow>(
    `select migration_name, checksum, finished_at from _prisma_migrations
     where rolled_back_at is null order by migration_name`,
  );
  return rows;
}

async function apply(client: Client, migration: Migration): Promise<void> {
  await inTransaction(client, migration.name, migration.sql, () =>
    client.query(
      `insert into _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       values ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    ),
  );
}

async function inTransaction(client: Client, name: string, sql: string, record: () => Promise<unknown>): Promise<void> {
  try {
    await client.query('begin');
    await client.query(sql);
    await record();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new MigrationError(`${name} failed and was undone: ${describeSqlError(error, sql)}`, { cause: error });
  }
}

/** Adds the line of the statement, for a migration is one long text. */
function describeSqlError(error: unknown, sql: string): string {
  if (!(error instanceof Error)) return String(error);
  const position = 'position' in error ? Number(error.position) : Number.NaN;
  const line = Number.isFinite(position) ? ` (line ${sql.slice(0, position).split('\n').length})` : '';
  return `${error.message}${line}`;
}

async function locked<T>(client: Client, work: () => Promise<T>): Promise<T> {
  await client.query('select pg_advisory_lock($1)', [migrationLock]);
  try {
    await client.query(createRecord);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [migrationLock]);
  }
}
