// The whole stack in one piece: services, migrations, demo data, api and worker. `npm start`, `npm run dev` and the end-to-end tests differ
// only in the options they give it.

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildChanged } from './build.mjs';
import { checkEnvironment, composeEnvironment } from './environment.mjs';
import { createFamily, endLeftovers, livingRun } from './family.mjs';
import { PlainError, say, step, warn } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { isPortFree } from './ports.mjs';
import { generatePrismaClient } from './prisma.mjs';
import { waitForHttp } from './sandbox.mjs';
import { loadSecrets } from './secrets.mjs';
import { bringPostgres, bringRedis, bringSandbox, logFileOf } from './services.mjs';
import { createSupervisor } from './supervise.mjs';
import { mustRun } from './tool.mjs';

/** The port the app is served at unless PORT says otherwise. */
export const defaultPort = 3001;
/** The port of the development server of the front end. */
const vitePort = 5173;
const apiReadyTimeoutMs = 60_000;
/** A worker listens nowhere; one that is still there after this long has read its configuration and reached its services. */
const workerSettleMs = 700;

/**
 * @typedef {object} Stack
 * @property {string} url where a browser goes
 * @property {NodeJS.ProcessEnv} env of the app's processes
 * @property {() => Promise<void>} stop ends everything, in order; safe to call twice, also while starting
 * @property {Promise<void>} started
 *
 * @typedef {object} StackOptions
 * @property {NodeJS.ProcessEnv} env
 * @property {string} dataDir absolute
 * @property {'built' | 'source'} [mode] `source` runs TypeScript with reload and the front end's development server
 * @property {boolean} [app] false leaves out api and worker: only services, migrated and seeded
 * @property {boolean} [migrate] false leaves the schema as it is
 * @property {boolean} [seed] false leaves out demo data
 */

/**
 * Starts the stack. Returns at once, so that it can be stopped while it is still starting; `started` tells when it is up.
 * @param {StackOptions} options
 * @returns {Stack}
 */
export function startStack({ env, dataDir, mode = 'built', app = true, migrate = true, seed = true }) {
  const port = Number(env.PORT || defaultPort);
  const frontendUrl = mode === 'source' ? `http://localhost:${vitePort}` : undefined;
  const runFile = join(dataDir, 'run.json');
  /** @type {import('./family.mjs').Family | null} */
  let family = null;
  const supervisor = createSupervisor();
  /** @type {Promise<void> | null} */
  let stopped = null;
  /** @type {Stack} */
  const stack = {
    url: env.PUBLIC_URL || frontendUrl || `http://localhost:${port}`,
    env: {},
    started: Promise.resolve(),
    stop() {
      supervisor.stop();
      stopped ??= family?.endAll() ?? Promise.resolve();
      return stopped;
    },
  };

  const start = async () => {
    checkEnvironment(env);
    await takeOver(runFile);
    if (app && !(await isPortFree(port))) {
      throw new PlainError(`Port ${port} is in use by another program. Choose another one: PORT=${port + 1} npm start`);
    }
    if (stopped) return;
    family = createFamily({ runFile });
    const around = { env, dataDir, secrets: loadSecrets(dataDir), family, supervisor };
    const urls = await bringServices({ ...around, port }, mode, app ? undefined : ['backend', 'sandbox']);
    stack.env = composeEnvironment({ ...around, port, frontendUrl, urls });
    family.note({ url: stack.url, env: stack.env });

    if (migrate) await step('Database migrated', () => runProgram('migrate', ['up'], stack.env, mode), lastLine);
    if (seed && stack.env.PARLEY_DEMO !== 'false')
      await step('Demo data', () => runProgram('seed', [], stack.env, mode));
    if (app) await startApp({ ...around, stack, port, mode });
  };
  stack.started = start().catch(async (error) => {
    const wasStopped = stopped !== null;
    await stack.stop();
    if (!wasStopped) throw error;
  });
  return stack;
}

/**
 * @param {string} runFile
 * @throws {PlainError} when another command runs on this data; what a dead one has left running is ended
 */
async function takeOver(runFile) {
  const run = livingRun(runFile);
  if (run) {
    const at = typeof run.url === 'string' ? ` at ${run.url}` : '';
    throw new PlainError(
      `Parley already runs${at} (process ${run.supervisor.pid}). Stop it first, or give this one its own PARLEY_DATA_DIR and PORT.`,
    );
  }
  const leftovers = await endLeftovers(runFile);
  if (leftovers.length > 0) warn(`Stopped what an earlier run had left behind: ${leftovers.join(', ')}`);
}

/**
 * Builds and brings the services, side by side.
 * @param {import('./services.mjs').Surroundings & { port: number }} around
 * @param {'built' | 'source'} mode
 * @param {string[]} [targets] to build; all by default
 * @returns {Promise<Record<string, string>>} variables for the app
 */
async function bringServices(around, mode, targets) {
  const prepared = mode === 'built' ? buildChanged(targets) : generatePrismaClient();
  const command = mode === 'source' ? tsx('sandbox/src/main.ts', true) : undefined;
  const sandbox = Promise.resolve(prepared).then(() => bringSandbox({ ...around, command }));
  return Object.assign({}, ...(await allOrFirstFailure([bringPostgres(around), bringRedis(around), sandbox])));
}

/**
 * Waits for all to end before it reports the first failure, so that nothing is still being started while the rest is stopped.
 * @template T
 * @param {Promise<T>[]} all
 * @returns {Promise<T[]>}
 */
async function allOrFirstFailure(all) {
  const outcomes = await Promise.allSettled(all);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed?.status === 'rejected') throw failed.reason;
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

/**
 * @param {import('./services.mjs').Surroundings & { stack: Stack, port: number, mode: 'built' | 'source' }} options
 */
async function startApp({ dataDir, family, supervisor, stack, port, mode }) {
  /** @param {string} name @param {number} rank @param {string[]} args */
  const part = (name, rank, args) => ({
    name,
    logFile: logFileOf(dataDir, `${name}.out`),
    start: () =>
      family.start({
        name,
        rank,
        command: process.execPath,
        args,
        options: { cwd: fromRoot(), env: stack.env, stdio: ['ignore', 'pipe', 'pipe'] },
      }),
  });
  const health = `http://127.0.0.1:${port}/health`;
  await step('API and worker', () =>
    allOrFirstFailure([
      supervisor.add({
        ...part('api', 3, programArgs('api', mode)),
        ready: (gone) => waitForHttp(health, { name: 'The api', timeoutMs: apiReadyTimeoutMs, gone }),
      }),
      supervisor.add({
        ...part('worker', 4, programArgs('worker', mode)),
        ready: (gone) => stillThere('The worker', gone),
      }),
    ]),
  );
  if (mode !== 'source') return;
  const vite = ['node_modules/vite/bin/vite.js', 'frontend/node_modules/vite/bin/vite.js']
    .map((path) => fromRoot(path))
    .find(existsSync);
  if (!vite) throw new PlainError('vite is not installed.');
  await step('Front end with hot reload', () =>
    supervisor.add({
      ...part('vite', 5, [vite, 'frontend', '--port', String(vitePort), '--strictPort']),
      ready: (gone) => waitForHttp(`http://localhost:${vitePort}/`, { name: 'vite', gone }),
    }),
  );
}

/** @param {string} name @param {() => boolean} gone */
async function stillThere(name, gone) {
  const deadline = Date.now() + workerSettleMs;
  while (Date.now() < deadline) {
    if (gone()) throw new PlainError(`${name} ended while starting.`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** @param {string} entry TypeScript file, relative to the root @param {boolean} watch @returns {string[]} arguments for node */
const tsx = (entry, watch) => [
  fromRoot('node_modules/tsx/dist/cli.mjs'),
  ...(watch ? ['watch', '--clear-screen=false'] : []),
  fromRoot(entry),
];

/** @param {string} name @param {'built' | 'source'} mode @returns {string[]} arguments for node */
const programArgs = (name, mode) =>
  mode === 'source'
    ? tsx(`backend/src/main/${name}.ts`, true)
    : ['--enable-source-maps', fromRoot(`backend/dist/${name}.js`)];

/**
 * Runs one of the backend's programs to its end.
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @param {'built' | 'source'} [mode]
 * @returns {Promise<string>} its output
 */
export function runProgram(name, args, env, mode = 'built') {
  const program = mode === 'source' ? tsx(`backend/src/main/${name}.ts`, false) : programArgs(name, mode);
  return mustRun(name, process.execPath, [...program, ...args], { env });
}

/** @param {string} output @returns {string} */
const lastLine = (output) => output.trim().split('\n').at(-1) ?? '';

/** @param {Stack} stack @param {string} dataDir */
export function introduce(stack, dataDir) {
  const rows = [['Open', stack.url]];
  if (stack.env.PARLEY_DEMO !== 'false') {
    rows.push(
      ['Admin', 'admin@demo.localhost / admin123'],
      ['Manager', 'manager@demo.localhost / manager123'],
      ['Agent', 'agent1@demo.localhost / agent123'],
      ['Coach', 'coach@demo.localhost / coach123'],
    );
  }
  if (stack.env.SANDBOX_PHONE_URL) rows.push(['Sandbox phone', stack.env.SANDBOX_PHONE_URL]);
  rows.push(['Data and logs', dataDir]);
  say();
  for (const [name = '', value] of rows) say(`  ${name.padEnd(14)} ${value}`);
}
