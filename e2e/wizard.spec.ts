// The wizard says at once what it would refuse later, remembers what a person chose, and is gone through by keyboard alone.
import type { Page } from '@playwright/test';
import { findViolations } from './lib/axe';
import { connectMeta } from './lib/meta';
import { pressing, startingWith } from './lib/newcomer';
import { addColleague, connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const recipients = [
  { phone: '+972507100001', name: 'Amit Cohen' },
  { phone: '+972507100002', name: 'Dana Levi' },
];

const next = (page: Page) => page.getByRole('button', { name: pressing(t('actions.next')) });
const title = (page: Page, step: string) => page.getByRole('heading', { name: t(`campaigns:wizard.title.${step}`) });

test('a keyboard alone leads from the name to the launch, whatever has focus', async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await tenant.call('POST', '/api/contacts', { name: 'Amit Cohen', phone: recipients[0]?.phone });
  await page.goto('/campaigns');
  await expect(page.getByRole('heading', { level: 1, name: t('nav.campaigns') })).toBeVisible();
  await page.keyboard.press('c');
  await expect(title(page, 'audience')).toBeVisible();
  await page.keyboard.press('Control+Enter');
  await expect(title(page, 'message')).toBeVisible();
  await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).press('Space');
  await page.getByRole('textbox', { name: t('campaigns:message.text') }).focus();
  await page.keyboard.type('See you on Friday.');
  await page.keyboard.press('Control+Enter');
  await expect(title(page, 'pace')).toBeVisible();
  const quiet = page.getByRole('checkbox', { name: t('campaigns:tempo.quietOn') });
  await quiet.press('Space');
  await expect(quiet).not.toBeChecked();
  await expect(quiet).toBeFocused();
  await page.keyboard.press('Control+Enter');
  await expect(
    page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 1, number: '1' })) }),
  ).toBeEnabled();
  expect(await findViolations(page, 'launch check')).toEqual([]);
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
  expect((await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text)).toEqual([
    'See you on Friday.',
  ]);

  // The next campaign of the same person begins with the quiet hours of this one.
  await page.goto('/campaigns/new');
  await next(page).click();
  await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).click();
  await page.getByRole('textbox', { name: t('campaigns:message.text') }).fill('Again');
  await next(page).click();
  await expect(page.getByRole('checkbox', { name: t('campaigns:tempo.quietOn') })).not.toBeChecked();
});

test('a coach sees which templates wait for approval, why, and cannot choose them', async ({ page, openBrowser }) => {
  const tenant = await createTenant(page.request);
  await tenant.call('PUT', '/api/templates/settings', { approvalRequired: true });
  const coachPage = await (await openBrowser()).newPage();
  const coach = await addColleague(tenant, coachPage.request, 'Dana Katz', 'coach');
  const write = async (name: string) => {
    const { id } = await coach.call<{ id: string }>('POST', '/api/templates', { name, content: { body: `${name}!` } });
    await coach.call('POST', `/api/templates/${id}/submit`);
    return id;
  };
  await write('Waiting');
  const refused = await write('Refused');
  await tenant.call('POST', `/api/templates/${refused}/reject`, { version: 1, reason: 'Greet people by name' });
  const good = await write('Good');
  await tenant.call('POST', `/api/templates/${good}/approve`, { version: 1 });
  await coach.call('PUT', `/api/templates/${good}`, { name: 'Good', content: { body: 'Newer and unread' } });

  await coachPage.goto('/campaigns/new');
  await next(coachPage).click();
  const choice = (name: string) => coachPage.getByRole('radio', { name: startingWith(name) });
  await expect(choice('Waiting')).toBeDisabled();
  await expect(coachPage.getByText(t('campaigns:hints.template.submitted'))).toBeVisible();
  await expect(choice('Refused')).toBeDisabled();
  await expect(
    coachPage.getByText(t('campaigns:hints.template.rejected', { reason: 'Greet people by name' })),
  ).toBeVisible();
  await choice('Good').click();
  await expect(coachPage.getByText(t('campaigns:hints.template.older', { number: 1 }))).toBeVisible();
  await expect(coachPage.getByRole('figure').filter({ hasText: 'Good!' })).toBeVisible();
  expect(await findViolations(coachPage, 'templates that may not be used')).toEqual([]);

  // By a link the choice comes along; it is refused here, not at the launch.
  await coachPage.goto(`/campaigns/new?template=${refused}`);
  await next(coachPage).click();
  const note = coachPage.getByRole('alert').filter({ hasText: 'Greet people by name' });
  await expect(note).toBeVisible();
  await next(coachPage).click();
  await expect(title(coachPage, 'message')).toBeVisible();
});

test('approved words from a number that sends none are refused where they are written and where the number is chosen', async ({
  page,
  sandbox,
}) => {
  const tenant = await createTenant(page.request);
  const cloud = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Cloud line');
  const line = await connectLine(tenant, sandbox);
  await sandbox.graph.addTemplate({
    wabaId: cloud.wabaId,
    name: 'open_day',
    language: 'en_US',
    components: [{ type: 'BODY', text: 'Our open day is on Friday.' }],
  });
  const synced = await tenant.call<{ id: string }[]>('POST', '/api/templates/sync', { connectionId: cloud.id });
  expect(synced).toBeTruthy();
  const [template] = await tenant.call<{ id: string }[]>('GET', `/api/provider-templates?connectionId=${cloud.id}`);
  const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Open day',
    connectionId: cloud.id,
    message: { provider: { templateId: template?.id, params: {} } },
    audience: { type: 'inline', recipients },
  });
  await page.goto(`/campaigns/new?draft=${id}`);
  await page.getByRole('button', { name: t('campaigns:check.changePace') }).click();
  await page.getByRole('radio', { name: startingWith('Main line') }).click();
  const paceNote = page.getByText(t('campaigns:hints.line.notCloudPace', { name: 'Main line' }));
  await expect(paceNote).toBeVisible();
  await next(page).click();
  await expect(title(page, 'pace')).toBeVisible();
  await page.getByRole('button', { name: t('actions.back') }).click();
  const note = page.getByRole('alert').filter({ hasText: t('campaigns:hints.line.notCloud', { name: 'Main line' }) });
  await expect(note).toBeVisible();
  expect(await findViolations(page, 'words that do not fit the number')).toEqual([]);
  await note.getByRole('button', { name: t('campaigns:hints.line.use', { name: 'Cloud line' }) }).click();
  await expect(note).toHaveCount(0);
  await next(page).click();
  await next(page).click();
  await expect(
    page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 2, number: '2' })) }),
  ).toBeEnabled();
  expect(await sandbox.listReceived({ instance: line.instance })).toEqual([]);
});

test.describe('far from the team', () => {
  test.use({ timezoneId: 'Asia/Tokyo' });

  test('a schedule is told on the team’s clock and on one’s own, and a test to a colleague’s contact says what to do', async ({
    page,
    sandbox,
    openBrowser,
  }) => {
    const tenant = await createTenant(page.request);
    const line = await connectLine(tenant, sandbox);
    await tenant.call('PATCH', '/api/tenant', { timezone: 'Asia/Jerusalem' });
    const tomorrow = new Date(Date.now() + 86_400_000);
    const message = { text: 'See you on Friday.' };
    const plan = { name: 'Later', connectionId: line.id, message, audience: { type: 'inline', recipients } };
    const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
      ...plan,
      sendAt: tomorrow.toISOString(),
    });
    const clock = (timeZone: string) =>
      new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit' }).format(tomorrow);
    const both = new RegExp(`${clock('Asia/Jerusalem')} Israel Time · .*${clock('Asia/Tokyo')} yours`);
    await page.goto(`/campaigns/new?draft=${id}`);
    await expect(page.getByText(both)).toBeVisible();
    await tenant.call('POST', `/api/campaigns/${id}/start`);
    await page.goto(`/campaigns/${id}`);
    await expect(page.getByText(both).first()).toBeVisible();
    await page.goto('/campaigns');
    await expect(page.getByText(both)).toBeVisible();

    const coachPage = await (await openBrowser()).newPage();
    const coach = await addColleague(tenant, coachPage.request, 'Dana Katz', 'coach');
    const phone = '+972507199998';
    await coach.call('PUT', '/api/auth/profile', { coachProfile: { whatsapp: phone } });
    await tenant.call('POST', '/api/contacts', { name: 'Dana', phone });
    const draft = await coach.call<{ id: string }>('POST', '/api/campaigns', plan);
    await coachPage.goto(`/campaigns/new?draft=${draft.id}`);
    await coachPage.getByRole('button', { name: t('campaigns:say.test'), exact: true }).click();
    const tester = coachPage.getByRole('dialog');
    await tester.getByRole('button', { name: t('campaigns:say.testSend') }).click();
    await expect(tester).toContainText(t('campaigns:hints.testRefused.colleagues_contact', { phone }));
    expect(await findViolations(coachPage, 'a test that was refused')).toEqual([]);
  });
});
