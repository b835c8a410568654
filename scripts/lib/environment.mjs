// The environment of the app's processes: what the caller set stands, the rest is filled in for a local installation. In production
// nothing is filled in silently.

import { join } from 'node:path';
import { PlainError } from './log.mjs';
import { fromRoot } from './paths.mjs';

/** Variables of a developer's shell that must not reach tests and benches: everything there is their own. */
const foreign = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'REDIS_URL',
  'EVOLUTION_API_URL',
  'EVOLUTION_API_KEY',
  'META_APP_ID',
  'META_APP_SECRET',
  'META_GRAPH_URL',
  'META_INSTAGRAM_URL',
  'META_WEBHOOK_VERIFY_TOKEN',
  'MEDIA_PUBLIC_URL',
  'STORAGE_S3_BUCKET',
  'PUBLIC_URL',
  'FRONTEND_URL',
];

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} without what names somebody's own services */
export const withoutForeign = (env) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !foreign.includes(name)));

/** What production must bring itself. */
const requiredInProduction = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'REDIS_URL',
  'EVOLUTION_API_URL',
  'EVOLUTION_API_KEY',
  'JWT_SECRET',
  'JWT_REFRESH_SECRET',
  'ENCRYPTION_KEY',
  'PUBLIC_URL',
];

/**
 * @param {NodeJS.ProcessEnv} env
 * @throws {PlainError} listing everything that is wrong at once
 */
export function checkEnvironment(env) {
  const wrong = [];
  if (env.NODE_ENV === 'production') {
    for (const name of requiredInProduction) if (!env[name]) wrong.push(`${name} is not set`);
    if (env.PARLEY_DEMO === 'true') wrong.push('PARLEY_DEMO=true: demo data is not for production');
  }
  if (env.DATABASE_OWNER_URL && !env.DATABASE_URL) wrong.push('DATABASE_OWNER_URL is set without DATABASE_URL');
  if (env.PORT && !(Number.isInteger(Number(env.PORT)) && Number(env.PORT) > 0 && Number(env.PORT) < 65_536)) {
    wrong.push(`PORT is not a port number: ${env.PORT}`);
  }
  if (wrong.length === 0) return;
  const why =
    env.NODE_ENV === 'production'
      ? 'In production Parley brings no database, Redis, gateway or secrets of its own.'
      : 'The environment does not fit together.';
  throw new PlainError(`${why}\n${wrong.map((line) => `  - ${line}`).join('\n')}`);
}

/**
 * @param {{ env: NodeJS.ProcessEnv, dataDir: string, port: number, frontendUrl?: string, urls: Record<string, string>,
 *   secrets: import('./secrets.mjs').Secrets }} parts
 *   `urls`: what the services that were brought are reached at, by variable name
 * @returns {NodeJS.ProcessEnv} complete for api, worker, migrate and seed
 */
export function composeEnvironment({ env, dataDir, port, frontendUrl, urls, secrets }) {
  const publicUrl = env.PUBLIC_URL || `http://localhost:${port}`;
  return {
    NODE_ENV: 'development',
    JWT_SECRET: secrets.jwtSecret,
    JWT_REFRESH_SECRET: secrets.jwtRefreshSecret,
    ENCRYPTION_KEY: secrets.encryptionKey,
    LOG_DIR: join(dataDir, 'logs'),
    STORAGE_DIR: join(dataDir, 'storage'),
    FRONTEND_DIR: fromRoot('frontend/dist'),
    PARLEY_DEMO: env.NODE_ENV === 'production' ? 'false' : 'true',
    ...withoutEmpty(env),
    ...urls,
    // Our own gateway stands on this machine, whatever address the world knows us by.
    ...(urls.EVOLUTION_API_URL ? { EVOLUTION_WEBHOOK_URL: `http://127.0.0.1:${port}` } : {}),
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    FRONTEND_URL: env.FRONTEND_URL || frontendUrl || publicUrl,
    PARLEY_DATA_DIR: dataDir,
  };
}

/** @param {NodeJS.ProcessEnv} env @returns {NodeJS.ProcessEnv} an empty variable counts as unset */
const withoutEmpty = (env) => Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
