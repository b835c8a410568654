// Starts the whole stack once for the end-to-end tests: temporary data, random ports, no rate limits. Returns how to end it.

import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withoutForeign } from '../scripts/lib/environment.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { startStack } from '../scripts/lib/stack.mjs';

export default async function setUp() {
  const dataDir = mkdtempSync(join(tmpdir(), 'parley-e2e-'));
  // The database's own user has to pass through.
  chmodSync(dataDir, 0o711);
  const env = {
    ...withoutForeign(process.env),
    NODE_ENV: 'development',
    PORT: String(await freePort()),
    RATE_LIMIT_ENABLED: 'false',
  };
  const stack = startStack({ env, dataDir });
  const tearDown = async () => {
    await stack.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  try {
    await stack.started;
  } catch (error) {
    rmSync(dataDir, { recursive: true, force: true });
    throw error;
  }
  process.env.E2E_URL = stack.url;
  process.env.E2E_SANDBOX_URL = stack.env.EVOLUTION_API_URL;
  process.env.E2E_SANDBOX_API_KEY = stack.env.EVOLUTION_API_KEY;
  return tearDown;
}
