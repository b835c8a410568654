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
const rememberedLines = 20;

/**
 * @typedef {object} Part
 * @property {string} name
 * @property {() => import('node:child_process').ChildProcess} start
 * @property {(gone: () => boolean) => Promise<unknown>} ready resolves when it can be used; `gone` tells that it has ended
 * @property {string} logFile where its output goes
 * @property {boolean} [logsItself] its output goes to the file already
 */

/**
 * @param {{ onRestart?: (name: string) => void }} [options]
 */
export function createSupervisor({ onRestart } = {}) {
  let stopping = false;
  /** @type {Set<NodeJS.Timeout>} */
  const waiting = new Set();

  /** @param {Part} part @param {number} pauseMs @returns {{ child: import('node:child_process').ChildProcess, lastLines: string[] }} */
  function launch(part, pauseMs) {
    const startedAt = Date.now();
    const child = part.start();
    const lastLines = part.logsItself ? [] : keepOutput(part, child);
    let ended = false;
    /** @param {string} how */
    const onEnd = (how) => {
      if (ended || stopping) return;
      ended = true;
      const nextPauseMs = Date.now() - startedAt > healthyAfterMs ? firstPauseMs : pauseMs;
      warn(`${part.name} ${how}; starting it again in ${nextPauseMs / 1000} s. Log: ${part.logFile}`);
      for (const line of lastLines.slice(-5)) say(dim(`  ${part.name} | ${line.slice(0, 300)}`));
      const timer = setTimeout(() => {
        waiting.delete(timer);
        if (stopping) return;
        onRestart?.(part.name);
        launch(part, Math.min(nextPauseMs * 2, longestPauseMs));
      }, nextPauseMs);
      waiting.add(timer);
    };
    child.once('error', (error) => onEnd(`could not be started (${error.message})`));
    child.once('close', (code, signal) => onEnd(signal ? `was ended by ${signal}` : `ended with code ${code}`));
    return { child, lastLines };
  }

  return {
    /**
     * Starts a part and waits until it is ready. During this first start an end is a failure, not a reason to try again.
     * @param {Part} part
     */
    async add(part) {
      let gone = '';
      const { child, lastLines } = launch({ ...part, start: part.start }, firstPauseMs);
      child.once('error', (error) => {
        gone = `could not be started: ${error.message}`;
      });
      child.once('exit', (code, signal) => {
        gone = signal ? `was ended by ${signal}` : `ended with code ${code}`;
      });
      try {
        await part.ready(() => gone !== '');
      } catch (error) {
        if (!gone) throw error;
        const words = lastLines.map((line) => `  ${line}`).join('\n');
        throw new PlainError(`${part.name} ${gone} while starting. Log: ${part.logFile}${words ? `\n${words}` : ''}`);
      }
    },
    /** From now on an end is what was wanted. */
    stop() {
      stopping = true;
      for (const timer of waiting) clearTimeout(timer);
    },
  };
}

/**
 * Writes a child's lines to its log file, shows warnings and errors in short and keeps the last lines for a crash report.
 * @param {Part} part
 * @param {import('node:child_process').ChildProcess} child
 * @returns {string[]} the last lines, filled as they come
 */
function keepOutput(part, child) {
  if (existsSync(part.logFile) && statSync(part.logFile).size > longestLogBytes)
    renameSync(part.logFile, `${part.logFile}.1`);
  const file = createWriteStream(part.logFile, { flags: 'a' });
  file.on('error', () => {});
  /** @type {string[]} */
  const lastLines = [];
  for (const stream of [child.stdout, child.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream }).on('line', (line) => {
      file.write(`${line}\n`);
      lastLines.push(line);
      if (lastLines.length > rememberedLines) lastLines.shift();
      const short = shortLine(line, stream === child.stderr);
      if (short) say(`${yellow(part.name)} ${dim('|')} ${short}`);
    });
  }
  child.once('close', () => file.end());
  return lastLines;
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
