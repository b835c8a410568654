// Once per jest run: PostgreSQL and Redis of our own, a template database migrated once, and a copy of it for every worker.

import { fromRoot } from '../../scripts/lib/paths.mjs';
import { generatePrismaClient } from '../../scripts/lib/prisma.mjs';
import { startThrowaway } from '../../scripts/lib/throwaway.mjs';
import { mustRun } from '../../scripts/lib/tool.mjs';

const template = 'parley_template';

/** @param {import('jest').Config & { maxWorkers: number }} globalConfig */
export default async function setUp(globalConfig) {
  await generatePrismaClient();
  const servers = await startThrowaway();
  globalThis.parleyTestServers = servers;
  try {
    await servers.createDatabase(template);
    const migrate = [fromRoot('node_modules/tsx/dist/cli.mjs'), fromRoot('backend/src/main/migrate.ts'), 'up'];
    const env = { ...process.env, DATABASE_OWNER_URL: servers.ownerUrl(template) };
    await mustRun('Migrating the test template', process.execPath, migrate, { env });
    const workers = [];
    for (let worker = 1; worker <= globalConfig.maxWorkers; worker += 1) {
      const database = `parley_test_${worker}`;
      await servers.createDatabase(database, template);
      workers.push({
        TEST_DATABASE_URL: servers.appUrl(database),
        TEST_DATABASE_OWNER_URL: servers.ownerUrl(database),
        TEST_REDIS_URL: servers.redisUrl(worker),
      });
    }
    // Workers inherit the environment; each picks its own entry (worker-environment.ts).
    process.env.PARLEY_TEST_WORKERS = JSON.stringify(workers);
    process.env.NODE_ENV = 'test';
  } catch (error) {
    await servers.stop();
    throw error;
  }
}
