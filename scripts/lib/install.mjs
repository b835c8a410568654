// The first step of every command: the right Node and the packages of the lock file. Runs before anything is installed, so it uses nothing
// but node's own modules.

import { existsSync, readFileSync } from 'node:fs';
import { PlainError, step } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { runTool } from './tool.mjs';

/** The oldest Node the code runs on (`engines` in package.json). */
const oldestNode = [20, 19];

/** @throws {PlainError} when this Node is too old */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  const [wantedMajor = 0, wantedMinor = 0] = oldestNode;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return;
  throw new PlainError(
    `Parley needs Node ${oldestNode.join('.')} or newer; this is ${process.versions.node}. See https://nodejs.org.`,
  );
}

/** Installs the packages of the lock file unless exactly those are there. */
export async function installPackages() {
  if (isInstalled()) return;
  await step('Packages installed', async () => {
    const { code, output } = await runTool('npm', ['ci', '--no-audit', '--no-fund']);
    // After its reasons npm prints its manual.
    const reasons = output.split('\n').filter((line) => !/^npm (warn|notice)/.test(line));
    if (code !== 0) throw new PlainError(`npm ci failed:\n${reasons.slice(0, 15).join('\n').trim()}`);
  });
}

/** @returns {boolean} whether npm's own record of what it installed agrees with the lock file; packages of other platforms aside */
function isInstalled() {
  const wanted = readPackages('package-lock.json');
  const installed = readPackages('node_modules/.package-lock.json');
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      !path.includes('node_modules/') || optional || version === undefined || installed[path]?.version === version,
  );
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} */
function readPackages(file) {
  return existsSync(fromRoot(file)) ? JSON.parse(readFileSync(fromRoot(file), 'utf8')).packages : {};
}
