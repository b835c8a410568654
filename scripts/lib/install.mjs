// The first step of every command: the right Node and the packages of the lock file. Runs before anything is installed, so it uses nothing
// but node's own modules.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { PlainError, step } from './log.mjs';
import { fromRoot } from './paths.mjs';
import { mustRun } from './tool.mjs';

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

/** Installs the packages when there are none or the lock file has changed since. */
export async function installPackages() {
  const lock = fromRoot('package-lock.json');
  const mark = fromRoot('node_modules/.cache/parley/lock.sha256');
  const hash = createHash('sha256').update(readFileSync(lock)).digest('hex');
  const known = existsSync(mark) ? readFileSync(mark, 'utf8') : '';
  if (known === hash) return;
  // npm keeps its own record of the tree; when that is newer than the lock file, somebody has just installed by hand.
  const record = fromRoot('node_modules/.package-lock.json');
  const installedByHand = existsSync(record) && statSync(record).mtimeMs >= statSync(lock).mtimeMs;
  if (!installedByHand) {
    await step('Packages installed', () => mustRun('npm ci', 'npm', ['ci', '--no-audit', '--no-fund']));
  }
  mkdirSync(fromRoot('node_modules/.cache/parley'), { recursive: true });
  writeFileSync(mark, hash);
}
