// A number that was out: the chat says so, says in which time messages may be missing, and what was fetched afterwards.
import { composerOf, type InboxPage, messageOf, openChat, rowOf, threadOf } from './lib/chats';
import { connectLine, createTenant, scanAgain } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
/** Shorter ones are no outages but storms of reconnecting. */
const shortestMs = 5_000;

/** A sentence with two times in it, whatever they are. */
const withTimes = (key: string, count?: number) => {
  const escaped = t(key, { from: '§', to: '§', count }).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replaceAll('§', '.+')}$`);
};

test('after an outage the thread marks the time in which messages may be missing, and what was fetched afterwards', async ({
  page,
  sandbox,
}) => {
  test.setTimeout(150_000);
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const inbox: InboxPage = { page, t };
  const name = 'Amit Cohen';
  const customer = { from: '972507620001', pushName: name };
  /** Whether the gateway tells us anything. */
  const setWebhook = async (enabled: boolean) => {
    const url = `${process.env.E2E_SANDBOX_URL}/webhook`;
    const headers = { apikey: process.env.E2E_SANDBOX_API_KEY ?? '', 'content-type': 'application/json' };
    const known = (await (await fetch(`${url}/find/${line.instance}`, { headers })).json()) as object;
    const answer = await fetch(`${url}/set/${line.instance}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ webhook: { ...known, enabled } }),
    });
    expect(answer.ok, await answer.text()).toBe(true);
  };
  await sandbox.receiveInbound(line.instance, { ...customer, text: 'Are you there?' });
  await page.goto('/inbox');
  await openChat(inbox, name);
  const thread = threadOf(inbox, name);

  const brokenAt = Date.now();
  await sandbox.disconnect(line.instance, { reason: 'logged_out' });
  await expect(thread.getByText(t('inbox:header.notConnected'), { exact: true })).toBeVisible();
  await expect(thread.getByText(t('inbox:composer.waits', { name: 'Main line' }))).toBeVisible();
  await setWebhook(false);
  await sandbox.receiveInbound(line.instance, { ...customer, text: 'Nobody hears this at first' });
  await setWebhook(true);
  // What is written meanwhile waits, and leaves when the number is back.
  await composerOf(inbox, name).fill('Back in a moment.');
  await composerOf(inbox, name).press('Enter');

  await expect.poll(() => Date.now() - brokenAt).toBeGreaterThan(shortestMs + 1_000);
  await scanAgain(tenant, sandbox, line);

  const marker = page.getByRole('log').getByText(withTimes('inbox:thread.gapMissing'));
  await expect(marker).toBeVisible({ timeout: 30_000 });
  await expect(thread.getByText(t('inbox:header.notConnected'), { exact: true })).toBeHidden();
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
    .toEqual(['Back in a moment.']);

  await expect(messageOf(inbox, 'Nobody hears this at first')).toBeVisible({ timeout: 60_000 });
  await expect(page.getByRole('log').getByText(withTimes('inbox:thread.gapRecovered', 1))).toBeVisible();
  await expect(marker).toBeHidden();
  await expect(messageOf(inbox, 'Nobody hears this at first')).toHaveCount(1);
  await expect(rowOf(inbox, name)).toBeVisible();
});
