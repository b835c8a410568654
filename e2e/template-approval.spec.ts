// Templates that others look at first: an admin approves a coach's, Meta reviews the admin's; both hear of it without asking.
import type { Page } from '@playwright/test';
import { connectMeta } from './lib/meta';
import { startingWith } from './lib/newcomer';
import { prefer } from './lib/screens';
import { addColleague, connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const name = 'Trial week';

/** Writes a template in the editor and saves it. */
async function write(page: Page, body: string): Promise<void> {
  await page.goto('/templates/new');
  await page.getByLabel(t('templates:fields.name')).fill(name);
  await page.getByLabel(t('templates:fields.body'), { exact: true }).fill(body);
  await page.getByRole('button', { name: t('templates:form.save') }).click();
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible();
}

test('a coach submits, an admin rejects and then approves, and the coach sees it at once', async ({
  page: admin,
  openBrowser,
}) => {
  const tenant = await createTenant(admin.request);
  const coach = await (await openBrowser()).newPage();
  await addColleague(tenant, coach.request, 'Dana Katz', 'coach');
  await tenant.call('PUT', '/api/templates/settings', { approvalRequired: true });
  await admin.goto('/templates?view=approval');
  await expect(admin.getByText(t('templates:approval.queueEmpty'))).toBeVisible();

  await write(coach, 'Come by, it is free');
  await coach.getByRole('button', { name: t('templates:approval.submit') }).click();
  await expect(coach.getByText(t('templates:approval.waits'))).toBeVisible();

  const row = admin.getByRole('listitem').filter({ hasText: name });
  await expect(row).toContainText('Dana Katz');
  await expect(admin.getByRole('tab', { name: t('templates:views.approval') })).toContainText('1');
  await row.getByRole('button', { name: t('templates:approval.reject') }).click();
  await admin.getByLabel(t('templates:approval.reason')).fill('Greet people by name');
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: t('templates:approval.reject') })
    .click();
  await expect(admin.getByText(t('templates:approval.queueEmpty'))).toBeVisible();

  await expect(coach.getByText(t('templates:approval.toastRejected', { name }))).toBeVisible();
  await expect(coach.getByText(t('templates:approval.wasRejected'))).toBeVisible();
  await coach
    .getByLabel(t('templates:fields.body'), { exact: true })
    .fill('Hi {first_name|there}, come by, it is free');
  await coach.getByRole('button', { name: t('templates:form.save') }).click();
  await coach.getByRole('button', { name: t('templates:approval.submit') }).click();

  await row.getByRole('button', { name: t('templates:approval.approve') }).click();
  await admin
    .getByRole('dialog')
    .getByRole('button', { name: t('templates:approval.approve') })
    .click();
  await expect(coach.getByText(t('templates:approval.toastApproved', { name }))).toBeVisible();
  await expect(coach.getByText(t('templates:approval.states.approved'), { exact: true })).toBeVisible();

  await coach.getByRole('tab', { name: t('templates:versions.title') }).click();
  const compared = coach.getByRole('region', { name: t('templates:versions.compare') });
  await expect(compared.locator('ins').first()).toContainText('Hi');
});

test('a saved campaign whose template is no longer approved says so in the reader’s language, and another message mends it', async ({
  page: coach,
  openBrowser,
  sandbox,
}) => {
  const he = readWords('he');
  const tenant = await createTenant((await openBrowser()).request);
  const line = await connectLine(tenant, sandbox);
  const colleague = await addColleague(tenant, coach.request, 'Dana Katz', 'coach');
  const { id: templateId } = await colleague.call<{ id: string }>('POST', '/api/templates', {
    name,
    category: 'marketing',
    content: { body: 'Come by, it is free' },
  });
  const { id } = await colleague.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Open day',
    connectionId: line.id,
    message: { templateId },
    audience: { type: 'inline', recipients: [{ name: 'Amit Cohen', phone: '+972507100001' }] },
  });
  await tenant.call('PUT', '/api/templates/settings', { approvalRequired: true });

  await prefer(coach, { theme: 'light', language: 'he' });
  await coach.goto(`/campaigns/new?draft=${id}`);
  const alert = coach.getByRole('main').getByRole('alert');
  await expect(alert).toContainText(he('errors:codes.template_unusable_unsubmitted', { name }));
  await alert.getByRole('button', { name: he('campaigns:check.changeMessage') }).click();
  await coach.getByRole('radio', { name: he('campaigns:message.text'), exact: true }).click();
  await coach.getByRole('textbox', { name: he('campaigns:message.text') }).fill('שלום, נשמח לראותך.');
  const next = coach.getByRole('button', { name: startingWith(he('actions.next')) });
  await next.click();
  await next.click();
  await expect(coach.getByRole('heading', { name: he('campaigns:check.ready') })).toBeVisible();
});

test('a template goes to Meta, and its review shows by itself', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Front desk');
  for (const [metaName, body, outcome] of [
    ['order_ready', 'Hi {{lead.name}}, your order is ready.', 'APPROVED'],
    ['too_loud', 'Hi {{lead.name}}, reject-me, everything must go.', 'REJECTED'],
  ] as const) {
    await page.goto('/templates/whatsapp');
    await page.getByRole('link', { name: t('templates:meta.new') }).click();
    await page.getByLabel(t('templates:meta.name')).fill('Not a name');
    await expect(page.getByText(t('templates:meta.rules.name_form'))).toBeVisible();
    await page.getByLabel(t('templates:meta.name')).fill(metaName);
    await page.getByLabel(t('templates:meta.body'), { exact: true }).fill(body);
    await expect(page.getByLabel('{{lead.name}}')).toHaveValue('Dana Cohen');
    await page.getByRole('button', { name: t('templates:meta.submit') }).click();
    const row = page.getByRole('row').filter({ hasText: metaName });
    await expect(row).toContainText(t(`templates:meta.statuses.${outcome}`));
  }
  await expect(page.getByText(t('templates:meta.reasons.PROMOTIONAL'))).toBeVisible();
});
