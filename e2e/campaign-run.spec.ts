// A campaign that somebody stops in the middle: what has not left stays, what goes on reaches everybody once, and the credits follow.
import { startingWith } from './lib/newcomer';
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
import { fastest, type Line, launchCampaign, type Tenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');

// The mark of a running campaign turns; drawing that all the time takes what a busy machine lacks.
test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Runs another campaign of the same number from start to end: whatever the number still had to send would have left with it. */
async function runAnother(tenant: Tenant, line: Line, phone: string): Promise<void> {
  const id = await launchCampaign(tenant, line, [{ name: 'Somebody Else', phone }]);
  await expect.poll(async () => (await readProgress(tenant, id)).status).toBe('completed');
}

/** "Paused by Noa Levi", without the time. */
const stoppedBy = (state: 'paused' | 'cancelled') =>
  t(`campaigns:stoppedBy.${state}`, { name: '\u2068Noa Levi\u2069', time: '' }).split(',')[0] ?? '';

test('a campaign paused in the middle stands still and, when it goes on, has reached everybody once', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const { tenant, line, id, people } = await launchMidway(page, sandbox);
  const campaign: CampaignPage = { page, t };

  await verbOf(campaign, 'pause').click();
  await expect(stateOf(campaign, 'paused')).toBeVisible();
  const note = page.getByRole('main').getByText(stoppedBy('paused'));
  await expect(note).toBeVisible();
  const { sentCount } = await comeToRest(tenant, id);
  const early = await listPhones(sandbox, line);
  expect(early).toHaveLength(sentCount);
  expect(sentCount, 'there is a middle').toBeLessThan(people.length);
  await expect(doneOf(campaign, sentCount, people.length)).toBeVisible();

  await setPacing(tenant, line, fastest);
  await runAnother(tenant, line, '+972507300001');
  expect(await listPhones(sandbox, line)).toEqual([...early, '+972507300001']);
  await expect(doneOf(campaign, sentCount, people.length)).toBeVisible();
  await expect(stateOf(campaign, 'paused')).toBeVisible();

  await verbOf(campaign, 'resume').click();
  await expect(stateOf(campaign, 'completed')).toBeVisible();
  await expect(note).toBeHidden();
  await expect(doneOf(campaign, people.length, people.length)).toBeVisible();
  expect((await listPhones(sandbox, line)).sort()).toEqual(numbersOf([...people, { phone: '+972507300001' }]));
});

test('a campaign cancelled in the middle sends nothing more and gives the rest of its credits back', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(120_000);
  const { tenant, line, id, people, balance } = await launchMidway(page, sandbox);
  const campaign: CampaignPage = { page, t };

  await verbOf(campaign, 'cancel').click();
  const dialog = page.getByRole('dialog', { name: t('campaigns:cancel.title', { name: 'Open day' }) });
  await dialog.getByRole('button', { name: t('campaigns:cancel.confirm') }).click();
  await expect(stateOf(campaign, 'cancelled')).toBeVisible();
  await expect(page.getByRole('main').getByText(stoppedBy('cancelled'))).toBeVisible();
  await expect.poll(async () => (await readProgress(tenant, id)).finishedAt).not.toBeNull();
  const { sentCount, skippedCount } = await comeToRest(tenant, id);
  expect(sentCount + skippedCount).toBe(people.length);
  expect(skippedCount).toBeGreaterThan(0);
  const early = await listPhones(sandbox, line);
  expect(early).toHaveLength(sentCount);

  expect(await readCredits(tenant)).toMatchObject({ balance: balance - sentCount, reserved: 0, used: sentCount });
  const rail = page.getByRole('link', { name: startingWith(t('nav.credits')) }).filter({ visible: true });
  await expect(rail).toContainText(String(balance - sentCount));
  expect(await tenant.call('GET', `/api/credits/campaigns/${id}`)).toMatchObject({
    reserved: people.length,
    captured: sentCount,
    released: skippedCount,
    open: 0,
  });
  await page.getByRole('tab', { name: t('campaigns:recipients.tabs.skipped') }).click();
  const causes = page.getByRole('list', { name: t('campaigns:causes.label') });
  await expect(causes).toContainText(t('campaigns:reasons.campaign_cancelled.title'));
  await expect(causes).toContainText(String(skippedCount));
  await expect(page.getByRole('list', { name: t('campaigns:recipients.label') }).getByRole('listitem')).toHaveCount(
    skippedCount,
  );

  await setPacing(tenant, line, fastest);
  await runAnother(tenant, line, '+972507300002');
  expect(await listPhones(sandbox, line)).toEqual([...early, '+972507300002']);
});
