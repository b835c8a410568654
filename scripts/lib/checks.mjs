// The static half of the gate: format and lint, types, architecture. Each gives a verdict and what it printed; none stops the others.

import { existsSync } from 'node:fs';
import { fromRoot } from './paths.mjs';
import { runTool } from './tool.mjs';

/**
 * @typedef {object} Verdict
 * @property {string} name
 * @property {number} passed
 * @property {number} failed
 * @property {string} output what to show when something failed
 */

const workspacesWithTypes = ['contract', 'backend', 'sandbox', 'frontend', 'e2e', 'bench', 'scripts'];

/** @returns {Promise<Verdict>} */
export async function checkFormatAndLint() {
  const biome = ['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '--max-diagnostics=200', '.'];
  return verdict('format and lint', await runTool(process.execPath, biome));
}

/** @returns {Promise<Verdict>} all workspaces at once; each counts as one */
export async function checkTypes() {
  const names = workspacesWithTypes.filter((name) => existsSync(fromRoot(name, 'tsconfig.json')));
  const outcomes = await Promise.all(
    names.map((name) => runTool(process.execPath, ['node_modules/typescript/bin/tsc', '-p', name])),
  );
  const failed = names.filter((_, index) => outcomes[index]?.code !== 0);
  const output = outcomes
    .map((outcome) => outcome.output.trim())
    .filter(Boolean)
    .join('\n');
  return { name: 'types', passed: names.length - failed.length, failed: failed.length, output };
}

/** @returns {Promise<Verdict>} */
export async function checkArchitecture() {
  return verdict('architecture', await runTool(process.execPath, ['scripts/architecture.mjs']));
}

/** @param {string} name @param {import('./tool.mjs').Outcome} outcome @returns {Verdict} */
const verdict = (name, { code, output }) => ({
  name,
  passed: code === 0 ? 1 : 0,
  failed: code === 0 ? 0 : 1,
  output: output.trim(),
});
