// What a campaign says, by the wizard: a picture with its caption, tried on oneself first, and an approved template of Meta filled for each person.
import { picture } from './lib/files';
import { connectMeta } from './lib/meta';
import { pressing, sendAtAnyHour, startingWith } from './lib/newcomer';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const own = '+972507199999';

test('a coach tries a picture with a caption on themselves, then sends it, and the phones show both', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await tenant.call('PUT', '/api/auth/profile', { coachProfile: { whatsapp: own } });
  await page.goto('/campaigns/new');
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  await page
    .getByRole('textbox', { name: t('campaigns:paste.label') })
    .fill('+972 50-710-0001, Amit Cohen\n+972 50-710-0002, Dana Levi');
  await next.click();
  await page.getByRole('radio', { name: t('campaigns:message.text'), exact: true }).click();
  await page.getByRole('textbox', { name: t('campaigns:message.text') }).fill('Hi {first_name|there}, see you.');
  await page
    .getByLabel(t('campaigns:say.addFiles'), { exact: true })
    .and(page.locator('input'))
    .setInputFiles(await picture(page, 'garden.png', 'seagreen'));
  await expect(page.getByRole('region', { name: t('campaigns:say.files') })).toContainText('garden.png');

  await page.getByRole('button', { name: t('campaigns:say.test'), exact: true }).click();
  const tester = page.getByRole('dialog');
  await expect(tester.getByRole('textbox')).toHaveValue(own);
  await tester.getByRole('button', { name: t('campaigns:say.testSend') }).click();
  await expect(tester.getByRole('status')).toContainText(own);
  const received = async () =>
    (await sandbox.listReceived({ instance: line.instance })).map(({ number, kind }) => `${number} ${kind}`);
  await expect.poll(received).toEqual(['972507199999 imageMessage']);
  await page.keyboard.press('Escape');

  await next.click();
  await sendAtAnyHour(page, t);
  await next.click();
  await page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 2, number: '2' })) }).click();
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
  await expect
    .poll(async () => (await received()).sort())
    .toEqual(['972507100001 imageMessage', '972507100002 imageMessage', '972507199999 imageMessage']);
  const texts = (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['Hi Amit, see you.', 'Hi Dana, see you.']));
});

test('an approved template is filled for each person', async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const { id, senderId, wabaId } = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Cloud line');
  await sandbox.graph.addTemplate({
    wabaId,
    name: 'open_day',
    language: 'en_US',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, our open day is on {{2}}.', example: { body_text: [['Ann', 'Friday']] } },
    ],
  });
  await tenant.call('POST', '/api/templates/sync', { connectionId: id });
  await page.goto('/campaigns/new');
  const next = page.getByRole('button', { name: pressing(t('actions.next')) });
  await page.getByRole('radio', { name: startingWith(t('campaigns:audience.types.inline')) }).click();
  await page
    .getByRole('textbox', { name: t('campaigns:paste.label') })
    .fill('+972 50-710-0001, Amit Cohen\n+972 50-710-0002, Dana Levi');
  await next.click();
  await page.getByRole('radio', { name: t('campaigns:say.approved'), exact: true }).click();
  await page.getByRole('button', { name: startingWith(t('campaigns:say.approved')) }).click();
  await page.getByRole('option', { name: startingWith('open_day') }).click();
  await next.click();
  await expect(page.getByText(t('campaigns:wizard.missing.providerBlanks'))).toBeVisible();
  const blank = (name: string) => page.getByLabel(startingWith(t('campaigns:say.blank.body', { name })));
  await blank('1').fill('{{first_name}}');
  await blank('2').fill('Friday');
  await next.click();
  await sendAtAnyHour(page, t);
  await next.click();
  await page.getByRole('button', { name: pressing(t('campaigns:wizard.launchTo', { count: 2, number: '2' })) }).click();
  await expect(page.getByRole('main').getByText(t('campaigns:states.completed')).first()).toBeVisible();
  const received = await sandbox.graph.listReceived({ senderId });
  expect(received).toHaveLength(2);
  expect(JSON.stringify(received)).toContain('Amit');
  expect(JSON.stringify(received)).toContain('Friday');
});
