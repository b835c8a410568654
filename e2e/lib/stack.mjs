// A stack for browser tests: temporary data, random ports, no rate limits.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { withoutForeign } from '../../scripts/lib/environment.mjs';
import { readRun } from '../../scripts/lib/family.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { startStack } from '../../scripts/lib/stack.mjs';

/** A killed part is started again by the stack within a second; a busy machine takes longer. */
const backWithinMs = 30_000;

/**
 * @typedef {object} TestStack
 * @property {string} url
 * @property {NodeJS.ProcessEnv} env of the app's processes
 * @property {(part: 'api' | 'worker') => Promise<void>} kill without a goodbye; resolves when the stack has started it again
 * @property {() => Promise<void>} stop
 */

/**
 * @param {Record<string, string>} [settings] of the app's processes
 * @returns {Promise<TestStack>}
 */
export async function startTestStack(settings = {}) {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  // The database's own user has to pass through.
  chmodSync(dataDir, 0o711);
  const env = {
    ...withoutForeign(process.env),
    NODE_ENV: 'development',
    PORT: String(await freePort()),
    RATE_LIMIT_ENABLED: 'false',
    ...settings,
  };
  const stack = startStack({ env, dataDir });
  const stop = async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await stack.started;
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  /** @param {string} part */
  const pidOf = (part) => readRun(join(dataDir, 'run.json'))?.processes.find(({ name }) => name === part)?.pid;
  return {
    url: stack.url,
    env: stack.env,
    stop,
    async kill(part) {
      const pid = pidOf(part);
      if (pid === undefined) throw new Error(`${part} does not run`);
      process.kill(pid, 'SIGKILL');
      const end = Date.now() + backWithinMs;
      for (let now = pidOf(part); now === undefined || now === pid; now = pidOf(part)) {
        if (Date.now() > end) throw new Error(`${part} was not started again`);
        await pause(50);
      }
    },
  };
}
