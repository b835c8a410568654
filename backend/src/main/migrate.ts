// Migrations from the command line: `migrate up | down | status [folder]`. Connects as the owner of the schema (DATABASE_OWNER_URL); the
// folder is prisma/migrations below the working directory unless another is named.

import { resolve } from 'node:path';
import { Client } from 'pg';
import { readOwnerDatabaseUrl } from '../platform/config';
import { explain, MigrationError, migrateDown, migrateUp, readStatus } from '../platform/migrations/run';

const usage = 'usage: migrate up | down | status [folder]';

async function run(client: Client, command: string | undefined, dir: string): Promise<string> {
  switch (command) {
    case 'up': {
      const applied = await migrateUp(client, dir);
      return applied.length > 0 ? `applied ${applied.join(', ')}` : 'already up to date';
    }
    case 'down': {
      const undone = await migrateDown(client, dir);
      return undone ? `undone ${undone}` : 'nothing to undo';
    }
    case 'status': {
      const all = await readStatus(client, dir);
      return all
        .map((status) =>
          status.problem ? explain(status) : `${status.name} ${status.appliedAt?.toISOString() ?? 'pending'}`,
        )
        .join('\n');
    }
    default:
      throw new MigrationError(usage);
  }
}

const [command, folder = 'prisma/migrations'] = process.argv.slice(2);
const client = new Client({ connectionString: readOwnerDatabaseUrl() });
try {
  await client.connect();
  process.stdout.write(`${await run(client, command, resolve(folder))}\n`);
} catch (error) {
  const text = error instanceof MigrationError ? error.message : error instanceof Error ? error.stack : String(error);
  process.stderr.write(`${text}\n`);
  process.exitCode = 1;
} finally {
  await client.end();
}
