// Short-lived programs a command runs to their end (npm, vite, prisma, migrations). None outlives the command.

import { spawn } from 'node:child_process';
import { PlainError } from './log.mjs';
import { fromRoot } from './paths.mjs';

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();

process.on('exit', () => {
  for (const child of running) child.kill('SIGTERM');
});

/**
 * @typedef {object} Outcome
 * @property {number} code
 * @property {string} output standard output and error, interleaved as they came
 */

/**
 * Runs a program to its end.
 * @param {string} command
 * @param {string[]} args
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, show?: boolean }} [options] `show` passes the output through to the terminal
 * @returns {Promise<Outcome>}
 */
export function runTool(command, args, { env = process.env, cwd = fromRoot(), show = false } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, {
      env,
      cwd,
      stdio: show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
    });
    running.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (chunk) => {
        output += chunk;
      });
    }
    child.once('error', (error) => {
      running.delete(child);
      done({ code: 127, output: `${output}${error.message}` });
    });
    child.once('close', (code, signal) => {
      running.delete(child);
      done({ code: code ?? 1, output: signal ? `${output}ended by ${signal}` : output });
    });
  });
}

/**
 * Runs a program that must succeed.
 * @param {string} what named in the failure
 * @param {string} command
 * @param {string[]} args
 * @param {Parameters<typeof runTool>[2]} [options]
 * @returns {Promise<string>} its output
 * @throws {PlainError} with everything it printed
 */
export async function mustRun(what, command, args, options) {
  const { code, output } = await runTool(command, args, options);
  if (code !== 0) throw new PlainError(`${what} failed (code ${code})${output.trim() ? `:\n${output.trim()}` : '.'}`);
  return output;
}
