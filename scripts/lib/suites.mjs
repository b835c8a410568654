// The running half of the gate: jest and Playwright, counted from their own reports. A suite that ran nothing has failed.

import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fromRoot } from './paths.mjs';
import { ensureProgram } from './system-packages.mjs';
import { runTool } from './tool.mjs';

/** @typedef {import('./checks.mjs').Verdict} Verdict */

/** Workspaces that must have tests. */
const testedWorkspaces = ['contract', 'backend', 'sandbox', 'frontend'];

/** @returns {Promise<Verdict>} */
export function runJest() {
  return withReport('jest', async (report) => {
    const jest = ['node_modules/jest/bin/jest.js', '-c', 'jest.config.cjs', '--json', `--outputFile=${report}`];
    const { code } = await runTool(process.execPath, jest, { show: true, env: { ...process.env, NODE_ENV: 'test' } });
    const result = readReport(report);
    if (!result) return { name: 'jest', passed: 0, failed: 1, output: 'jest wrote no report' };
    /** @type {string[]} */
    const files = result.testResults.map((/** @type {{ name: string }} */ file) => relative(fromRoot(), file.name));
    const idle = testedWorkspaces.filter((name) => !files.some((file) => file.startsWith(`${name}/`)));
    const problems = [
      ...idle.map((name) => `${name} ran no tests`),
      ...(result.numPendingTests > 0 ? [`${result.numPendingTests} tests were skipped`] : []),
    ];
    const broken = result.numRuntimeErrorTestSuites + idle.length;
    const failed = result.numFailedTests + broken;
    // A crash outside any test (global setup, a leak) leaves all counts at zero.
    return {
      name: 'jest',
      passed: result.numPassedTests,
      failed: code !== 0 && failed === 0 ? 1 : failed,
      output: problems.join('\n'),
    };
  });
}

/** @returns {Promise<string>} path of the browser the end-to-end tests use */
export const ensureChromium = () =>
  ensureProgram({
    what: 'Chromium',
    names: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    aptPackage: 'chromium',
    otherwise: process.platform === 'darwin' ? 'brew install --cask google-chrome' : 'your package manager: chromium',
  });

/** @returns {Promise<Verdict>} */
export async function runEndToEnd() {
  const chromium = await ensureChromium();
  return withReport('e2e', async (report) => {
    const playwright = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'e2e', '--reporter=list,json'];
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: report, PARLEY_CHROMIUM: chromium };
    const { code } = await runTool(process.execPath, playwright, { show: true, env });
    const result = readReport(report);
    if (!result) return { name: 'e2e', passed: 0, failed: 1, output: 'Playwright wrote no report' };
    const { expected, unexpected, flaky, skipped } = result.stats;
    const passed = expected + flaky;
    const problems = [
      ...(passed + unexpected === 0 ? ['no end-to-end test ran'] : []),
      ...(skipped > 0 ? [`${skipped} end-to-end tests were skipped`] : []),
      ...result.errors.map((/** @type {{ message: string }} */ error) => error.message),
    ];
    const failed = unexpected === 0 && (code !== 0 || passed === 0) ? 1 : unexpected;
    return { name: 'e2e', passed, failed, output: problems.join('\n') };
  });
}

/**
 * The short chaos run: workers killed and Redis flushed in the middle of a campaign, and the naive control beside it.
 * @returns {Promise<Verdict>}
 */
export async function runChaos() {
  const { code, output } = await runTool(process.execPath, ['--import', 'tsx', 'bench/chaos.ts', '--short'], {
    env: { ...process.env, NODE_ENV: 'development' },
  });
  const [, passed, failed] = /^(\d+) passed, (\d+) failed$/m.exec(output) ?? [];
  const broken = failed === undefined || (code !== 0 && failed === '0') ? 1 : Number(failed);
  return { name: 'chaos', passed: Number(passed ?? 0), failed: broken, output };
}

/**
 * @param {string} name
 * @param {(report: string) => Promise<Verdict>} work
 */
async function withReport(name, work) {
  const dir = mkdtempSync(join(tmpdir(), 'parley-report-'));
  mkdirSync(dir, { recursive: true });
  try {
    return await work(join(dir, `${name}.json`));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** @param {string} file @returns {any} null when there is none */
function readReport(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
}
