// Where things lie: the repository's root and the folder that holds one installation's data.

import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root. */
export const rootDir = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** @param {...string} parts path below the root */
export const fromRoot = (...parts) => resolve(rootDir, ...parts);

/**
 * @param {NodeJS.ProcessEnv} env
 * @returns {string} absolute path of the data folder (PARLEY_DATA_DIR, relative to the root; `.data` by default)
 */
export const dataDirOf = (env) => fromRoot(env.PARLEY_DATA_DIR || '.data');
