// The family: every process one command has started. Each is in a session of its own, so that Ctrl-C reaches only the command, which then
// stops them in order; each is written down (run file) and told to the guard, so that none is left behind when the command itself is killed.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { PlainError } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { birthOf, endInOrder, endProcess, isAlive } from './processes.mjs';

/** Time a process gets to finish what it is doing before it is killed. */
export const stopGraceMs = 10_000;

/**
 * @typedef {import('./processes.mjs').Known} Known
 * @typedef {object} Start
 * @property {string} name
 * @property {number} rank the highest is stopped first
 * @property {string} command
 * @property {string[]} args
 * @property {NodeJS.Signals} [stopSignal] SIGTERM by default
 * @property {import('node:child_process').SpawnOptions} [options]
 * @typedef {object} Family
 * @property {(start: Start) => import('node:child_process').ChildProcess} start
 * @property {(name: string) => Promise<void>} end ends the one of that name
 * @property {() => Promise<void>} endAll ends all, in order, and releases the guard; nothing is started any more
 * @property {(folder: string) => void} removeFolderIfKilled the guard removes this folder when the command is killed
 * @property {(facts: Record<string, unknown>) => void} note adds facts to the run file
 */

/**
 * @param {{ runFile?: string }} [where] file that keeps what is running, for the next start to find
 * @returns {Family}
 */
export function createFamily({ runFile } = {}) {
  /** @type {Map<string, Known>} */
  const members = new Map();
  /** @type {Record<string, unknown>} */
  let facts = {};
  let closed = false;
  const guard = spawn(process.execPath, [fromRoot('scripts/lib/guard.mjs')], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
    cwd: fromRoot(),
  });
  guard.unref();
  guard.stdin?.on('error', () => {});
  /** @type {{ unref?: () => void } | null} */ (guard.stdin)?.unref?.();

  /** @param {Record<string, unknown>} message */
  const tell = (message) => guard.stdin?.write(`${JSON.stringify(message)}\n`);
  const write = () => {
    if (!runFile) return;
    mkdirSync(dirname(runFile), { recursive: true });
    const self = { pid: process.pid, born: birthOf(process.pid) };
    const run = { supervisor: self, processes: [...members.values()], ...facts };
    writeFileSync(runFile, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 });
  };
  write();

  return {
    start({ name, rank, command, args, stopSignal = 'SIGTERM', options }) {
      if (closed) throw new PlainError(`${name} is not started: everything is being stopped.`);
      const child = spawn(command, args, { ...options, detached: true });
      const pid = child.pid;
      if (pid !== undefined) {
        const known = { name, pid, born: birthOf(pid) ?? '', rank, stopSignal };
        members.set(name, known);
        tell({ watch: known });
        write();
        child.once('exit', () => {
          tell({ forget: pid });
          if (members.get(name)?.pid !== pid) return;
          members.delete(name);
        });
      }
      return child;
    },
    async end(name) {
      const known = members.get(name);
      if (known) await endProcess(known, stopGraceMs);
    },
    async endAll() {
      closed = true;
      await endInOrder([...members.values()], stopGraceMs);
      members.clear();
      if (runFile) rmSync(runFile, { force: true });
      tell({ release: true });
      guard.stdin?.end();
    },
    removeFolderIfKilled: (folder) => tell({ removeFolder: folder }),
    note(more) {
      facts = { ...facts, ...more };
      write();
    },
  };
}

/**
 * @param {string} runFile
 * @returns {{ supervisor: { pid: number, born: string }, processes: Known[], [fact: string]: unknown } | null}
 */
export function readRun(runFile) {
  try {
    return JSON.parse(readFileSync(runFile, 'utf8'));
  } catch {
    return null;
  }
}

/**
 * @param {string} runFile
 * @returns {ReturnType<typeof readRun>} the run whose command is still alive, otherwise null
 */
export function livingRun(runFile) {
  const run = readRun(runFile);
  return run && isAlive(run.supervisor) ? run : null;
}

/**
 * Stops what a command that died has left running.
 * @param {string} runFile
 * @returns {Promise<string[]>} names of what was stopped
 */
export async function endLeftovers(runFile) {
  const run = readRun(runFile);
  if (!run) return [];
  const ended = await endInOrder(run.processes, stopGraceMs);
  rmSync(runFile, { force: true });
  return ended;
}
