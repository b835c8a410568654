// What Parley leans on: PostgreSQL, Redis and an Evolution API gateway. Each is brought only when the environment names none.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './log.mjs';
import { rememberedPort } from './ports.mjs';
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
import { startSandbox, waitForHttp } from './sandbox.mjs';

/**
 * @typedef {object} Surroundings
 * @property {NodeJS.ProcessEnv} env
 * @property {string} dataDir
 * @property {import('./secrets.mjs').Secrets} secrets
 * @property {import('./family.mjs').Family} family
 * @property {ReturnType<typeof import('./supervise.mjs').createSupervisor>} supervisor
 */

/**
 * PostgreSQL with the database `parley` and the roles `parley_owner` and `parley_app`.
 * @param {Surroundings} around
 * @returns {Promise<Record<string, string>>} variables for the app
 */
export async function bringPostgres({ env, dataDir, secrets, family, supervisor }) {
  if (env.DATABASE_URL)
    return { DATABASE_URL: env.DATABASE_URL, DATABASE_OWNER_URL: env.DATABASE_OWNER_URL || env.DATABASE_URL };
  return step(
    'PostgreSQL',
    async () => {
      const port = await rememberedPort(join(dataDir, 'ports.json'), 'postgres');
      const cluster = await prepareCluster({
        dir: join(dataDir, 'postgres'),
        port,
        superPassword: secrets.postgresPassword,
      });
      const logFile = logFileOf(dataDir, 'postgres');
      await supervisor.add({
        name: 'postgres',
        logFile,
        logsItself: true,
        start: () => startServer(cluster, { family, logFile }),
        ready: (gone) => waitForServer(superUrl(cluster), gone),
      });
      await ensureRoles(cluster, secrets);
      await ensureDatabase(cluster, 'parley');
      return {
        DATABASE_URL: urlFor(cluster, 'parley_app', secrets.appPassword, 'parley'),
        DATABASE_OWNER_URL: urlFor(cluster, 'parley_owner', secrets.ownerPassword, 'parley'),
      };
    },
    ({ DATABASE_URL }) => `port ${new URL(DATABASE_URL).port}`,
  );
}

/**
 * A private Redis that keeps its data.
 * @param {Surroundings} around
 * @returns {Promise<Record<string, string>>} variables for the app
 */
export async function bringRedis({ env, dataDir, secrets, family, supervisor }) {
  if (env.REDIS_URL) return { REDIS_URL: env.REDIS_URL };
  const program = await ensureRedisProgram();
  return step(
    'Redis',
    async () => {
      const server = {
        port: await rememberedPort(join(dataDir, 'ports.json'), 'redis'),
        password: secrets.redisPassword,
      };
      const logFile = logFileOf(dataDir, 'redis');
      await supervisor.add({
        name: 'redis',
        logFile,
        logsItself: true,
        start: () => startRedis({ ...server, program, dir: join(dataDir, 'redis'), persistent: true, logFile, family }),
        ready: (gone) => waitForRedis(server, gone),
      });
      return { REDIS_URL: redisUrl(server) };
    },
    ({ REDIS_URL }) => `port ${new URL(REDIS_URL).port}`,
  );
}

/** The Meta app that the sandbox stands in for. */
const sandboxAppId = '1000000000000001';

/**
 * The sandbox: an Evolution API server and the Graph API in one. Each is used unless the environment names the real one.
 * @param {Surroundings & { port: number, command?: string[] }} around `port`: where the app listens; `command` runs the sandbox from source
 * @returns {Promise<Record<string, string>>} variables for the app
 */
export async function bringSandbox({ env, dataDir, secrets, family, supervisor, port: appPort, command }) {
  if (env.EVOLUTION_API_URL && env.META_APP_SECRET) return {};
  return step(
    'Sandbox gateway',
    async () => {
      const port = await rememberedPort(join(dataDir, 'ports.json'), 'sandbox');
      const url = `http://127.0.0.1:${port}`;
      await supervisor.add({
        name: 'sandbox',
        logFile: logFileOf(dataDir, 'sandbox'),
        start: () =>
          startSandbox({
            port,
            apiKey: secrets.sandboxApiKey,
            dataDir: join(dataDir, 'sandbox'),
            meta: {
              appId: sandboxAppId,
              appSecret: secrets.sandboxAppSecret,
              verifyToken: secrets.sandboxVerifyToken,
              webhookBase: `http://127.0.0.1:${appPort}`,
            },
            family,
            command,
          }),
        ready: (gone) => waitForHttp(`${url}/`, { name: 'The sandbox gateway', gone }),
      });
      return {
        ...(env.EVOLUTION_API_URL ? {} : { EVOLUTION_API_URL: url, EVOLUTION_API_KEY: secrets.sandboxApiKey }),
        ...(env.META_APP_SECRET
          ? {}
          : {
              META_GRAPH_URL: `${url}/graph`,
              META_INSTAGRAM_URL: `${url}/graph`,
              META_APP_ID: sandboxAppId,
              META_APP_SECRET: secrets.sandboxAppSecret,
              META_WEBHOOK_VERIFY_TOKEN: secrets.sandboxVerifyToken,
              META_HUMAN_AGENT: 'true',
              MEDIA_PUBLIC_URL: `http://127.0.0.1:${appPort}`,
              // The sandbox's files stand on this machine.
              OUTBOUND_ALLOW_PRIVATE: 'true',
            }),
        SANDBOX_PHONE_URL: `${url}/phone`,
      };
    },
    ({ SANDBOX_PHONE_URL }) => `port ${new URL(String(SANDBOX_PHONE_URL)).port}`,
  );
}

/** @param {string} dataDir @param {string} name @returns {string} in a folder that exists */
export function logFileOf(dataDir, name) {
  const dir = join(dataDir, 'logs');
  mkdirSync(dir, { recursive: true });
  return join(dir, `${name}.log`);
}
