// For tests that break what others stand on: each file that asks for it has a stack of its own, its worker may be killed and its gateway may fail.
import { createSandboxClient } from '../../sandbox/src/client';
import { startTestStack } from './stack.mjs';
import { test as base } from './test';

/** What a dead worker held is judged after seconds, not minutes. */
const settings = { OUTBOX_LEASE_SECONDS: '5', OUTBOX_QUIET_SECONDS: '5', PARLEY_DEMO: 'false' };

type OwnStack = Awaited<ReturnType<typeof startTestStack>>;

export const test = base.extend<object, { ownStack: OwnStack }>({
  ownStack: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
    async ({}, use) => {
      const stack = await startTestStack(settings);
      await use(stack);
      await stack.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ ownStack }, use) => use(ownStack.url),
  sandbox: async ({ ownStack: { env } }, use) =>
    use(createSandboxClient(env.EVOLUTION_API_URL ?? '', env.EVOLUTION_API_KEY ?? '')),
});
