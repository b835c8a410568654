// axe on every dialog and what else opens over a screen.
import type { Page } from '@playwright/test';
import { findViolations } from './lib/axe';
import { startingWith } from './lib/newcomer';
import { prefer, settled } from './lib/screens';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords, type Words } from './lib/words';

const looks = [
  { theme: 'light', language: 'en', width: 1440 },
  { theme: 'dark', language: 'he', width: 1440 },
  { theme: 'dark', language: 'en', width: 390 },
] as const;

/** What opens, where, and how a person opens it. */
const overlays: { name: string; path: string; open: (page: Page, t: Words) => Promise<void> }[] = [
  {
    name: 'sending limits',
    path: '/connections',
    open: async (page, t) => {
      await page.getByRole('button', { name: t('connections:actions.more', { name: 'Main line' }) }).click();
      await page.getByRole('menuitem', { name: t('connections:actions.pacing') }).click();
    },
  },
  {
    name: 'remove a number',
    path: '/connections',
    open: async (page, t) => {
      await page.getByRole('button', { name: t('connections:actions.more', { name: 'Main line' }) }).click();
      await page.getByRole('menuitem', { name: t('connections:actions.remove') }).click();
    },
  },
  {
    name: 'new contact',
    path: '/contacts',
    open: (page, t) =>
      page
        .getByRole('main')
        .getByRole('button', { name: t('contacts:form.action') })
        .first()
        .click(),
  },
  { name: 'top up', path: '/credits?topUp=50', open: async () => undefined },
  {
    name: 'invite',
    path: '/settings/team',
    open: (page, t) =>
      page
        .getByRole('main')
        .getByRole('button', { name: t('team:invite.open') })
        .click(),
  },
  {
    name: 'new chat',
    path: '/inbox',
    open: (page, t) =>
      page
        .getByRole('button', { name: t('inbox:newChat.open') })
        .first()
        .click(),
  },
  { name: 'palette', path: '/', open: (page) => page.keyboard.press('Control+k') },
  { name: 'shortcuts', path: '/inbox', open: (page) => page.keyboard.press('?') },
];

for (const look of looks) {
  test(`no open dialog has an accessibility violation (${look.theme}, ${look.language}, ${look.width} px)`, async ({
    page,
    sandbox,
  }) => {
    test.setTimeout(150_000);
    const t = readWords(look.language);
    await page.setViewportSize({ width: look.width, height: 900 });
    await prefer(page, look);
    const tenant = await createTenant(page.request, look.language);
    await connectLine(tenant, sandbox);
    await tenant.call('POST', '/api/contacts', { name: 'Rina Peretz', phone: '050-7200004' });
    const faults: string[] = [];
    for (const { name, path, open } of overlays) {
      await page.goto(path);
      await expect(page.locator('main')).toBeVisible();
      await settled(page);
      await open(page, t);
      await expect(page.getByRole('dialog').or(page.getByRole('alertdialog'))).toBeVisible();
      faults.push(...(await findViolations(page, name)));
    }

    await page.goto('/connections');
    await page.getByRole('button', { name: t('connections:actions.add') }).click();
    faults.push(...(await findViolations(page, 'choice of a channel')));
    await page
      .getByRole('dialog')
      .getByRole('button', { name: startingWith(t('connections:channel.whatsapp_evolution.name')) })
      .click();
    await page.getByRole('dialog').getByLabel(t('connections:name.label')).fill('Second line');
    faults.push(...(await findViolations(page, 'name of a number')));
    await page.getByRole('button', { name: t('connections:connect.next') }).click();
    await expect(page.getByRole('img', { name: t('connections:connect.qrAlt') })).toBeVisible();
    faults.push(...(await findViolations(page, 'QR code')));
    await page.getByRole('button', { name: t('connections:connect.useCode') }).click();
    faults.push(...(await findViolations(page, 'pairing code')));
    expect(faults).toEqual([]);
  });
}

for (const look of [
  { theme: 'light', language: 'en', width: 1280 },
  { theme: 'dark', language: 'he', width: 390 },
] as const) {
  test(`the sandbox phone has no accessibility violation (${look.theme}, ${look.language}, ${look.width} px)`, async ({
    page,
    sandbox,
  }) => {
    await page.setViewportSize({ width: look.width, height: 900 });
    const line = await connectLine(await createTenant(page.request), sandbox);
    await sandbox.receiveInbound(line.instance, { from: '972507200001', pushName: 'Amit Cohen', text: 'Hello' });
    const { theme, language } = look;
    await page.goto(`${process.env.E2E_SANDBOX_URL}/phone?instance=${line.instance}&theme=${theme}&lang=${language}`);
    const faults: string[] = [];
    await expect(page.getByRole('button', { name: /Amit Cohen/ }).or(page.locator('#welcome'))).not.toHaveCount(0);
    faults.push(...(await findViolations(page, 'customers')));
    await page.getByRole('button', { name: /Amit Cohen/ }).click();
    await expect(page.getByRole('log')).toContainText('Hello');
    faults.push(...(await findViolations(page, 'conversation')));
    await page.locator('#logout').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    faults.push(...(await findViolations(page, 'log out')));
    await page.locator('#logout-form').getByRole('button').last().click();
    await expect(page.locator('#link')).toBeVisible();
    faults.push(...(await findViolations(page, 'not linked')));
    expect(faults).toEqual([]);
  });
}
