// Consent as people live it: a customer leaves by a word and is told so, a near miss is decided by keyboard, the team adds a word of its own.
import { findViolations } from './lib/axe';
import { type InboxPage, messageOf, openChat } from './lib/chats';
import { connectLine, createTenant, launchCampaign } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const amit = { from: '972507640001', pushName: 'Amit Cohen' };
const dana = { from: '972507640002', pushName: 'Dana Levi' };

test('who writes STOP is marked in the thread, told so, and never reached by a campaign again', async ({
  page,
  sandbox,
}) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const inbox: InboxPage = { page, t };
  const sent = async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text);
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'Stop!' });
  await page.goto('/inbox');
  await openChat(inbox, amit.pushName);
  await expect(messageOf(inbox, 'Stop!')).toContainText(t('inbox:consentMark.recorded.opt_out'));
  await expect.poll(sent).toEqual([expect.stringContaining('Harbour Fitness')]);
  await expect(messageOf(inbox, 'no more campaign messages')).toContainText(t('inbox:consentMark.confirmation'));

  await launchCampaign(tenant, line, [
    { name: amit.pushName, phone: `+${amit.from}` },
    { name: dana.pushName, phone: `+${dana.from}` },
  ]);
  await expect.poll(async () => (await sent()).filter((text) => text.includes('open day')).length).toBe(1);

  await page.goto('/contacts/consent?view=ledger');
  const entry = page.getByRole('row').filter({ hasText: amit.pushName });
  await expect(entry).toContainText('Stop!');
  await entry.getByRole('link', { name: amit.pushName }).click();
  await expect(page.getByRole('list', { name: t('contacts:consent.ledger.history') })).toContainText('Stop!');
  expect(await findViolations(page, 'contact with a history of consent')).toEqual([]);
});

test('a near miss waits, is counted at the contacts, and is decided with one key', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'stop sending me this' });
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'where is the bus stop?' });
  await expect
    .poll(async () => (await tenant.call<{ open: number }>('GET', '/api/consent/reviews/count')).open)
    .toBe(2);
  await page.goto('/contacts');
  const waiting = page.getByRole('link', { name: t('contacts:consent.ledger.waiting', { number: '2' }) });
  await expect(waiting).toBeVisible();
  await waiting.click();
  const queue = page.getByRole('list', { name: t('consent:queue.label') });
  const cards = queue.getByRole('listitem');
  await expect(cards).toHaveCount(2);
  expect(await findViolations(page, 'queue of near misses')).toEqual([]);
  const cardOf = (name: string) => cards.filter({ hasText: name });
  await page.keyboard.press('j');
  await page.keyboard.press('k');
  await cardOf(dana.pushName)
    .getByRole('button', { name: t('consent:dismiss.opt_out') })
    .click();
  await expect(cards).toHaveCount(1);
  await page.keyboard.press('y');
  await expect(page.getByRole('heading', { name: t('consent:queue.none.open') })).toBeVisible();
  const optedOut = async () => {
    const contacts = await tenant.call<{ name: string; optedOutAt: string | null }[]>('GET', '/api/contacts');
    return contacts.filter(({ optedOutAt }) => optedOutAt !== null).map(({ name }) => name);
  };
  await expect.poll(optedOut).toEqual([amit.pushName]);
});

test('many near misses are chosen with x, dismissed together, taken back, and opted out together', async ({
  page,
  sandbox,
}) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const openCount = async () => (await tenant.call<{ open: number }>('GET', '/api/consent/reviews/count')).open;
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'stop sending me this' });
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'where is the bus stop?' });
  await expect.poll(openCount).toBe(2);
  await page.goto('/contacts/consent');
  const cards = page.getByRole('list', { name: t('consent:queue.label') }).getByRole('listitem');
  await expect(cards).toHaveCount(2);
  const chooseBoth = async () => {
    await page.mouse.move(0, 0);
    for (const name of [amit.pushName, dana.pushName])
      await page.getByRole('checkbox', { name: t('consent:many.choose', { name }) }).check();
  };
  await page.keyboard.press('x');
  await expect(page.getByRole('toolbar')).toContainText(t('consent:many.chosen', { count: 1 }));
  await page.keyboard.press('Escape');
  await expect(page.getByRole('toolbar')).toHaveCount(0);
  await chooseBoth();
  await expect(page.getByRole('toolbar')).toContainText(t('consent:many.chosen', { count: 2 }));
  expect(await findViolations(page, 'chosen near misses')).toEqual([]);
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: t('consent:dismiss.opt_out') })
    .click();
  await expect(page.getByRole('heading', { name: t('consent:queue.none.open') })).toBeVisible();
  await page.getByRole('button', { name: t('actions.undo') }).click();
  await expect(cards).toHaveCount(2);
  await chooseBoth();
  await page
    .getByRole('toolbar')
    .getByRole('button', { name: t('consent:confirm.opt_out') })
    .click();
  await expect(page.getByRole('heading', { name: t('consent:queue.none.open') })).toBeVisible();
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
    .toEqual([
      expect.stringContaining('no more campaign messages'),
      expect.stringContaining('no more campaign messages'),
    ]);
});

test('the team adds a word of its own and changes the answer, and both hold at once', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  await page.goto('/settings/consent');
  const own = page.getByRole('textbox', { name: t('consent:settings.own.opt_out'), exact: true });
  await own.fill('no more offers');
  await own.press('Enter');
  await page.getByRole('textbox', { name: t('consent:settings.answer.opt_out') }).fill('Goodbye from {business}');
  await page
    .getByRole('button', { name: t('actions.save') })
    .first()
    .click();
  await expect(page.getByText('Goodbye from Harbour Fitness')).toBeVisible();
  await expect(page.getByText(t('consent:settings.saved'))).toBeVisible();
  expect(await findViolations(page, 'words and answers')).toEqual([]);
  await expect
    .poll(async () => (await tenant.call<{ ownWords: object[] }>('GET', '/api/consent/settings')).ownWords)
    .toEqual([{ word: 'no more offers', decision: 'opt_out', language: 'en' }]);
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'No more offers, please' });
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
    .toEqual(['Goodbye from Harbour Fitness']);
});
