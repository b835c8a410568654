// A PostgreSQL and a Redis for one test run: random ports, a temporary folder, nothing flushed to disk, nothing left behind.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFamily } from './family.mjs';
import { freePort } from './ports.mjs';
import {
  ensureDatabase,
  ensureRoles,
  prepareCluster,
  startServer,
  superUrl,
  urlFor,
  waitForServer,
} from './postgres.mjs';
import { ensureRedisProgram, redisUrl, startRedis, waitForRedis } from './redis.mjs';
import { makeSecrets } from './secrets.mjs';

/** Durability costs most of the time of a small test and protects nothing here. */
const fastSettings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', shared_buffers: '128MB' };

/**
 * @typedef {object} Throwaway
 * @property {(database: string) => string} appUrl
 * @property {(database: string) => string} ownerUrl
 * @property {(database: string) => string} superUrl
 * @property {(index: number) => string} redisUrl
 * @property {(name: string, template?: string) => Promise<void>} createDatabase
 * @property {() => Promise<void>} stop
 */

/** @returns {Promise<Throwaway>} running and empty */
export async function startThrowaway() {
  const dir = mkdtempSync(join(tmpdir(), 'parley-test-'));
  // The database's own user has to pass through.
  chmodSync(dir, 0o711);
  const family = createFamily();
  family.removeFolderIfKilled(dir);
  const stop = async () => {
    await family.endAll();
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    const secrets = makeSecrets();
    const redis = { port: await freePort(), password: secrets.redisPassword };
    const program = await ensureRedisProgram();
    startRedis({
      ...redis,
      program,
      dir: join(dir, 'redis'),
      persistent: false,
      logFile: join(dir, 'redis.log'),
      family,
    });
    const options = { dir: join(dir, 'postgres'), port: await freePort(), superPassword: secrets.postgresPassword };
    const cluster = await prepareCluster(options);
    const server = startServer(cluster, { family, logFile: join(dir, 'postgres.log'), settings: fastSettings });
    await waitForServer(superUrl(cluster), () => server.exitCode !== null);
    await waitForRedis(redis);
    await ensureRoles(cluster, secrets);
    return {
      appUrl: (database) => urlFor(cluster, 'parley_app', secrets.appPassword, database),
      ownerUrl: (database) => urlFor(cluster, 'parley_owner', secrets.ownerPassword, database),
      superUrl: (database) => superUrl(cluster, database),
      redisUrl: (index) => redisUrl(redis, index),
      createDatabase: (name, template) => ensureDatabase(cluster, name, template),
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
