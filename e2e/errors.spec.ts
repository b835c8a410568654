// What goes wrong is said in plain words, with the way out, and nothing is lost by it.
import type { ErrorEnvelope } from '@parley/contract';
import type { WebSocketRoute } from '@playwright/test';
import { pressing, startingWith } from './lib/newcomer';
import { connectLine, createTenant, launchCampaign, listPeople, password } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');

test('a wrong password is refused in words that reveal nothing', async ({ page }) => {
  const { email } = await createTenant(page.request);
  await page.context().clearCookies();
  const refusals: string[] = [];
  for (const address of [email, 'nobody@example.com']) {
    await page.goto('/login');
    await page.getByLabel(t('auth:fields.email')).fill(address);
    await page.getByLabel(t('auth:fields.password'), { exact: true }).fill('not the password');
    await page.getByRole('button', { name: t('auth:login.submit') }).click();
    refusals.push((await page.getByRole('alert').first().textContent()) ?? '');
    await expect(page).toHaveURL(/\/login/);
  }
  expect(refusals).toEqual([t('errors:codes.invalid_credentials'), t('errors:codes.invalid_credentials')]);
});

test('a campaign that costs more than the balance says what is missing and leads to the top-up; the draft stays', async ({
  page,
  sandbox,
}) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const { balance } = await tenant.call<{ balance: number }>('GET', '/api/credits');
  const people = listPeople(balance + 20);
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });

  const refused = await launchCampaign(tenant, line, people).catch((error: Error) => error.message);
  expect(refused).toContain(': 402 ');
  expect(refused).toContain(`"balance":${balance}`);
  expect(refused).toContain(`"required":${balance + 20}`);

  await page.goto('/campaigns/new');
  await page.getByRole('textbox', { name: t('campaigns:audience.name') }).fill('Too many');
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  const lines = people.map(({ name, phone }) => `${phone}, ${name}`);
  await page.getByRole('textbox', { name: t('campaigns:paste.label') }).fill(lines.join('\n'));
  await next.click();
  await page.getByRole('radio', { name: t('campaigns:message.text') }).click();
  await page.getByRole('textbox', { name: t('campaigns:message.text') }).fill('See you on Friday.');
  await next.click();
  await next.click();
  await expect(page.getByRole('heading', { name: t('campaigns:check.blocked', { count: 1 }) })).toBeVisible();
  await expect(page.getByText(t('campaigns:check.short', { short: '20' }))).toBeVisible();
  await page.getByRole('link', { name: t('campaigns:check.topUp') }).click();

  const dialog = page.getByRole('dialog', { name: t('credits:topUp.title') });
  await expect(dialog.getByLabel(t('credits:topUp.amount'))).toHaveValue('20');
  await dialog.getByLabel(t('credits:topUp.reason')).fill('Invoice 12');
  await dialog.getByRole('button', { name: t('credits:topUp.submit') }).click();
  await expect(page.getByText(t('credits:topUp.done', { count: 20, number: '20' }))).toBeVisible();

  await page.goto('/campaigns/new');
  await expect(page.getByText(t('campaigns:wizard.resumed'))).toBeVisible();
  await expect(page.getByRole('textbox', { name: t('campaigns:audience.name') })).toHaveValue('Too many');
  for (const step of ['message', 'pace'] as const) {
    await next.click();
    await expect(page.getByRole('heading', { name: t(`campaigns:wizard.title.${step}`) })).toBeVisible();
  }
  await next.click();
  await expect(page.getByRole('heading', { name: t('campaigns:check.ready') })).toBeVisible();
});

test('a number that is not on WhatsApp fails with the reason and what to do about it', async ({ page, sandbox }) => {
  const people = [...listPeople(3), { name: 'Nobody There', phone: '+972507999991' }];
  await sandbox.setFaults({ numbersNotOnWhatsApp: ['972507999991'] });
  const tenant = await createTenant(page.request);
  const id = await launchCampaign(tenant, await connectLine(tenant, sandbox), people);
  await page.goto(`/campaigns/${id}`);
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
  await page.getByRole('tab', { name: startingWith(t('campaigns:recipients.tabs.failed')) }).click();
  const causes = page.getByRole('list', { name: t('campaigns:causes.label') });
  await expect(causes).toContainText(t('campaigns:reasons.not_on_whatsapp.help'));
  const row = page.getByRole('list', { name: t('campaigns:recipients.label') }).getByRole('listitem');
  await expect(row).toHaveCount(1);
  await expect(row).toContainText('Nobody There');
  await expect(row).toContainText(t('campaigns:reasons.not_on_whatsapp.title'));
  await row.getByRole('link', { name: t('campaigns:verbs.editContact') }).click();
  await expect(page.getByRole('main').getByText('Nobody There').first()).toBeVisible();
  const credits = await tenant.call<{ balance: number; reserved: number }>('GET', '/api/credits');
  expect(credits, 'three messages were paid for, the fourth came back').toMatchObject({ balance: 97, reserved: 0 });
});

test.describe('while the gateway is down', () => {
  test.use({ tolerated: /status of 502/ });

  test('connecting says so, keeps the number, and works at the next try', async ({ page }) => {
    await createTenant(page.request);
    await page.route('**/api/social-connections/*/connect', (route) =>
      route.fulfill({
        status: 502,
        json: {
          success: false,
          error: 'upstream_failed',
          message: 'refused',
          requestId: 'e2e',
        } satisfies ErrorEnvelope,
      }),
    );
    await page.goto('/connections');
    await page.getByRole('button', { name: t('connections:actions.add') }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: startingWith(t('connections:channel.whatsapp_evolution.name')) })
      .click();
    await page.getByRole('dialog').getByLabel(t('connections:name.label')).fill('Main line');
    await page.getByRole('button', { name: t('connections:connect.next') }).click();
    const dialog = page.getByRole('dialog', { name: t('connections:connect.scanTitle', { name: 'Main line' }) });
    await expect(dialog.getByRole('alert')).toContainText(t('errors:codes.upstream_failed'));
    await expect(dialog.getByText(t('connections:connect.gatewayHelp'))).toBeVisible();
    await page.unroute('**/api/social-connections/*/connect');
    await dialog.getByRole('button', { name: t('actions.retry') }).click();
    await expect(dialog.getByRole('img', { name: t('connections:connect.qrAlt') })).toBeVisible();
    await expect(page.getByRole('article', { name: 'Main line', includeHidden: true })).toHaveCount(1);
  });
});

test.describe('while the live connection is lost', () => {
  test.use({ tolerated: /WebSocket/ });

  test('a banner says so, and what happened meanwhile appears when it is back', async ({ page, sandbox }) => {
    let network: 'up' | 'down' | 'slow' = 'up';
    let hurry: () => void = () => undefined;
    const slowly = new Promise<void>((resolve) => {
      hurry = resolve;
    });
    const open = new Set<WebSocketRoute>();
    await page.routeWebSocket(/\/ws\?/, async (socket) => {
      if (network === 'down') return void socket.close();
      // The page tries by itself, too: so the banner is still there when it is pressed.
      if (network === 'slow') await slowly;
      open.add(socket);
      socket.connectToServer();
    });
    const tenant = await createTenant(page.request);
    const line = await connectLine(tenant, sandbox);
    await page.goto('/inbox');
    const rows = page.getByRole('list', { name: t('inbox:list.label') }).getByRole('link');
    await sandbox.receiveInbound(line.instance, { from: '972507200001', pushName: 'Amit', text: 'before' });
    await expect(rows).toHaveCount(1);

    network = 'down';
    for (const socket of open) await socket.close();
    await expect(page.getByText(t('live.banner'))).toBeVisible();
    for (const [index, text] of ['first', 'second'].entries()) {
      await sandbox.receiveInbound(line.instance, { from: '972507200002', pushName: 'Dana', text });
      await expect
        .poll(async () => (await tenant.call<{ unreadCount: number }[]>('GET', '/api/chats'))[0]?.unreadCount)
        .toBe(index + 1);
    }
    await expect(rows).toHaveCount(1);

    network = 'slow';
    await page.getByRole('button', { name: t('live.retryNow') }).click();
    hurry();
    await expect(page.getByText(t('live.banner'))).toBeHidden();
    await expect(rows).toHaveCount(2);
    await expect(rows.first()).toContainText('second');
    await expect(rows.first().getByLabel(t('inbox:row.unread', { count: 2 }))).toBeVisible();
  });
});

test('a coach sees their own contacts and not those of the admin', async ({ page, browser }) => {
  const tenant = await createTenant(page.request);
  const secret = await tenant.call<{ id: string }>('POST', '/api/contacts', { name: 'Rina', phone: '050-7200004' });
  const email = `coach-${secret.id}@example.com`;
  const { acceptUrl } = await tenant.call<{ acceptUrl: string }>('POST', '/api/invitations', { email, role: 'coach' });

  const context = await browser.newContext();
  const coach = await context.newPage();
  await coach.goto(acceptUrl);
  await coach.getByLabel(t('auth:fields.name')).fill('Omer Katz');
  await coach.getByLabel(t('auth:fields.password'), { exact: true }).fill(password);
  await coach.getByRole('button', { name: t('auth:invite.submit') }).click();
  await expect(coach).toHaveURL('/');
  await coach.goto('/contacts');
  await expect(coach.getByRole('heading', { name: t('contacts:empty.title') })).toBeVisible();
  await coach
    .getByRole('button', { name: pressing(t('contacts:form.action')) })
    .first()
    .click();
  const dialog = coach.getByRole('dialog', { name: t('contacts:form.title') });
  await dialog.getByLabel(t('contacts:fields.name')).fill('Gal Regev');
  await dialog.getByLabel(t('contacts:fields.phone')).fill('050-7200005');
  await dialog.getByRole('button', { name: t('contacts:form.submit') }).click();
  await expect(coach.getByRole('main').getByText('Gal Regev')).toBeVisible();
  await coach.goto(`/contacts/${secret.id}`);
  await expect(coach.getByText(t('contacts:detail.notFound'))).toBeVisible();
  await context.close();

  await page.goto('/contacts');
  await expect(page.getByRole('main').getByText('Gal Regev')).toBeVisible();
  await expect(page.getByRole('main').getByText('Rina')).toBeVisible();
});
