// The main job as a new user does it, from registering to answering a customer: in English, in Hebrew from right to left, and on a phone.
import {
  connectByQr,
  downloadErrors,
  goTo,
  importPeople,
  launchFromWizard,
  type Newcomer,
  pressing,
  register,
  sendAtAnyHour,
  setPace,
  startingWith,
  writeTemplate,
} from './lib/newcomer';
import { prefer } from './lib/screens';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const stories = [
  {
    language: 'en',
    theme: 'light',
    country: 'Israel',
    template: 'Open day',
    words: ['Hi', 'come to our open day and'],
    text: 'Hi Amit, come to our open day and run a marathon',
    customer: 'Amit Cohen',
    question: 'Yes! When does it start?',
    answer: 'On Friday at nine.',
  },
  {
    language: 'he',
    theme: 'dark',
    country: 'ישראל',
    template: 'יום פתוח',
    words: ['שלום', 'בואו ליום הפתוח שלנו כדי'],
    text: 'שלום עמית, בואו ליום הפתוח שלנו כדי לרוץ מרתון',
    customer: 'עמית כהן',
    question: 'כן! מתי מתחילים?',
    answer: 'ביום שישי בתשע.',
  },
] as const;

for (const story of stories) {
  test(`a newcomer reaches an answered customer without reading anything (${story.language}, ${story.theme})`, async ({
    page,
  }) => {
    test.setTimeout(150_000);
    const { language, theme, template, customer } = story;
    const t = readWords(language);
    const newcomer: Newcomer = { page, t, language };
    await prefer(page, { theme, language });
    await register(newcomer, story.country);
    await expect(page.locator('html')).toHaveAttribute('dir', language === 'he' ? 'rtl' : 'ltr');

    const phone = await connectByQr(newcomer, 'Main line');
    await setPace(newcomer, 'Main line', ['1', '1.5']);
    await importPeople(newcomer);
    const errors = await downloadErrors(newcomer);
    expect(errors).toContain('(050) 710-0001');
    expect(errors).toContain(',12,');
    await writeTemplate(newcomer, template, [...story.words]);
    await launchFromWizard(newcomer, template, template, story.words[1]);

    await test.step('the campaign moves by itself, and stands still while it is paused', async () => {
      const main = page.getByRole('main');
      const done = (count: string) =>
        main.getByText(new RegExp(`^${t('campaigns:progress.of', { done: count, total: 10 })}$`));
      await expect(done('[1-4]')).toBeVisible();
      await expect(done('[2-9]')).toBeVisible();
      await page.getByRole('button', { name: pressing(t('campaigns:verbs.pause')) }).click();
      await expect(main.getByText(t('campaigns:states.paused')).first()).toBeVisible();
      await page.getByRole('button', { name: pressing(t('campaigns:verbs.resume')) }).click();
      await expect(main.getByText(t('campaigns:states.completed')).first()).toBeVisible({ timeout: 20_000 });
      await expect(done('10')).toBeVisible();
    });

    await test.step('the answer of a customer arrives in the open inbox', async () => {
      await goTo(newcomer, 'inbox');
      await phone.bringToFront();
      await phone.getByRole('button', { name: '+972507100001' }).click();
      await expect(phone.getByRole('log')).toContainText(story.text);
      await phone.locator('#text').fill(story.question);
      await phone.locator('#text').press('Enter');
      await page.bringToFront();
      const row = page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link', { name: customer });
      await expect(row).toContainText(story.question);
      const place = page.getByRole('navigation').getByRole('link', { name: t('nav.inbox') });
      await expect(row.getByLabel(t('inbox:row.unread', { count: 1 }))).toBeVisible();
      await expect(place).toContainText(t('marks.unread'));
      await row.click();
      await expect(page.getByRole('log')).toContainText(story.text);
      await expect(row.getByLabel(t('inbox:row.unread', { count: 1 }))).toBeHidden();
      await expect(place).not.toContainText(t('marks.unread'));
    });

    await test.step('the answer goes out, and its ticks follow the customer', async () => {
      const composer = page.getByRole('textbox', { name: t('inbox:composer.label', { name: customer }) });
      await composer.fill(story.answer);
      await composer.press('Enter');
      const bubble = page.getByRole('log').locator('.msg').filter({ hasText: story.answer });
      await expect(bubble).toBeVisible();
      await expect(phone.getByRole('log')).toContainText(story.answer);
      await expect(bubble.getByRole('img', { name: t('messageStates.read') })).toBeVisible();
    });

    await test.step('the campaign knows who answered', async () => {
      await page.getByRole('log').getByRole('link', { name: template }).click();
      await page.getByRole('tab', { name: startingWith(t('campaigns:recipients.tabs.replied')) }).click();
      const recipients = page.getByRole('list', { name: t('campaigns:recipients.label') });
      await expect(recipients.getByRole('listitem')).toHaveCount(1);
      await expect(recipients.getByRole('listitem')).toContainText(customer);
    });
  });
}

test('on a phone, a campaign is launched and its answer is answered with one thumb', async ({ page }) => {
  test.setTimeout(120_000);
  await page.setViewportSize({ width: 390, height: 844 });
  const t = readWords('en');
  const newcomer: Newcomer = { page, t, language: 'en' };
  await prefer(page, { theme: 'light', language: 'en' });
  await register(newcomer, 'Israel');
  const phone = await connectByQr(newcomer, 'Main line');
  await setPace(newcomer, 'Main line', ['0', '0']);

  await goTo(newcomer, 'campaigns');
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });
  await page
    .getByRole('main')
    .getByRole('button', { name: pressing(t('campaigns:list.new')) })
    .first()
    .click();
  await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill('Open day');
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  const people = page.getByRole('textbox', { name: t('campaigns:paste.label') });
  await people.fill('+972 50-710-0001, Amit Cohen\n+972 50-710-0002, Dana Levi');
  await next.click();
  await page.getByRole('radio', { name: t('campaigns:message.text') }).click();
  await page
    .getByRole('textbox', { name: t('campaigns:message.text') })
    .fill('Hi {first_name|there}, see you on Friday.');
  await next.click();
  await sendAtAnyHour(page, t);
  await next.click();
  await page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 2, number: '2' })) }).click();
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();

  await goTo(newcomer, 'inbox');
  await phone.bringToFront();
  await phone.getByRole('button', { name: '+972507100002' }).click();
  await phone.locator('#text').fill('I am coming.');
  await phone.locator('#text').press('Enter');
  await page.bringToFront();
  const row = page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link', { name: 'Dana Levi' });
  await expect(row.getByLabel(t('inbox:row.unread', { count: 1 }))).toBeVisible();
  await row.click();
  await expect(page.getByRole('log')).toContainText('I am coming.');
  await page.getByRole('textbox', { name: t('inbox:composer.label', { name: 'Dana Levi' }) }).fill('Bring water.');
  await page.getByRole('button', { name: t('inbox:composer.send'), exact: true }).click();
  const bubble = page.getByRole('log').locator('.msg').filter({ hasText: 'Bring water.' });
  await expect(bubble.getByRole('img', { name: t('messageStates.read') })).toBeVisible();
  await page.getByRole('link', { name: t('inbox:thread.back') }).click();
  await expect(row).toContainText('Bring water.');
});
