// Programs from the system: found on PATH, installed with apt on Debian as root, otherwise one line that says what to install.

import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { PlainError, step } from './log.mjs';
import { runTool } from './tool.mjs';

/**
 * @param {string[]} names in order of preference; a name with a slash is a path
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {string | null} absolute path of the first one found
 */
export function findProgram(names, env = process.env) {
  const folders = [
    ...(env.PATH ?? '').split(delimiter),
    '/usr/local/bin',
    '/usr/bin',
    '/opt/homebrew/bin',
    '/snap/bin',
  ];
  for (const name of names) {
    const candidates = name.includes('/') ? [name] : folders.filter(Boolean).map((folder) => join(folder, name));
    for (const candidate of candidates) {
      try {
        accessSync(candidate, constants.X_OK);
        return candidate;
      } catch {
        // Not here: look in the next folder.
      }
    }
  }
  return null;
}

/**
 * @param {{ what: string, names: string[], aptPackage: string, otherwise: string }} wanted `otherwise` is the install line for other systems
 * @returns {Promise<string>} absolute path of the program
 * @throws {PlainError} with the install line when it is missing and cannot be installed from here
 */
export async function ensureProgram({ what, names, aptPackage, otherwise }) {
  const found = findProgram(names);
  if (found) return found;
  const debian = existsSync('/etc/debian_version') && findProgram(['apt-get']);
  if (debian && process.getuid?.() === 0) {
    await step(`${what} installed with apt-get`, () => installWithApt(aptPackage));
    const installed = findProgram(names);
    if (installed) return installed;
  }
  const line = debian ? `sudo apt-get install -y ${aptPackage}` : otherwise;
  throw new PlainError(`${what} is missing. Install it with \`${line}\` and run the command again.`);
}

/** @param {string} name */
async function installWithApt(name) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () => runTool('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
  let result = await install();
  if (result.code !== 0) {
    // A fresh image has no package lists yet.
    await runTool('apt-get', ['update', '-q'], { env });
    result = await install();
  }
  if (result.code !== 0)
    throw new PlainError(`apt-get install ${name} failed:
${result.output.trim()}`);
}
