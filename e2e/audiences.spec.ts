// Choosing whom a campaign goes to: a segment kept beside the contacts, and a file with everybody's own values, to the message that arrives.
import { findViolations } from './lib/axe';
import { pressing, sendAtAnyHour, startingWith } from './lib/newcomer';
import { prefer } from './lib/screens';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

test('a segment is written with a live count, narrows the contacts, and is offered to a campaign with who is left out', async ({
  page,
}) => {
  const t = readWords('en');
  const tenant = await createTenant(page.request);
  const ids: string[] = [];
  for (const [name, phone, city] of [
    ['Amit Cohen', '0507100001', 'Haifa'],
    ['Dana Levi', '0507100002', 'Haifa'],
    ['Gil Peretz', '0507100003', 'Eilat'],
  ])
    ids.push((await tenant.call<{ id: string }>('POST', '/api/contacts', { name, phone, lead: { city } })).id);
  await tenant.call('POST', `/api/contacts/${ids[1]}/opt-out`, {});
  await prefer(page, { theme: 'light', language: 'en' });
  await page.goto('/contacts');

  await page.getByRole('button', { name: t('contacts:segments.new') }).click();
  const dialog = page.getByRole('dialog', { name: t('contacts:segments.new') });
  await dialog.getByRole('textbox', { name: t('contacts:segments.name') }).fill('In Haifa');
  await dialog.getByRole('combobox', { name: t('contacts:segments.field', { number: 1 }) }).click();
  await page.getByRole('option', { name: t('contacts:segments.fields.city'), exact: true }).click();
  const value = dialog.getByRole('textbox', { name: t('contacts:segments.value', { number: 1 }) });
  await value.fill('haifa');
  await value.press('Enter');
  await expect(dialog.getByRole('status')).toContainText(t('reach.people', { count: 2, number: '2', sendable: '1' }));
  await expect(dialog.getByRole('status')).toContainText(t('reach.reasons.optedOut', { number: '1' }));
  expect(await findViolations(page, 'segment editor')).toEqual([]);
  await dialog.getByRole('button', { name: t('contacts:segments.save') }).click();

  await expect(page).toHaveURL(/segmentId=/);
  const table = page.getByRole('table');
  await expect(table.getByText('Amit Cohen')).toBeVisible();
  await expect(table.getByText('Gil Peretz')).toBeHidden();
  await expect(
    page.getByRole('navigation', { name: t('contacts:lists.label') }).getByRole('link', { name: /In Haifa/ }),
  ).toHaveAttribute('aria-current', 'page');

  await page.goto('/campaigns/new');
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.segment')) }).click();
  await page.getByRole('button', { name: startingWith(`${t('campaigns:audience.segment.label')}:`) }).click();
  await page.getByRole('option', { name: /In Haifa/ }).click();
  await expect(
    page.getByRole('status').filter({ hasText: t('reach.receive', { number: '1', total: '2' }) }),
  ).toBeVisible();
  expect(await findViolations(page, 'audience by segment')).toEqual([]);
});

for (const language of ['en', 'he'] as const) {
  test(`a file of recipients reaches everybody with their own values; what cannot be used is told (${language})`, async ({
    page,
    sandbox,
  }) => {
    test.setTimeout(120_000);
    const t = readWords(language);
    const tenant = await createTenant(page.request, language);
    await connectLine(tenant, sandbox);
    await prefer(page, { theme: language === 'he' ? 'dark' : 'light', language });
    await page.goto('/campaigns/new');
    await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill('By file');
    await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.list')) }).click();
    await page.locator('input[type=file]').setInputFiles({
      name: 'people.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(
        'phone,name,lead.city,Shoe size\n0507100011,Amit Cohen,Haifa,44\n0507100012,Dana Levi,Eilat,38\n0507100011,Again,x,1\nnonsense,Nobody,x,1\n',
      ),
    });
    const main = page.getByRole('main');
    await expect(main.getByText(t('campaigns:audience.list.ready', { count: 2, number: '2' }))).toBeVisible();
    await expect(main.getByText(t('campaigns:audience.list.invalid', { count: 1, number: '1' }))).toBeVisible();
    await expect(main.getByText(/Shoe size/)).toBeVisible();
    await expect(main.getByText(t('reach.receive', { number: '2', total: '4' }))).toBeVisible();
    expect(await findViolations(page, 'audience by file')).toEqual([]);

    const next = page.getByRole('button', { name: pressing(t('actions.next')) });
    await next.click();
    await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).click();
    await page.getByRole('textbox').last().fill('{first_name}, see you in {{lead.city}}');
    await expect(page.getByRole('complementary', { name: t('campaigns:preview.label') })).toContainText(
      'Amit, see you in Haifa',
    );
    await next.click();
    await sendAtAnyHour(page, t);
    await next.click();
    await page
      .getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 2, number: '2' })) })
      .click();
    await expect(page).toHaveURL(/\/campaigns\/[0-9a-f-]{36}$/);
    const id = new URL(page.url()).pathname.split('/').at(-1);
    await expect
      .poll(async () => {
        const rows = await tenant.call<{ text: string | null }[]>('GET', `/api/campaigns/${id}/recipients`);
        return rows.map(({ text }) => text).sort();
      })
      .toEqual(['Amit, see you in Haifa', 'Dana, see you in Eilat']);
  });
}
