// What a coach may spend: an admin sets it, a launch above it is refused in words, one below it leaves, and the statement tells it all.
import type { Page } from '@playwright/test';
import { pressing, sendAtAnyHour, startingWith } from './lib/newcomer';
import { listPhones, numbersOf, readCredits, stateOf } from './lib/runs';
import { addColleague, connectLine, createTenant, launchCampaign, listPeople } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const people = listPeople(5);
const name = 'Dana Katz';

/** The lines of the statement that hold all of these words. */
function linesOf(page: Page, ...words: string[]) {
  const rows = page.getByRole('list', { name: t('credits:statement.label') }).getByRole('listitem');
  return words.reduce((found, hasText) => found.filter({ hasText }), rows);
}

const figureOf = (page: Page, key: string) =>
  page
    .getByRole('main')
    .locator('dl > div')
    .filter({ has: page.getByText(t(`credits:${key}`), { exact: true }) })
    .getByRole('definition');

/** Fills the wizard up to its check: a text, to these people, at whatever hour this runs. */
async function writeCampaign(page: Page, to: readonly { name: string; phone: string }[]): Promise<void> {
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });
  await page.goto('/campaigns/new');
  await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill('Open day');
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  await page
    .getByRole('textbox', { name: t('campaigns:paste.label') })
    .fill(to.map((person) => `${person.phone}, ${person.name}`).join('\n'));
  await next.click();
  await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).click();
  await page.getByRole('textbox', { name: t('campaigns:message.text') }).fill('See you on Friday.');
  await next.click();
  await sendAtAnyHour(page, t);
  await next.click();
}

test('a coach launches within the budget that an admin set, not above it, and both read where it went', async ({
  page: admin,
  openBrowser,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(admin.request);
  const coach = await (await openBrowser()).newPage();
  const colleague = await addColleague(tenant, coach.request, name, 'coach');
  const line = await connectLine(colleague, sandbox);

  await test.step('the admin sets the limit where it is read', async () => {
    await admin.goto('/credits');
    await admin.getByRole('tab', { name: t('credits:views.budgets') }).click();
    const row = admin.getByRole('row').filter({ hasText: name });
    await row.getByRole('button', { name: startingWith(t('credits:budgets.limitOf', { name })) }).click();
    const limit = row.getByRole('textbox', { name: t('credits:budgets.limitOf', { name }) });
    await limit.fill('a few');
    await limit.press('Enter');
    await expect(row.getByText(t('credits:budgets.invalid'))).toBeVisible();
    await limit.fill('3');
    await limit.press('Enter');
    await expect(row).toContainText(t('credits:budgets.spentWords', { spent: '0', allowance: '3' }));
  });

  await test.step('a launch above it is refused, and says by how much', async () => {
    await writeCampaign(coach, people);
    const blocked = coach.getByRole('heading', { name: t('campaigns:check.blocked', { count: 1 }) });
    await expect(blocked).toBeVisible();
    await expect(coach.getByText(t('campaigns:check.shortBudget', { short: '2' }))).toBeVisible();
    await coach
      .getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 5, number: '5' })) })
      .click();
    await expect(blocked, 'pressing Launch leads back to what stands in the way').toBeFocused();
    await expect(coach).toHaveURL(/\/campaigns\/new/);
    const refused = await launchCampaign(colleague, line, people).catch((error: Error) => error.message);
    expect(refused).toContain(': 402 ');
    expect(refused).toContain('Ask an admin to raise your budget by at least 2 credits');
    expect(await listPhones(sandbox, line)).toEqual([]);
    expect(await readCredits(tenant), 'nothing is held').toMatchObject({ balance: 100, reserved: 0 });
  });

  await test.step('a launch within it leaves', async () => {
    const few = people.slice(0, 3);
    await coach.getByRole('button', { name: t('campaigns:check.changeAudience') }).click();
    await coach
      .getByRole('textbox', { name: t('campaigns:paste.label') })
      .fill(few.map((person) => `${person.phone}, ${person.name}`).join('\n'));
    const next = coach.getByRole('button', { name: pressing(t('actions.next')) });
    for (const step of ['message', 'pace'] as const) {
      await next.click();
      await expect(coach.getByRole('heading', { name: t(`campaigns:wizard.title.${step}`) })).toBeVisible();
    }
    await next.click();
    await expect(coach.getByRole('heading', { name: t('campaigns:check.ready') })).toBeVisible();
    await coach
      .getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 3, number: '3' })) })
      .click();
    await expect(stateOf({ page: coach, t }, 'completed')).toBeVisible();
    expect((await listPhones(sandbox, line)).sort()).toEqual(numbersOf(few));
  });

  await test.step('the coach reads that the budget is used up, and by what', async () => {
    await coach.goto('/credits');
    await expect(figureOf(coach, 'budgets.own')).toContainText('0');
    await expect(coach.getByText(t('credits:budgets.spent'))).toBeVisible();
    await expect(linesOf(coach, t('credits:kinds.reserve'), 'Open day')).toContainText('−3');
    await expect(linesOf(coach, t('credits:kinds.capture'), 'Open day')).toContainText(
      t('credits:usedOfHeld', { number: '3' }),
    );
    await expect(coach.getByRole('tab', { name: t('credits:views.budgets') })).toBeHidden();
  });

  await test.step('the admin reads the limit and what it was spent on', async () => {
    const row = admin.getByRole('row').filter({ hasText: name });
    await expect(row, 'without asking again').toContainText(
      t('credits:budgets.spentWords', { spent: '3', allowance: '3' }),
    );
    await admin.getByRole('tab', { name: t('credits:views.statement') }).click();
    await expect(figureOf(admin, 'balance')).toContainText('97');
    await expect(linesOf(admin, t('credits:kinds.budget'), name)).toContainText('3');
    await expect(linesOf(admin, t('credits:kinds.capture'), 'Open day')).toContainText(name);
    await admin.getByRole('combobox', { name: t('credits:filter.member') }).click();
    await admin.getByRole('option', { name }).click();
    await expect(linesOf(admin, t('credits:kinds.reserve'))).toHaveCount(1);
    await expect(linesOf(admin, t('credits:kinds.signup'))).toHaveCount(0);
  });
});
