// Processes seen from outside: is this still the one we started, and how to end it. A process number alone proves nothing, for numbers are
// given again, so each is kept together with the moment it was born. Only node's own modules: the guard uses this file too.

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

/**
 * @typedef {object} Known a process that can be recognised again
 * @property {string} name
 * @property {number} pid
 * @property {string} born opaque birth mark, compared as a whole
 * @property {number} rank the highest is stopped first
 * @property {NodeJS.Signals} stopSignal asks it to finish
 */

/**
 * @param {number} pid
 * @returns {string | null} birth mark of a living process; null when there is none (a zombie counts as none)
 */
export function birthOf(pid) {
  if (process.platform === 'linux') {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      // The command in parentheses may itself contain spaces; fields are counted from behind it (proc(5): 3 is state, 22 is starttime).
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return fields[0] === 'Z' || fields[0] === 'X' ? null : `${fields[19]}`;
    } catch {
      return null;
    }
  }
  try {
    const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
    return line === '' || line.startsWith('Z') ? null : line.replace(/^\S+\s+/, '');
  } catch {
    return null;
  }
}

/** @param {Pick<Known, 'pid' | 'born'>} known */
export const isAlive = (known) => birthOf(known.pid) === known.born;

/**
 * Signals the process and whatever it started in its own group.
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 * @param {boolean} [wholeGroup]
 */
function send(pid, signal, wholeGroup = false) {
  for (const target of wholeGroup ? [-pid, pid] : [pid]) {
    try {
      process.kill(target, signal);
    } catch {
      // Already gone, or it leads no group: both are what was wanted.
    }
  }
}

/**
 * Ends one process: asks, waits, then kills it with its group.
 * @param {Known} known
 * @param {number} graceMs how long it may take to finish by itself
 * @returns {Promise<'gone' | 'stopped' | 'killed'>}
 */
export async function endProcess(known, graceMs) {
  if (!isAlive(known)) return 'gone';
  send(known.pid, known.stopSignal);
  const deadline = Date.now() + graceMs;
  while (Date.now() < deadline) {
    if (!isAlive(known)) return 'stopped';
    await pause(20);
  }
  send(known.pid, 'SIGKILL', true);
  while (isAlive(known)) await pause(20);
  return 'killed';
}

/**
 * Ends several processes, the highest rank first, each only after the one before it is gone.
 * @param {Known[]} all
 * @param {number} graceMs per process
 * @returns {Promise<string[]>} names of those that were alive
 */
export async function endInOrder(all, graceMs) {
  const ended = [];
  for (const known of [...all].sort((a, b) => b.rank - a.rank)) {
    if ((await endProcess(known, graceMs)) !== 'gone') ended.push(known.name);
  }
  return ended;
}
