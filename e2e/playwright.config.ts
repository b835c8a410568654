// End-to-end tests in a real Chromium against the built app, with a stack of their own (global-setup.mjs).

import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: '../test-results',
  globalSetup: './global-setup.mjs',
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  retries: 0,
  timeout: 60_000,
  // A busy machine is slow, not wrong.
  expect: { timeout: 15_000 },
  reporter: 'list',
  use: {
    // Set by the global setup; workers read this file again after it has run.
    baseURL: process.env.E2E_URL,
    actionTimeout: 10_000,
    navigationTimeout: 15_000,
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.PARLEY_CHROMIUM ?? '/usr/bin/chromium',
      // Root in a container cannot use the sandbox; /dev/shm is often too small there.
      args: ['--no-sandbox', '--disable-dev-shm-usage'],
    },
  },
});
