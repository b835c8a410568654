// A private Redis: the system's program, our own port, password and folder.

import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { PlainError } from './log.mjs';
import { ensureProgram } from './system-packages.mjs';

/** How long Redis may take to load its append-only file. */
const readyTimeoutMs = 30_000;

/** @returns {Promise<string>} the server program, Redis or Valkey */
export const ensureRedisProgram = () =>
  ensureProgram({
    what: 'Redis',
    names: ['redis-server', 'valkey-server'],
    aptPackage: 'redis-server',
    otherwise: process.platform === 'darwin' ? 'brew install redis' : 'your package manager: redis or valkey',
  });

/**
 * @param {{ program: string, dir: string, port: number, password: string, persistent: boolean, logFile: string,
 *   family: import('./family.mjs').Family }} options
 * @returns {import('node:child_process').ChildProcess}
 */
export function startRedis({ program, dir, port, password, persistent, logFile, family }) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const settings = {
    bind: '127.0.0.1',
    port,
    dir: JSON.stringify(dir),
    requirepass: password,
    daemonize: 'no',
    // The queue must never lose a job to eviction; running out of memory has to be an error.
    'maxmemory-policy': 'noeviction',
    appendonly: persistent ? 'yes' : 'no',
    save: '""',
  };
  // A file rather than arguments: the password would otherwise be seen in the list of processes.
  const file = join(dir, 'redis.conf');
  writeFileSync(
    file,
    `${Object.entries(settings)
      .map(([name, value]) => `${name} ${value}`)
      .join('\n')}\n`,
    { mode: 0o600 },
  );
  const log = openSync(logFile, 'a', 0o600);
  try {
    return family.start({
      name: 'redis',
      rank: 1,
      command: program,
      args: [file],
      options: { cwd: dir, stdio: ['ignore', log, log] },
    });
  } finally {
    closeSync(log);
  }
}

/**
 * @param {{ port: number, password: string }} server
 * @param {() => boolean} [gone] whether the server has ended meanwhile
 */
export async function waitForRedis({ port, password }, gone = () => false) {
  const deadline = Date.now() + readyTimeoutMs;
  while (!(await ping(port, password))) {
    if (gone()) throw new PlainError('Redis ended while starting.');
    if (Date.now() > deadline)
      throw new PlainError(`Redis did not answer on port ${port} within ${readyTimeoutMs / 1000} s.`);
    await pause(30);
  }
}

/** @param {number} port @param {string} password @returns {Promise<boolean>} whether it has loaded its data and takes commands */
function ping(port, password) {
  return new Promise((done) => {
    let answer = '';
    const socket = connect({ host: '127.0.0.1', port }, () => socket.write(`AUTH ${password}\r\nPING\r\n`));
    /** @param {boolean} result */
    const finish = (result) => {
      socket.destroy();
      done(result);
    };
    socket.setTimeout(2_000, () => finish(false));
    socket.on('error', () => finish(false));
    socket.on('close', () => finish(false));
    socket.on('data', (chunk) => {
      answer += chunk;
      if (answer.includes('+PONG')) finish(true);
      else if (answer.includes('-')) finish(false);
    });
  });
}

/** @param {{ port: number, password: string }} server @param {number} [index] */
export const redisUrl = ({ port, password }, index = 0) => `redis://:${password}@127.0.0.1:${port}/${index}`;
