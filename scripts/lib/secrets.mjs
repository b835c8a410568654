// The secrets of a local installation: made once, kept in the data folder, readable by its owner only.

import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Secrets
 * @property {string} jwtSecret
 * @property {string} jwtRefreshSecret
 * @property {string} encryptionKey 32 bytes, base64
 * @property {string} postgresPassword of the cluster's superuser
 * @property {string} ownerPassword of the role that owns the schema
 * @property {string} appPassword of the role the app connects as
 * @property {string} redisPassword
 * @property {string} sandboxApiKey
 * @property {string} sandboxAppSecret signs what the sandbox posts as Meta
 * @property {string} sandboxVerifyToken
 */

/** @returns {Secrets} fresh secrets; base64url and hex so that they fit into URLs as they are */
export const makeSecrets = () => ({
  jwtSecret: randomBytes(48).toString('base64url'),
  jwtRefreshSecret: randomBytes(48).toString('base64url'),
  encryptionKey: randomBytes(32).toString('base64'),
  postgresPassword: randomBytes(24).toString('hex'),
  ownerPassword: randomBytes(24).toString('hex'),
  appPassword: randomBytes(24).toString('hex'),
  redisPassword: randomBytes(24).toString('hex'),
  sandboxApiKey: randomBytes(24).toString('hex'),
  sandboxAppSecret: randomBytes(16).toString('hex'),
  sandboxVerifyToken: randomBytes(16).toString('hex'),
});

/**
 * @param {string} dataDir
 * @returns {Secrets} the kept ones, completed with new ones for names that were not there yet
 */
export function loadSecrets(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secrets.json');
  /** @type {Partial<Secrets>} */
  let kept = {};
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    // Only a missing file means a new installation; an unreadable one must not be replaced, for data is encrypted with it.
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') throw error;
  }
  const secrets = { ...makeSecrets(), ...kept };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600);
  return secrets;
}
