// Migrations as they lie on disk, in Prisma's layout: prisma/migrations/<time>_<name>/migration.sql with a down.sql beside it.

import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** One migration folder. */
export interface Migration {
  name: string;
  sql: string;
  /** How to undo it; null when it cannot be undone. */
  downSql: string | null;
  /** SHA-256 of migration.sql in hex, as Prisma computes it. */
  checksum: string;
}

/**
 * Reads all migrations, oldest first: their names start with a time, so their order is the order of their names.
 * @param dir path of the migrations folder
 * @throws when a folder has no migration.sql
 */
export async function readMigrations(dir: string): Promise<Migration[]> {
  const entries = await readdir(dir, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return Promise.all(names.sort().map((name) => readMigration(dir, name)));
}

async function readMigration(dir: string, name: string): Promise<Migration> {
  const bytes = await readFile(join(dir, name, 'migration.sql'));
  const checksum = createHash('sha256').update(bytes).digest('hex');
  const down = join(dir, name, 'down.sql');
  return {
    name,
    sql: bytes.toString('utf8'),
    downSql: existsSync(down) ? await readFile(down, 'utf8') : null,
    checksum,
  };
}
