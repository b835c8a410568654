// axe on every screen, in both languages and both themes. Each look in two halves: all screens in one go take minutes.
import { findViolations } from './lib/axe';
import { listScreens, prefer, settled, signIn } from './lib/screens';
import { expect, test } from './lib/test';

const looks = [
  { theme: 'light', language: 'en', width: 1440 },
  { theme: 'dark', language: 'he', width: 1440 },
  { theme: 'light', language: 'he', width: 390 },
] as const;

for (const look of looks)
  for (const half of [0, 1]) {
    const name = `${look.theme}, ${look.language}, ${look.width} px, ${half === 0 ? 'first' : 'second'} half`;
    test(`no screen has an accessibility violation (${name})`, async ({ page }) => {
      test.setTimeout(240_000);
      await page.setViewportSize({ width: look.width, height: 900 });
      await prefer(page, look);
      const all = await listScreens(page.request);
      const screens = all.filter((_, at) => at % 2 === half);
      await page.context().clearCookies();
      const faults: string[] = [];
      for (const screen of [...screens].sort((a, b) => Number(b.open ?? false) - Number(a.open ?? false))) {
        if (!screen.open && (await page.context().cookies()).length === 0) await signIn(page, 'admin@demo.localhost');
        await page.goto(screen.path);
        await settled(page);
        faults.push(...(await findViolations(page, screen.name)));
      }
      expect(faults).toEqual([]);
    });
  }
