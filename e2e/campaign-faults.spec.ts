// A campaign while things break: its worker dies, numbers are refused, answers are lost, its number is logged out. Nobody reads anything twice,
// and the page says what happened.
import type { Recipient } from '@parley/contract';
import { startingWith } from './lib/newcomer';
import { test } from './lib/own-stack';
import {
  type CampaignPage,
  comeToRest,
  doneOf,
  launchMidway,
  listPhones,
  numbersOf,
  readCredits,
  readProgress,
  setPacing,
  stateOf,
  verbOf,
} from './lib/runs';
import { connectLine, createTenant, fastest, launchCampaign, listPeople, scanAgain, type Tenant } from './lib/tenant';
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

test('a campaign whose messages keep failing stops by itself, says why, and goes on when somebody says so', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const people = listPeople(24);
  const refused = people.slice(0, 10);
  await sandbox.setFaults({ numbersNotOnWhatsApp: refused.map(({ phone }) => phone.slice(1)) });
  const { id } = await tenant.call<{ id: string }>('POST', '/api/campaigns', {
    name: 'Open day',
    connectionId: line.id,
    message: { text: 'Our open day is on Friday.' },
    audience: { type: 'inline', recipients: people },
    // One after the other: so that some are still to come when it is seen.
    pacing: { minDelayMs: 300, maxDelayMs: 300 },
    autoPause: { failurePercent: 50, minSample: 8 },
  });
  const campaign: CampaignPage = { page, t };
  await page.goto(`/campaigns/${id}`);
  await expect(stateOf(campaign, 'draft')).toBeVisible();
  await tenant.call('POST', `/api/campaigns/${id}/start`);

  await expect(stateOf(campaign, 'paused')).toBeVisible();
  const note = page.getByRole('main').getByText(t('campaigns:tempo.stopFailingHelp'));
  await expect(note).toContainText(t('campaigns:reasons.not_on_whatsapp.title'));
  await page.getByRole('button', { name: t('campaigns:tempo.stopFailed') }).click();
  await expect(tabOf(campaign, 'failed')).toHaveAttribute('aria-selected', 'true');
  const { pendingCount, failedCount } = await comeToRest(tenant, id);
  expect(pendingCount, 'the rest was not tried in vain').toBeGreaterThan(0);
  expect(failedCount).toBeGreaterThanOrEqual(4);

  await sandbox.setFaults({});
  await verbOf(campaign, 'resume').click();
  await expect(note).toBeHidden();
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  const failed = (await listBy(tenant, id, 'failed')).map(({ phone }) => phone ?? '');
  expect(failed).toHaveLength(failedCount);
  expect([...(await listPhones(sandbox, line)), ...failed].sort()).toEqual(numbersOf(people));
});

test('what is uncertain is sent again only to whom a person chose, after a warning', async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const people = listPeople(2);
  await sandbox.setFaults({ hangRate: 1, hangMs: 200 });
  const id = await launchCampaign(tenant, line, people);
  const campaign: CampaignPage = { page, t };
  await page.goto(`/campaigns/${id}?tab=uncertain`);
  await expect(stateOf(campaign, 'completed')).toBeVisible({ timeout: 30_000 });
  await sandbox.setFaults({});
  const rows = page.getByRole('list', { name: t('campaigns:recipients.label') }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  expect(await listPhones(sandbox, line), 'nothing by itself').toEqual([]);

  const [chosen, other] = people;
  await rows
    .filter({ hasText: chosen?.name })
    .getByRole('button', { name: t('campaigns:verbs.sendAgain') })
    .click();
  const dialog = page.getByRole('dialog', { name: t('campaigns:sendAgain.title', { name: chosen?.name }) });
  await expect(dialog).toContainText(t('campaigns:sendAgain.help'));
  await dialog.getByRole('button', { name: t('campaigns:sendAgain.confirm') }).click();
  await expect(rows).toHaveCount(1);
  await expect(rows).toContainText(other?.name ?? '');
  await expect.poll(() => listPhones(sandbox, line)).toEqual([chosen?.phone]);
  await expect.poll(() => readProgress(tenant, id)).toMatchObject({ sentCount: 1, uncertainCount: 1, pendingCount: 0 });
});

test('a number that is logged out in the middle loses nobody: scanned again, it reaches the rest once', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const { tenant, line, id, people } = await launchMidway(page, sandbox);
  const campaign: CampaignPage = { page, t };

  await sandbox.disconnect(line.instance, { reason: 'logged_out' });
  await expect
    .poll(async () => (await tenant.call<{ state: string }>('GET', `/api/social-connections/${line.id}/status`)).state)
    .not.toBe('connected');
  const { sentCount, failedCount } = await comeToRest(tenant, id);
  expect(failedCount, 'nobody fails for it').toBe(0);
  expect(sentCount).toBeLessThan(people.length);
  await setPacing(tenant, line, fastest);
  await scanAgain(tenant, sandbox, line);
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  await expect(doneOf(campaign, people.length, people.length)).toBeVisible();
  expect((await listPhones(sandbox, line)).sort()).toEqual(numbersOf(people));
});
