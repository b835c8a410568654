// The steps of a newcomer's first hour, each done in the browser as a person does it, in either language.
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { fromRoot } from '../../scripts/lib/paths.mjs';
import { findPhone, newEmail, password } from './tenant';
import { expect } from './test';
import type { Language, Words } from './words';

export interface Newcomer {
  page: Page;
  t: Words;
  language: Language;
}

/** Goes to a place by the rail, or by the tab bar of a phone. */
export async function goTo({ page, t }: Newcomer, place: string): Promise<void> {
  const link = page.getByRole('navigation', { name: t('rail.label') }).getByRole('link', { name: t(`nav.${place}`) });
  await link.filter({ visible: true }).click();
}

/** Fills the form and enters the app. The tenant's numbers are read as Israel's. */
export async function register({ page, t }: Newcomer, country: string): Promise<void> {
  await page.goto('/login');
  await page.getByRole('link', { name: t('auth:login.create') }).click();
  await page.getByLabel(t('auth:fields.name')).fill('Noa Levi');
  await page.getByLabel(t('auth:fields.email')).fill(newEmail());
  await page.getByLabel(t('auth:fields.password'), { exact: true }).fill(password);
  await page.getByLabel(t('auth:fields.tenantName')).fill('Harbour Fitness');
  await page.getByRole('combobox', { name: t('auth:fields.country') }).click();
  await page.getByRole('option', { name: country, exact: true }).click();
  await page.getByRole('button', { name: t('auth:register.submit') }).click();
  await expect(page.getByRole('navigation', { name: t('rail.label') }).filter({ visible: true })).toBeVisible();
}

/**
 * Adds a number and links it: the code is scanned on the sandbox's phone page, opened in a second tab from the dialog.
 * @returns the phone's tab, to answer from
 */
export async function connectByQr(newcomer: Newcomer, name: string): Promise<Page> {
  const { page, t, language } = newcomer;
  await goTo(newcomer, 'connections');
  await page.getByRole('button', { name: t('connections:actions.add') }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: startingWith(t('connections:channel.whatsapp_evolution.name')) })
    .click();
  await page.getByRole('dialog').getByLabel(t('connections:name.label')).fill(name);
  await page.getByRole('button', { name: t('connections:connect.next') }).click();
  const dialog = page.getByRole('dialog', { name: t('connections:connect.scanTitle', { name }) });
  const code = dialog.getByRole('img', { name: t('connections:connect.qrAlt') });
  await expect(code).toBeVisible();

  const opened = page.context().waitForEvent('page');
  await dialog.getByRole('link', { name: t('connections:connect.openSandbox') }).click();
  const phone = await opened;
  // Other tests link numbers at the same time; this one's phone is the one that shows the same code.
  const instance = await findPhone((await code.getAttribute('src')) ?? '');
  await phone.goto(`${phone.url()}?instance=${instance}&lang=${language}`);
  await phone.locator('#scan').click();
  await expect(phone.locator('#welcome')).toBeVisible();
  // A tab behind another is drawn once a second only.
  await page.bringToFront();
  await expect(dialog.getByText(t('connections:connect.success'), { exact: true })).toBeVisible();
  await expect(dialog).toBeHidden();
  const card = page.getByRole('article', { name });
  await expect(card.getByText(t('connections:state.connected'), { exact: true })).toBeVisible();
  return phone;
}

/** Takes the limits away and sets the wait between two messages, in seconds, in the dialog of the number. */
export async function setPace(
  { page, t }: Newcomer,
  name: string,
  seconds: [least: string, most: string],
): Promise<void> {
  await page.getByRole('button', { name: t('connections:actions.more', { name }) }).click();
  await page.getByRole('menuitem', { name: t('connections:actions.pacing') }).click();
  const dialog = page.getByRole('dialog', { name: t('connections:pacing.title', { name }) });
  for (const limit of ['perMinute', 'perHour', 'perDay']) {
    await dialog.getByLabel(t(`connections:pacing.${limit}`)).fill('');
  }
  const delays = dialog.getByRole('group', { name: t('connections:pacing.delays') });
  await delays.getByLabel(t('connections:pacing.minDelay')).fill(seconds[0]);
  await delays.getByLabel(t('connections:pacing.maxDelay')).fill(seconds[1]);
  await expect(dialog.getByText(t('connections:pacing.risky'))).toBeVisible();
  await dialog.getByRole('button', { name: t('actions.save') }).click();
  await expect(dialog).toBeHidden();
}

/** Imports the fixture of the language: ten people, one of them twice, and a row that is nobody. */
export async function importPeople(newcomer: Newcomer): Promise<void> {
  const { page, t, language } = newcomer;
  const main = page.getByRole('main');
  await goTo(newcomer, 'contacts');
  await main.getByRole('button', { name: t('contacts:import.title') }).click();
  await page.getByLabel(t('contacts:import.drop')).setInputFiles(fromRoot(`e2e/fixtures/people.${language}.csv`));
  await expect(page.getByText(t('contacts:import.notes.recognised'))).toHaveCount(6);
  await main.getByRole('button', { name: pressing(t('contacts:import.startAll')) }).click();
  await expect(page.getByRole('heading', { name: t('contacts:import.completed', { count: 10 }) })).toBeVisible();
  for (const [end, count] of Object.entries({ created: '10', updated: '0', skipped: '1', failed: '1' })) {
    const figure = main.locator('dl > div').filter({ hasText: t(`contacts:import.ends.${end}`) });
    await expect(figure.getByRole('definition')).toHaveText(count);
  }
}

/** The rows that were left out, as the file that is offered for them. */
export async function downloadErrors({ page, t }: Newcomer): Promise<string> {
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: t('contacts:import.errors', { count: 2 }) }).click();
  return readFile(await (await download).path(), 'utf8');
}

/** Writes a template: a variable chosen from the picker at the caret, and one that was misspelt and is mended in one click. */
export async function writeTemplate(
  newcomer: Newcomer,
  name: string,
  words: [hello: string, rest: string],
): Promise<void> {
  const { page, t } = newcomer;
  await goTo(newcomer, 'templates');
  await page
    .getByRole('button', { name: t('templates:empty.action') })
    .or(page.getByRole('link', { name: t('templates:empty.action') }))
    .click();
  await page.getByRole('textbox', { name: t('templates:fields.name') }).fill(name);
  const body = page.getByRole('textbox', { name: t('templates:fields.body') });
  await body.pressSequentially(`${words[0]} {`);
  const picker = page.getByRole('listbox', { name: t('templates:editor.variables') });
  await body.pressSequentially('first');
  await expect(picker.getByRole('option').first()).toContainText('{first_name}');
  await body.press('Enter');
  await expect(body).toHaveValue(`${words[0]} {first_name}`);

  await body.pressSequentially(`, ${words[1]} {{client.gaol}}`);
  const mistake = page.getByRole('alert').filter({ hasText: '{{client.gaol}}' });
  await mistake.getByRole('button', { name: '{{client.goal}}' }).click();
  await expect(mistake).toBeHidden();
  await expect(body).toHaveValue(`${words[0]} {first_name}, ${words[1]} {{client.goal}}`);
  await page.getByRole('button', { name: pressing(t('templates:form.save')) }).click();
  await expect(page.getByText(t('templates:form.saved', { name }))).toBeVisible();
}

/** From the list of campaigns through the four steps to the launch, to all contacts with the template. */
export async function launchFromWizard(
  newcomer: Newcomer,
  name: string,
  template: string,
  text: string,
): Promise<void> {
  const { page, t } = newcomer;
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });
  await goTo(newcomer, 'campaigns');
  await page
    .getByRole('main')
    .getByRole('button', { name: pressing(t('campaigns:list.new')) })
    .first()
    .click();
  await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill(name);
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.all')) }).click();
  await next.click();
  await page.getByRole('radio', { name: startingWith(template) }).click();
  await expect(page.getByRole('complementary', { name: t('campaigns:preview.label') })).toContainText(text);
  await next.click();
  await expect(page.getByRole('radio', { name: startingWith('Main line') })).toBeChecked();
  await sendAtAnyHour(page, t);
  await next.click();
  await expect(page.getByRole('heading', { name: t('campaigns:check.ready') })).toBeVisible();
  await expect(
    page.getByRole('heading', { name: t('campaigns:check.credits', { count: 10, required: '10', balance: '100' }) }),
  ).toBeVisible();
  await page
    .getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 10, number: '10' })) })
    .click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

const escaped = (words: string) => words.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** On the step "Pace and time": the suggested quiet hours are taken back, or a test at night would wait for the morning. */
export async function sendAtAnyHour(page: Page, t: Words): Promise<void> {
  await page.getByRole('checkbox', { name: startingWith(t('campaigns:tempo.quietOn')) }).uncheck();
}

/** The name of a choice that goes on with its explanation. */
export const startingWith = (words: string) => new RegExp(`^\\s*${escaped(words)}`);

/** The name of a button, with or without the keycaps at its end. */
export const pressing = (words: string) => new RegExp(`^\\s*${escaped(words)}(\\s+(Ctrl|⌘|↵|\\p{L}(?!\\p{L})))*$`, 'u');
