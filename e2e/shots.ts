// npm run shots [-- --only name,name] [--looks en-light-desktop] [--url http://…]: pictures of every screen (en/he, light/dark, desktop/phone) in shots/, to be looked at.
// Without --url it starts a stack of its own with demo data. With --readme it makes docs/inbox.png, the picture of the README, instead.
import { mkdirSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { fromRoot } from '../scripts/lib/paths.mjs';
import { ensureChromium } from '../scripts/lib/suites.mjs';
import setUp from './global-setup.mjs';
import { listScreens, prefer, settled, signIn } from './lib/screens';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    url: { type: 'string' },
    looks: { type: 'string' },
    readme: { type: 'boolean' },
  },
});
const only = values.readme ? ['inbox-chat'] : values.only?.split(',');
const looks = values.readme ? ['en-light-desktop'] : values.looks?.split(',');
const fileOf = (screen: string, look: string) =>
  values.readme ? fromRoot('docs/inbox.png') : fromRoot('shots', `${screen}.${look}.png`);
const sizes = { desktop: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } } as const;

const tearDown = values.url ? undefined : await setUp();
const browser = await chromium.launch({
  executablePath: await ensureChromium(),
  args: ['--no-sandbox', '--disable-dev-shm-usage'],
});
try {
  mkdirSync(fromRoot('shots'), { recursive: true });
  for (const language of ['en', 'he'] as const) {
    for (const theme of ['light', 'dark'] as const) {
      for (const [size, viewport] of Object.entries(sizes)) {
        const look = `${language}-${theme}-${size}`;
        if (looks && !looks.includes(look)) continue;
        const context = await browser.newContext({
          baseURL: values.url ?? process.env.E2E_URL,
          viewport,
          locale: language,
          reducedMotion: 'reduce',
        });
        const page = await context.newPage();
        await prefer(page, { theme, language });
        const screens = (await listScreens(page.request)).filter((screen) => !only || only.includes(screen.name));
        await context.clearCookies();
        for (const screen of [...screens].sort((a, b) => Number(b.open ?? false) - Number(a.open ?? false))) {
          if (!screen.open && (await context.cookies()).length === 0) await signIn(page, 'admin@demo.localhost');
          await page.goto(screen.path);
          await settled(page);
          await page.screenshot({ path: fileOf(screen.name, look) });
        }
        await context.close();
        console.log(`${look}: ${screens.length} screens`);
      }
    }
  }
} finally {
  await browser.close();
  await tearDown?.();
}
