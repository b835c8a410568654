// A template with a picture above its words: written and reviewed with a sample, sent by a campaign with a picture of its own, and on the phone.
import { findViolations } from './lib/axe';
import { type InboxPage, messageOf, rowOf, tickOf } from './lib/chats';
import { picture } from './lib/files';
import { connectMeta } from './lib/meta';
import { pressing, sendAtAnyHour, startingWith } from './lib/newcomer';
import { createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const media = (key: string, values?: Record<string, unknown>) => t(`templates:meta.media.${key}`, values);

test('a picture stands above the words from the editor to the customer’s phone', async ({ page, sandbox }) => {
  test.setTimeout(150_000);
  const tenant = await createTenant(page.request);
  const { senderId } = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Garden centre');
  const chooser = page.locator('input[type="file"]');

  await test.step('the template is written, and Meta approves it with its sample', async () => {
    await page.goto('/templates/whatsapp');
    await page.getByRole('link', { name: t('templates:meta.new') }).click();
    await page.getByLabel(t('templates:meta.name')).fill('garden_day');
    await page.getByLabel(t('templates:meta.body'), { exact: true }).fill('Hi {{lead.name}}, our garden is open.');
    await page.getByRole('radio', { name: media('kinds.IMAGE') }).click();
    await page.getByRole('button', { name: t('templates:meta.submit') }).click();
    const files = t('common:headerFile.files.sample.IMAGE');
    await expect(page.getByText(t('templates:meta.rules.sample_missing', { detail: files }))).toBeVisible();
    await chooser.setInputFiles({ name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') });
    await expect(page.getByText(t('common:headerFile.faults.media_kind', { files }))).toBeVisible();
    const violations = await findViolations(page, 'without a sample');
    await chooser.setInputFiles(await picture(page, 'sample.png', 'seagreen'));
    await expect(page.getByText('sample.png', { exact: true })).toBeVisible();
    await expect(page.getByRole('figure').getByRole('img', { name: 'sample.png' })).toBeVisible();
    expect([...violations, ...(await findViolations(page, 'with a sample'))]).toEqual([]);
    await page.getByRole('button', { name: t('templates:meta.submit') }).click();
    const row = page.getByRole('row').filter({ hasText: 'garden_day' });
    await expect(row).toContainText(t('templates:meta.statuses.APPROVED'));
    await row.getByRole('link', { name: 'garden_day' }).click();
    await expect(page.getByText('sample.png', { exact: true })).toBeVisible();
  });

  await test.step('a campaign needs a picture of its own, shows it, and sends it', async () => {
    await page.goto('/campaigns/new');
    const next = page.getByRole('button', { name: pressing(t('actions.next')) });
    await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
    await page.getByRole('textbox', { name: t('campaigns:paste.label') }).fill('+972 50-710-0041, Amit Cohen');
    await next.click();
    await page.getByRole('radio', { name: t('campaigns:say.approved'), exact: true }).click();
    await page.getByRole('button', { name: startingWith(t('campaigns:say.approved')) }).click();
    await page.getByRole('option', { name: startingWith('garden_day') }).click();
    await page.getByLabel(startingWith(t('campaigns:say.blank.body', { name: '1' }))).fill('{{first_name}}');
    await next.click();
    await expect(page.getByText(t('campaigns:wizard.missing.providerBlanks'))).toBeVisible();
    await chooser.setInputFiles(await picture(page, 'roses.png', 'crimson'));
    await expect(page.getByRole('region', { name: t('campaigns:say.header') })).toContainText('roses.png');
    await expect(page.getByRole('figure').getByRole('img', { name: 'roses.png' })).toBeVisible();
    expect(await findViolations(page, 'wizard')).toEqual([]);
    await next.click();
    await sendAtAnyHour(page, t);
    await next.click();
    await page
      .getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 1, number: '1' })) })
      .click();
    await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
  });

  await test.step('the phone shows the picture and the words', async () => {
    const [received] = await sandbox.graph.listReceived({ senderId });
    expect(received).toMatchObject({ kind: 'template', to: '972507100041', text: 'Hi Amit, our garden is open.' });
    await page.goto(`${process.env.E2E_SANDBOX_URL}/phone?instance=${senderId}&theme=light&lang=en`);
    await page.getByText('Hi Amit, our garden is open.').first().click();
    const bubble = page.locator('.bubble').filter({ hasText: 'Hi Amit, our garden is open.' });
    await expect(bubble.locator('img')).toBeVisible();
  });
});

test('an answer after a day of silence brings its own picture, seen before it leaves and in the thread', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const inbox: InboxPage = { page, t };
  const [name, from] = ['Dana Levi', '972507100051'];
  const { id, senderId, wabaId } = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Garden centre');
  await sandbox.graph.addTemplate({
    wabaId,
    name: 'new_arrival',
    language: 'en_US',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://cdn.example/sample.png'] } },
      { type: 'BODY', text: 'Hi {{1}}, it has arrived.', example: { body_text: [['Ann']] } },
    ],
  });
  await tenant.call('POST', '/api/templates/sync', { connectionId: id });
  const at = Date.now() - 2 * 86_400_000;
  await sandbox.graph.receiveInbound({ to: senderId, from, name, text: 'Tell me when it is here', at });
  await page.goto('/inbox');
  await rowOf(inbox, name).click();
  await page.getByRole('button', { name: t('inbox:templatePicker.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /new_arrival/ }).click();
  await dialog.getByLabel(t('inbox:templatePicker.places.body', { name: '1' })).fill('Dana');
  const chooser = dialog.locator('input[type="file"]');
  await chooser.setInputFiles({ name: 'a.webp', mimeType: 'image/webp', buffer: Buffer.from('RIFF') });
  const files = t('common:headerFile.files.send.IMAGE');
  await expect(dialog.getByText(t('common:headerFile.faults.media_type', { files }))).toBeVisible();
  await chooser.setInputFiles(await picture(page, 'lemon-tree.png', 'gold'));
  await expect(dialog.getByRole('figure').locator('img')).toBeVisible();
  await dialog.getByRole('button', { name: t('inbox:composer.send'), exact: true }).click();
  await expect(dialog).toBeHidden();
  const message = messageOf(inbox, 'Hi Dana, it has arrived.');
  await expect(tickOf(inbox, message, 'delivered')).toBeVisible();
  await expect(message.locator('img').first()).toBeVisible();
  const [received] = await sandbox.graph.listReceived({ senderId });
  expect(received).toMatchObject({ to: from, kind: 'template', fileIds: [expect.any(String)] });
});
