// axe on every screen, in both languages and both themes.
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from '@playwright/test';
import { listScreens, prefer, settled, signIn } from './lib/screens';

const looks = [
  { theme: 'light', language: 'en', width: 1440 },
  { theme: 'dark', language: 'he', width: 1440 },
  { theme: 'light', language: 'he', width: 390 },
] as const;

for (const look of looks) {
  test(`no screen has an accessibility violation (${look.theme}, ${look.language}, ${look.width} px)`, async ({
    page,
  }) => {
    test.setTimeout(240_000);
    await page.setViewportSize({ width: look.width, height: 900 });
    await prefer(page, look);
    const screens = await listScreens(page.request);
    await page.context().clearCookies();
    const faults: string[] = [];
    for (const screen of [...screens].sort((a, b) => Number(b.open ?? false) - Number(a.open ?? false))) {
      if (!screen.open && (await page.context().cookies()).length === 0) await signIn(page, 'admin@demo.localhost');
      await page.goto(screen.path);
      await settled(page);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      faults.push(
        ...violations.map(
          (violation) =>
            `${screen.name}: ${violation.id} (${violation.nodes.length}×) ${violation.nodes[0]?.target.join(' ')}`,
        ),
      );
    }
    expect(faults).toEqual([]);
  });
}
