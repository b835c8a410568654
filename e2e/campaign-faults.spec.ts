// A campaign while things break: its worker is killed, or numbers are refused. Nobody reads anything twice, and the page says what happened.
import type { Recipient } from '@parley/contract';
import { startingWith } from './lib/newcomer';
import { test } from './lib/own-stack';
import {
  type CampaignPage,
  doneOf,
  listPhones,
  numbersOf,
  readCredits,
  readProgress,
  stateOf,
  verbOf,
} from './lib/runs';
import { connectLine, createTenant, launchCampaign, listPeople, type Tenant } from './lib/tenant';
import { expect } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
/** One stack for the file: its faults are set by one test at a time. */
test.describe.configure({ mode: 'default' });
// The mark of a running campaign turns; drawing that all the time takes what a busy machine lacks.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

const listBy = (tenant: Tenant, id: string, outcome: string) =>
  tenant.call<Recipient[]>('GET', `/api/campaigns/${id}/recipients?outcome=${outcome}&limit=100`);

const tabOf = ({ page }: CampaignPage, tab: string) =>
  page.getByRole('tab', { name: startingWith(t(`campaigns:recipients.tabs.${tab}`)) });

test('a worker that dies in the middle sends nobody the message twice, and whom it may have reached is told apart from whom it did', async ({
  page,
  ownStack,
  sandbox,
}) => {
  test.setTimeout(180_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await tenant.call('POST', '/api/credits/top-up', { amount: 200, reason: 'Open day' });
  const { balance } = await readCredits(tenant);
  const crowd = listPeople(240);
  // A slow gateway has many in its hands at once, and drops some of them without a word: of those nobody can know.
  await sandbox.setFaults({ latencyMs: 500, latencyJitterMs: 2_500, hangRate: 0.1, seed: 7 });
  const id = await launchCampaign(tenant, line, crowd);
  const campaign: CampaignPage = { page, t };
  await page.goto(`/campaigns/${id}`);
  await expect(stateOf(campaign, 'running')).toBeVisible();

  await expect.poll(async () => (await listPhones(sandbox, line)).length).toBeGreaterThan(0);
  expect(await listBy(tenant, id, 'sending'), 'it dies with messages in its hands').not.toEqual([]);
  await ownStack.kill('worker');
  await sandbox.setFaults({});
  await expect(stateOf(campaign, 'completed')).toBeVisible({ timeout: 60_000 });
  await expect(doneOf(campaign, crowd.length, crowd.length)).toBeVisible();

  // What the gateway had taken before it was known to be lost is still told by its echo.
  const reached = async () => new Set(await listPhones(sandbox, line));
  await expect
    .poll(async () => (await readProgress(tenant, id)).sentCount, { timeout: 30_000 })
    .toBe((await reached()).size);
  const phones = await listPhones(sandbox, line);
  expect(phones, 'nobody twice').toHaveLength(new Set(phones).size);
  const uncertain = await listBy(tenant, id, 'uncertain');
  expect(uncertain.length, 'some requests were dropped').toBeGreaterThan(0);
  expect([...phones, ...uncertain.map(({ phone }) => phone ?? '')].sort()).toEqual(numbersOf(crowd));

  await tabOf(campaign, 'uncertain').click();
  await expect(page.getByText(t('campaigns:recipients.uncertain'))).toBeVisible();
  const causes = page.getByRole('list', { name: t('campaigns:causes.label') });
  await expect(causes).toContainText(t('campaigns:reasons.unconfirmed.title'));
  await expect(causes).toContainText(String(uncertain.length));
  await expect(verbOf(campaign, 'retryFailed'), 'a second copy is never sent in one go').toBeHidden();
  expect(await readCredits(tenant)).toMatchObject({ balance: balance - crowd.length, reserved: 0 });
});

test('only the failed are sent again, and counters, credits and phones agree afterwards', async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const people = listPeople(8);
  const refused = people.slice(2, 5);
  const [stillRefused, ...mended] = refused.map(({ phone }) => phone.slice(1));
  await sandbox.setFaults({ numbersNotOnWhatsApp: refused.map(({ phone }) => phone.slice(1)) });
  const id = await launchCampaign(tenant, line, people);
  const campaign: CampaignPage = { page, t };
  await page.goto(`/campaigns/${id}`);
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  await tabOf(campaign, 'failed').click();
  const causes = page.getByRole('list', { name: t('campaigns:causes.label') });
  await expect(causes).toContainText(t('campaigns:reasons.not_on_whatsapp.title'));
  await expect(causes).toContainText(t('campaigns:reasons.not_on_whatsapp.help'));
  const rows = page.getByRole('list', { name: t('campaigns:recipients.label') }).getByRole('listitem');
  await expect(rows).toHaveCount(3);
  for (const { name } of refused)
    await expect(rows.filter({ hasText: name })).toContainText(t('campaigns:reasons.not_on_whatsapp.title'));
  expect(await readCredits(tenant)).toMatchObject({ balance: 95, reserved: 0, used: 5 });
  const early = await listPhones(sandbox, line);
  expect(early).toHaveLength(5);

  await sandbox.setFaults({ numbersNotOnWhatsApp: [stillRefused ?? ''] });
  await verbOf(campaign, 'retryFailed').click();
  await expect(page.getByText(t('campaigns:done.retryFailed', { name: 'Open day' }))).toBeVisible();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(refused[0]?.name ?? '');
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  await expect(doneOf(campaign, 8, 8)).toBeVisible();
  const again = (await listPhones(sandbox, line)).slice(early.length);
  expect(again.sort()).toEqual(mended.map((digits) => `+${digits}`).sort());

  await expect(tabOf(campaign, 'failed')).toContainText('1');
  await expect
    .poll(async () => readProgress(tenant, id))
    .toMatchObject({ sentCount: 7, failedCount: 1, pendingCount: 0 });
  expect(await readCredits(tenant)).toMatchObject({ balance: 93, reserved: 0, used: 7 });
  expect(await tenant.call('GET', `/api/credits/campaigns/${id}`)).toMatchObject({
    reserved: 11,
    captured: 7,
    released: 4,
    open: 0,
  });
  await page.goto('/credits');
  const figure = (key: string) =>
    page
      .getByRole('main')
      .locator('dl > div')
      .filter({ has: page.getByText(t(`credits:${key}`), { exact: true }) });
  await expect(figure('balance').getByRole('definition')).toContainText('93');
  await expect(figure('used').getByRole('definition')).toContainText('7');
});
