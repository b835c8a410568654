// The browser is told to run nothing but the app's own files. Every other test fails on a violation; here the rule itself is tried.
import { listScreens, prefer, settled, signIn } from './lib/screens';
import { expect, listen, test } from './lib/test';

test.describe('a script that was put into the page', () => {
  test.use({ tolerated: /Content Security Policy/ });

  test('is refused by the browser, and the refusal is noticed', async ({ page }) => {
    const complaints: string[] = [];
    listen(page.context(), complaints, []);
    const answer = await page.goto('/login');
    expect(answer?.headers()['content-security-policy']).toMatch(/script-src 'self'(;|$)/);
    await page.evaluate(() => {
      const script = document.createElement('script');
      script.textContent = 'document.body.dataset.injected = "yes"';
      document.body.append(script);
    });
    await expect.poll(() => complaints).toContainEqual(expect.stringContaining('Content Security Policy'));
    await expect(page.locator('body')).not.toHaveAttribute('data-injected');
  });
});

test('no screen complains in the console or breaks the security policy', async ({ page }) => {
  test.setTimeout(120_000);
  await prefer(page, { theme: 'dark', language: 'he' });
  const screens = await listScreens(page.request);
  await page.context().clearCookies();
  for (const screen of screens.filter(({ open }) => open)) {
    await page.goto(screen.path);
    await settled(page);
  }
  await signIn(page, 'admin@demo.localhost');
  for (const screen of screens.filter(({ open }) => !open)) {
    await page.goto(screen.path);
    await settled(page);
    await expect(page.getByRole('main')).toBeVisible();
  }
});
