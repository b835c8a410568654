// The embedded PostgreSQL: a cluster in the data folder, its databases and its two roles. The owner role owns the schema and runs migrations;
// the app role may log in and owns nothing, so that row-level security binds it.

import { spawnSync } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { PlainError } from './log.mjs';
import { databaseIdentity, hydrateLibraries, postgresPrograms, prepareClusterDir } from './postgres-binaries.mjs';
import { birthOf, endProcess } from './processes.mjs';

/** How long a cluster may take to accept connections; recovery after a crash replays its log first. */
const readyTimeoutMs = 60_000;

/**
 * @typedef {object} Cluster
 * @property {string} dir
 * @property {number} port
 * @property {string} superPassword
 * @property {string} postgres the server program
 * @property {import('./postgres-binaries.mjs').RunAs} runAs
 */

/**
 * Makes the cluster's files when there are none and ends a server that an earlier run left on them.
 * @param {{ dir: string, port: number, superPassword: string }} options
 * @returns {Promise<Cluster>}
 */
export async function prepareCluster({ dir, port, superPassword }) {
  hydrateLibraries();
  const runAs = databaseIdentity();
  const { initdb, postgres } = postgresPrograms(runAs);
  const home = prepareClusterDir(dir, runAs);
  const files = join(home, 'cluster');
  await endServerOn(files);
  if (!existsSync(files)) initialise(initdb, home, superPassword, runAs);
  return { dir: files, port, superPassword, postgres, runAs };
}

/**
 * Makes the cluster beside its place and moves it there when it is whole, so that an interrupted first start leaves nothing half-made.
 * @param {string} initdb
 * @param {string} home
 * @param {string} superPassword
 * @param {import('./postgres-binaries.mjs').RunAs} runAs
 */
function initialise(initdb, home, superPassword, runAs) {
  const unfinished = join(home, 'cluster.new');
  rmSync(unfinished, { recursive: true, force: true });
  const folder = mkdtempSync(join(tmpdir(), 'parley-initdb-'));
  const passwordFile = join(folder, 'password');
  try {
    writeFileSync(passwordFile, `${superPassword}\n`, { mode: 0o600 });
    if (runAs.uid !== undefined && runAs.gid !== undefined) {
      for (const path of [folder, passwordFile]) chownSync(path, runAs.uid, runAs.gid);
    }
    // The built-in provider sorts and folds Unicode the same way on every platform, whatever locales it has.
    const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C', '--encoding=UTF8'];
    const flags = [
      '--username=postgres',
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--no-instructions',
      '--no-sync',
      ...locale,
    ];
    const result = spawnSync(initdb, [`--pgdata=${unfinished}`, ...flags], { ...runAs, cwd: home, encoding: 'utf8' });
    if (result.status !== 0) {
      throw new PlainError(`initdb could not make the database in ${home}:\n${result.error?.message ?? result.stderr}`);
    }
    renameSync(unfinished, join(home, 'cluster'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Ends a server still running on these files (its command was killed). Its number is believed only when its command line names the folder.
 * @param {string} dir
 */
export async function endServerOn(dir) {
  const file = join(dir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  const born = Number.isInteger(pid) && pid > 0 ? birthOf(pid) : null;
  const commandLine = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
  const ours = born !== null && (commandLine.includes(dir) || readCommandLine(pid).includes(dir));
  if (born !== null && ours) await endProcess({ name: 'postgres', pid, born, rank: 0, stopSignal: 'SIGINT' }, 10_000);
  rmSync(file, { force: true });
}

/** @param {number} pid @returns {string} empty where there is no /proc */
function readCommandLine(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

/**
 * @param {Cluster} cluster
 * @param {{ family: import('./family.mjs').Family, logFile: string, settings?: Record<string, string> }} options
 * @returns {import('node:child_process').ChildProcess} the server, perhaps not ready yet
 */
export function startServer(cluster, { family, logFile, settings = {} }) {
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    shared_buffers: '256MB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    // A campaign writes a hundred thousand rows within a minute; what is looked at once a minute does not see it in time.
    autovacuum_naptime: '10s',
    ...settings,
  };
  const flags = Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const log = openSync(logFile, 'a', 0o600);
  try {
    return family.start({
      name: 'postgres',
      rank: 0,
      command: cluster.postgres,
      args: ['-D', cluster.dir, '-p', String(cluster.port), ...flags],
      // SIGINT is PostgreSQL's fast shutdown: it does not wait for clients to leave.
      stopSignal: 'SIGINT',
      options: {
        ...cluster.runAs,
        cwd: cluster.dir,
        stdio: ['ignore', log, log],
        env: { PATH: process.env.PATH, LC_ALL: 'C' },
      },
    });
  } finally {
    closeSync(log);
  }
}

/** @param {Cluster} cluster @param {string} [database] @returns {string} the superuser's URL */
export const superUrl = (cluster, database = 'postgres') =>
  urlFor(cluster, 'postgres', cluster.superPassword, database);

/**
 * @param {{ port: number }} cluster
 * @param {string} role
 * @param {string} password
 * @param {string} database
 */
export const urlFor = (cluster, role, password, database) =>
  `postgresql://${role}:${encodeURIComponent(password)}@127.0.0.1:${cluster.port}/${database}`;

/**
 * Waits until the server answers a query.
 * @param {string} url
 * @param {() => boolean} [gone] whether the server has ended meanwhile
 */
export async function waitForServer(url, gone = () => false) {
  const deadline = Date.now() + readyTimeoutMs;
  for (;;) {
    try {
      return await withClient(url, (client) => client.query('select 1'));
    } catch (error) {
      if (gone()) throw new PlainError('PostgreSQL ended while starting.');
      if (Date.now() > deadline) throw error;
      await pause(40);
    }
  }
}

/**
 * @template T
 * @param {string} url
 * @param {(client: pg.Client) => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withClient(url, work) {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  // A server that stops while we are connected is reported by the query that fails, not by a crash of this process.
  client.on('error', () => {});
  try {
    await client.connect();
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

/**
 * Brings the two roles to the state they must have, whatever they were before. Safe to repeat.
 * @param {Cluster} cluster
 * @param {{ ownerPassword: string, appPassword: string }} passwords
 */
export async function ensureRoles(cluster, { ownerPassword, appPassword }) {
  const roles = [
    // The owner's SECURITY DEFINER functions are the only doors between tenants, so the owner must see past the policies.
    { role: 'parley_owner', password: ownerPassword, bypass: 'bypassrls' },
    { role: 'parley_app', password: appPassword, bypass: 'nobypassrls' },
  ];
  await withClient(superUrl(cluster), async (client) => {
    const { rows } = await client.query(`select rolname from pg_roles where rolname in ('parley_owner', 'parley_app')`);
    const known = new Set(rows.map((row) => row.rolname));
    for (const { role, password, bypass } of roles) {
      if (!known.has(role)) await client.query(`create role ${role}`);
      const rights = `login nosuperuser nocreatedb nocreaterole noreplication ${bypass}`;
      await client.query(`alter role ${role} with ${rights} password ${client.escapeLiteral(password)}`);
    }
  });
}

/**
 * @param {Cluster} cluster
 * @param {string} name
 * @param {string} [template] a database without connections to copy
 */
export async function ensureDatabase(cluster, name, template) {
  await withClient(superUrl(cluster), async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount) return;
    const copy = template ? ` template ${client.escapeIdentifier(template)}` : '';
    await client.query(`create database ${client.escapeIdentifier(name)} owner parley_owner${copy}`);
  });
}
