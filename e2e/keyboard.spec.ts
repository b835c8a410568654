// Everything an agent does all day, without touching the mouse.
import type { Locator, Page } from '@playwright/test';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const customers = [
  { from: '972507200001', pushName: 'Amit Cohen', text: 'Is the gym open today?' },
  { from: '972507200002', pushName: 'Dana Levi', text: 'Can I bring a friend?' },
  { from: '972507200003', pushName: 'Yossi Mizrahi', text: 'What does it cost?' },
];

/** Presses Tab until the focus is where it should go. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  for (let press = 0; press < 80; press += 1) {
    if (await target.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('Tab does not reach it');
}

test('an agent reads, answers and closes chats with j, k, Enter, r and e', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await page.goto('/inbox');
  const rows = page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link');
  for (const [index, customer] of customers.entries()) {
    await sandbox.receiveInbound(line.instance, customer);
    await expect(rows).toHaveCount(index + 1);
  }

  await page.keyboard.press('j');
  await expect(rows.nth(0)).toBeFocused();
  await page.keyboard.press('j');
  await page.keyboard.press('j');
  await expect(rows.nth(2)).toBeFocused();
  await page.keyboard.press('k');
  await expect(rows.nth(1)).toBeFocused();
  await expect(rows.nth(1)).toContainText('Dana Levi');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log')).toContainText('Can I bring a friend?');

  await page.keyboard.press('r');
  const composer = page.getByRole('textbox', { name: t('inbox:composer.label', { name: 'Dana Levi' }) });
  await expect(composer).toBeFocused();
  await page.keyboard.type('Of course, bring two.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('log').locator('.msg').filter({ hasText: 'bring two' })).toBeVisible();
  await expect(composer).toHaveValue('');
  await page.keyboard.press('Escape');
  await expect(composer).not.toBeFocused();

  await page.keyboard.press('e');
  await expect(rows).toHaveCount(2);
  await expect(page.getByText(t('inbox:done.closed', { name: 'Dana Levi' }))).toBeVisible();
});

test('many chats are chosen with x, closed at once with e, and brought back', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  for (const customer of customers) await sandbox.receiveInbound(line.instance, customer);
  await page.goto('/inbox');
  const rows = page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link');
  await expect(rows).toHaveCount(3);
  for (const index of [0, 1]) {
    await page.keyboard.press('j');
    await expect(rows.nth(index)).toBeFocused();
    await page.keyboard.press('x');
  }
  await expect(page.getByText(t('inbox:bulk.chosen', { count: 2 }))).toBeVisible();
  await page.keyboard.press('e');
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: t('actions.undo') }).click();
  await expect(rows).toHaveCount(3);
});

test('the palette goes anywhere and finds a person', async ({ page }) => {
  const tenant = await createTenant(page.request);
  await tenant.call('POST', '/api/contacts', { name: 'Rina Peretz', phone: '050-7200004' });
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: t('rail.label') }).filter({ visible: true })).toBeVisible();
  await page.keyboard.press('Control+k');
  const palette = page.getByRole('dialog', { name: t('palette.open') });
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('conn');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/connections$/);
  await expect(palette).toBeHidden();

  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  // Found after the first letters; what is typed further must not lose the row.
  await page.keyboard.type('Peret');
  const found = palette.getByRole('option', { name: /Rina Peretz/ });
  await expect(found).toBeVisible();
  await page.keyboard.type('z');
  await expect(found).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('main').getByText('Rina Peretz').first()).toBeVisible();
  await expect(page).toHaveURL(/\/contacts\/[0-9a-f-]{36}$/);
});

test('the question mark lists what the keyboard can do on this page', async ({ page }) => {
  await createTenant(page.request);
  await page.goto('/inbox');
  await expect(page.getByRole('heading', { name: t('inbox:empty.all') })).toBeVisible();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: t('shortcuts.title') });
  await expect(sheet.getByText(t('inbox:keys.next')).first()).toBeVisible();
  await expect(sheet.getByText(t('nav.campaigns'))).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
});

test('a campaign is launched with the keyboard alone', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  await connectLine(tenant, sandbox);
  await tenant.call('POST', '/api/contacts', { name: 'Rina Peretz', phone: '050-7200004' });
  await page.goto('/');
  await expect(page.getByRole('navigation', { name: t('rail.label') }).filter({ visible: true })).toBeVisible();
  // The page's own content comes after its keys.
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  // Two keys are one within a second or so; a busy machine may need them again, as a person would.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await expect(page).toHaveURL(/\/campaigns$/, { timeout: 3_000 });
  }).toPass();
  await expect(page.getByRole('heading', { name: t('campaigns:list.none') })).toBeVisible();
  await page.keyboard.press('c');
  const name = page.getByRole('textbox', { name: t('campaigns:audience.name') });
  await expect(name).toBeVisible();
  await tabTo(page, name);
  await page.keyboard.press('Control+a');
  await page.keyboard.type('By hand');
  await page.keyboard.press('Control+Enter');

  await expect(page.getByRole('heading', { name: t('campaigns:wizard.title.message') })).toBeVisible();
  const template = page.getByRole('radio', { name: t('campaigns:message.template') });
  await tabTo(page, template);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const text = page.getByRole('textbox', { name: t('campaigns:message.text') });
  await expect(text).toBeVisible();
  await tabTo(page, text);
  await page.keyboard.type('Hi {first_name|there}, see you on Friday.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: t('campaigns:wizard.title.pace') })).toBeVisible();
  // At whatever hour this runs.
  const quiet = page.getByRole('checkbox', { name: t('campaigns:tempo.quietOn') });
  await tabTo(page, quiet);
  await page.keyboard.press('Space');
  await expect(quiet).not.toBeChecked();
  // A tick box keeps Enter, with Control too, to itself.
  await tabTo(page, page.getByRole('radio', { name: new RegExp(`^\\s*${t('campaigns:pace.now')}`) }));
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: t('campaigns:check.ready') })).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('heading', { name: 'By hand' })).toBeVisible();
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
});
