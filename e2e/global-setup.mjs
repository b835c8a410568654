// Starts the whole stack once for the end-to-end tests. Returns how to end it.

import { startTestStack } from './lib/stack.mjs';

export default async function setUp() {
  const { url, env, stop } = await startTestStack();
  process.env.E2E_URL = url;
  process.env.E2E_SANDBOX_URL = env.EVOLUTION_API_URL;
  process.env.E2E_SANDBOX_API_KEY = env.EVOLUTION_API_KEY;
  return stop;
}
