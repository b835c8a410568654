// A campaign written in Hebrew: the wizard stands from right to left, and phones get the words letter by letter.
import { pressing, sendAtAnyHour, startingWith } from './lib/newcomer';
import { type CampaignPage, doneOf, stateOf } from './lib/runs';
import { prefer } from './lib/screens';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('he');
/** Both directions, a maqaf, quotes, a line break, and marks that turn around where the direction does. */
const words =
  'שלום {first_name|לכם}, היום הפתוח של „בית־הספר” ב־21/11 בשעה 19:30.\nפרטים: https://example.com/open-day?x=1 (Open Day!)';
const written = (name: string) => words.replace('{first_name|לכם}', name);

test('a coach launches a Hebrew campaign from right to left, and each phone reads exactly what was written', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  await prefer(page, { theme: 'light', language: 'he' });
  const tenant = await createTenant(page.request, 'he');
  const line = await connectLine(tenant, sandbox);
  await page.goto('/campaigns/new');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  await expect(page.locator('html')).toHaveAttribute('lang', 'he');
  const steps = page.getByRole('navigation', { name: t('campaigns:wizard.steps') });
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });

  await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill('יום פתוח');
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  await page
    .getByRole('textbox', { name: t('campaigns:paste.label') })
    .fill('050-710-0001, עמית כהן\n+972 50-710-0002; דנה לוי\n0507100003');
  await next.click();
  await expect(page.getByRole('heading', { name: t('campaigns:wizard.title.message') })).toBeVisible();
  // What comes first is read first: the steps run from the right.
  const boxes = await steps
    .getByRole('listitem')
    .evaluateAll((items) => items.map((item) => item.getBoundingClientRect().x));
  expect(boxes.length).toBeGreaterThan(1);
  expect(boxes).toEqual([...boxes].sort((one, other) => other - one));
  await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).click();
  const text = page.getByRole('textbox', { name: t('campaigns:message.text') });
  await text.fill(words);
  await expect(text).toHaveCSS('direction', 'rtl');
  await expect(page.getByRole('complementary', { name: t('campaigns:preview.label') })).toContainText('היום הפתוח');
  await next.click();
  await sendAtAnyHour(page, t);
  await next.click();
  await expect(page.getByRole('heading', { name: t('campaigns:check.ready') })).toBeVisible();
  await page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 3, number: '3' })) }).click();

  const campaign: CampaignPage = { page, t };
  await expect(page.getByRole('heading', { name: 'יום פתוח' })).toBeVisible();
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  await expect(doneOf(campaign, 3, 3)).toBeVisible();
  const received = await sandbox.listReceived({ instance: line.instance });
  expect(Object.fromEntries(received.map(({ number, text }) => [number, text]))).toEqual({
    '972507100001': written('עמית'),
    '972507100002': written('דנה'),
    '972507100003': written('לכם'),
  });
  const row = page
    .getByRole('list', { name: t('campaigns:recipients.label') })
    .getByRole('listitem')
    .filter({ hasText: 'עמית כהן' });
  await expect(row).toContainText(written('עמית').split('\n')[0] ?? '');
});
