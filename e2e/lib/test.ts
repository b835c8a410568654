// The test function of every browser test: a page that complains in its console, or whose security policy was broken, fails.
import { type BrowserContext, test as base, expect } from '@playwright/test';
import { createSandboxClient, type SandboxClient } from '../../sandbox/src/client';

/** Refusals that the app asks for and handles: Chromium reports every 4xx answer as an error of the console. */
const answered = /Failed to load resource: the server responded with a status of 4\d\d/;

interface Options {
  /** Further console errors that a test brings about on purpose, e.g. a network that is cut. */
  tolerated: RegExp;
}

interface Fixtures {
  /** Everything that pages of this context complained about. */
  complaints: string[];
  sandbox: SandboxClient;
  /** Another browser, of another person, looked after like the first; closed with the test. */
  openBrowser: () => Promise<BrowserContext>;
}

export const test = base.extend<Options & Fixtures>({
  tolerated: [/(?!)/, { option: true }],
  complaints: [
    async ({ context, tolerated }, use) => {
      const complaints: string[] = [];
      listen(context, complaints, [answered, tolerated]);
      await use(complaints);
      expect(complaints, 'errors in the console').toEqual([]);
    },
    { auto: true },
  ],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from its first parameter
  sandbox: async ({}, use) => {
    await use(createSandboxClient(process.env.E2E_SANDBOX_URL ?? '', process.env.E2E_SANDBOX_API_KEY ?? ''));
  },
  openBrowser: async ({ browser, complaints, tolerated }, use) => {
    const opened: BrowserContext[] = [];
    await use(async () => {
      const context = await browser.newContext();
      opened.push(context);
      listen(context, complaints, [answered, tolerated]);
      return context;
    });
    for (const context of opened) await context.close();
  },
});

export { expect };

/** Collects console errors (broken security policy included) and uncaught errors of all pages of a context. */
export function listen(context: BrowserContext, complaints: string[], tolerated: RegExp[]): void {
  const note = (text: string, url: string) => {
    if (!tolerated.some((one) => one.test(text))) complaints.push(`${new URL(url || 'about:blank').pathname}: ${text}`);
  };
  context.on('console', (message) => {
    if (message.type() === 'error') note(message.text(), message.page()?.url() ?? '');
  });
  context.on('weberror', (error) => note(`uncaught ${error.error()}`, error.page()?.url() ?? ''));
}
