// The sandbox as a process: a stand-in for Evolution API and the Graph API, with phones to answer from.

import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { PlainError } from './log.mjs';
import { fromRoot } from './paths.mjs';

const readyTimeoutMs = 20_000;

/**
 * @param {{ port: number, apiKey: string, dataDir: string, family: import('./family.mjs').Family, command?: string[],
 *   meta: { appId: string, appSecret: string, verifyToken: string, webhookBase: string } }} options
 *   `meta`: the app whose webhooks it signs, and where they go
 *   `command` replaces the built program (development runs the source)
 * @returns {import('node:child_process').ChildProcess}
 */
export function startSandbox({
  port,
  apiKey,
  dataDir,
  meta,
  family,
  command = ['--enable-source-maps', fromRoot('sandbox/dist/main.js')],
}) {
  mkdirSync(dataDir, { recursive: true });
  return family.start({
    name: 'sandbox',
    rank: 2,
    command: process.execPath,
    args: command,
    options: {
      cwd: fromRoot(),
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: process.env.NODE_ENV ?? 'development',
        SANDBOX_HOST: '127.0.0.1',
        SANDBOX_PORT: String(port),
        SANDBOX_API_KEY: apiKey,
        SANDBOX_DATA_DIR: dataDir,
        SANDBOX_META_APP_ID: meta.appId,
        SANDBOX_META_APP_SECRET: meta.appSecret,
        SANDBOX_META_VERIFY_TOKEN: meta.verifyToken,
        SANDBOX_META_WEBHOOK_BASE: meta.webhookBase,
      },
    },
  });
}

/**
 * Waits until a URL answers with a status below 500.
 * @param {string} url
 * @param {{ name: string, timeoutMs?: number, gone?: () => boolean }} options
 */
export async function waitForHttp(url, { name, timeoutMs = readyTimeoutMs, gone = () => false }) {
  const deadline = Date.now() + timeoutMs;
  let last = 'no answer';
  for (;;) {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) });
      if (answer.ok) return;
      last = `status ${answer.status}: ${(await answer.text()).slice(0, 300)}`;
    } catch (error) {
      last =
        error instanceof Error
          ? `${error.message} ${error.cause instanceof Error ? error.cause.message : ''}`
          : String(error);
    }
    if (gone()) throw new PlainError(`${name} ended while starting.`);
    if (Date.now() > deadline)
      throw new PlainError(`${name} did not become ready at ${url} within ${timeoutMs / 1000} s (${last.trim()}).`);
    await pause(50);
  }
}
