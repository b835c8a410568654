// Supervision: a part that dies is started again after a growing pause, its last words are shown, and its output goes to a log file.

import { createWriteStream, existsSync, renameSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { dim, PlainError, say, warn, yellow } from './log.mjs';

/** Pause before the first restart, doubled each time up to the longest. */
const firstPauseMs = 500;
const longestPauseMs = 30_000;
/** A part that ran this long is taken for healthy: the next pause is the first again. */
const healthyAfterMs = 30_000;
/** A log file larger than this is set aside as `.1` at the next start. */
const longestLogBytes = 20 * 1024 * 1024;
const rememberedLines = 8;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {() => import('node:child_process').ChildProcess} start
 * @property {(gone: () => boolean) => Promise<unknown>} ready resolves when it can be used; `gone` tells that it has ended
 * @property {string} logFile where its output goes
 * @property {boolean} [logsItself] its output goes to the file already
 */

/** Keeps the parts of one stack alive. */
export function createSupervisor() {
  let stopping = false;
  /** @type {Set<NodeJS.Timeout>} */
  const waiting = new Set();

  /**
   * @param {Part} part
   * @param {number} pauseMs before the next restart
   * @param {{ proven: boolean }} state whether it has ever been ready; until then nothing is restarted and its words are kept for the failure
   */
  function launch(part, pauseMs, state) {
    const startedAt = Date.now();
    const child = part.start();
    const words = part.logsItself ? createWords() : keepOutput(part, child, state);
    let ended = '';
    /** @param {string} how */
    const onEnd = (how) => {
      if (ended) return;
      ended = how;
      if (stopping || !state.proven) return;
      const nextPauseMs = Date.now() - startedAt > healthyAfterMs ? firstPauseMs : pauseMs;
      warn(`${part.name} ${how}; starting it again in ${nextPauseMs / 1000} s. Log: ${part.logFile}`);
      const timer = setTimeout(() => {
        waiting.delete(timer);
        if (!stopping) launch(part, Math.min(nextPauseMs * 2, longestPauseMs), state);
      }, nextPauseMs);
      waiting.add(timer);
    };
    child.once('error', (error) => onEnd(`could not be started (${error.message})`));
    child.once('close', (code, signal) => onEnd(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    return { words, ended: () => ended };
  }

  return {
    /**
     * Starts a part and waits until it is ready. During this first start an end is a failure, not a reason to try again.
     * @param {Part} part
     */
    async add(part) {
      const state = { proven: false };
      const { words, ended } = launch(part, firstPauseMs, state);
      try {
        await part.ready(() => ended() !== '');
        state.proven = true;
      } catch (error) {
        if (!ended()) throw error;
        const lines = words.all().map((line) => `\n  ${line.slice(0, 300)}`);
        throw new PlainError(`${part.name} ${ended()} while starting. Log: ${part.logFile}${lines.join('')}`);
      }
    },
    /** From now on an end is what was wanted. */
    stop() {
      stopping = true;
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

/** Remembers the first and the last lines of what a part said: the reason stands at one end or the other. */
function createWords() {
  /** @type {string[]} */
  const first = [];
  /** @type {string[]} */
  const last = [];
  return {
    /** @param {string} line */
    add(line) {
      if (first.length < rememberedLines) first.push(line);
      else last.push(line);
      if (last.length > rememberedLines) last.shift();
    },
    all: () => [...first, ...last],
  };
}

/**
 * Writes a child's lines to its log file, shows warnings and errors in short and keeps lines for the report of a failed start.
 * @param {Part} part
 * @param {import('node:child_process').ChildProcess} child
 * @param {{ proven: boolean }} state
 */
function keepOutput(part, child, state) {
  if (existsSync(part.logFile) && statSync(part.logFile).size > longestLogBytes)
    renameSync(part.logFile, `${part.logFile}.1`);
  const file = createWriteStream(part.logFile, { flags: 'a' });
  file.on('error', () => {});
  const words = createWords();
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      if (!state.proven) return words.add(line);
      const short = shortLine(line, stream === child.stderr);
      if (short) say(`${yellow(part.name)} ${dim('|')} ${short}`);
    });
  }
  child.once('close', () => file.end());
  return words;
}

/**
 * @param {string} line one line of output, JSON from the logger or plain
 * @param {boolean} fromStderr
 * @returns {string | null} what to show on the terminal; null for the routine
 */
function shortLine(line, fromStderr) {
  try {
    const { level, message } = JSON.parse(line);
    return level === 'warn' || level === 'error' ? `${level} ${String(message).slice(0, 240)}` : null;
  } catch {
    return fromStderr && line.trim() ? line.slice(0, 240) : null;
  }
}
