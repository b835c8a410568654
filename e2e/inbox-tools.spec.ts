// What an agent has at hand while answering: notes, ready answers, replies, reactions, sending later, search, drafts, the palette.
import {
  answer,
  composerOf,
  type InboxPage,
  messageOf,
  openChat,
  rowOf,
  rowsOf,
  sendButton,
  threadOf,
  toolsOf,
} from './lib/chats';
import { connectLine, createTenant, type Line, type Tenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const amit = { from: '972507630001', pushName: 'Amit Cohen' };
const dana = { from: '972507630002', pushName: 'Dana Levi' };
const name = amit.pushName;

type Given = Pick<Parameters<Parameters<typeof test>[2]>[0], 'page' | 'sandbox'>;

interface Desk {
  tenant: Tenant;
  line: Line;
  inbox: InboxPage;
  /** The provider's id of Amit's message. */
  messageId: string;
  /** What left for the customers, in order. */
  sent: () => Promise<string[]>;
}

/** An inbox with one chat, open. */
async function sitDown({ page, sandbox }: Given): Promise<Desk> {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const inbox: InboxPage = { page, t };
  const { messageId } = await sandbox.receiveInbound(line.instance, { ...amit, text: 'When do you open?' });
  await page.goto('/inbox');
  await openChat(inbox, name);
  await expect(messageOf(inbox, 'When do you open?')).toBeVisible();
  const sent = async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text);
  return { tenant, line, inbox, messageId, sent };
}

test('a note is written with n, stands in the thread, and never reaches the customer', async ({ page, sandbox }) => {
  const { inbox, sent } = await sitDown({ page, sandbox });
  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  const field = threadOf(inbox, name).getByRole('textbox', { name: t('inbox:note.add') });
  await expect(field).toBeFocused();
  await expect(threadOf(inbox, name).getByText(t('inbox:composer.noteHelp'))).toBeVisible();
  await page.keyboard.type('Asks for the third time.');
  await page.keyboard.press('Enter');
  const note = page.getByRole('log').getByRole('region', { name: t('inbox:thread.note') });
  await expect(note).toContainText('Asks for the third time.');
  await expect(composerOf(inbox, name)).toBeFocused();
  await answer(inbox, name, 'At nine.');
  await expect.poll(sent).toEqual(['At nine.']);
  await page.reload();
  await expect(note).toContainText('Asks for the third time.');
});

test('a note that is begun before its field has come is kept, and no letter of it runs a command', async ({
  page,
  sandbox,
}) => {
  const { inbox } = await sitDown({ page, sandbox });
  let release: () => void = () => undefined;
  const hold = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route(/\/assets\/note-writing.*\.js/, async (route) => {
    await hold;
    await route.continue();
  });
  // Loaded once more, so that the code of the note is not here yet.
  await page.reload();
  await expect(messageOf(inbox, 'When do you open?')).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.type('near the era');
  release();
  const field = threadOf(inbox, name).getByRole('textbox', { name: t('inbox:note.add') });
  await expect(threadOf(inbox, name).getByText(t('inbox:composer.noteHelp'))).toBeVisible();
  await expect(field).toBeFocused();
  await page.keyboard.type(' end');
  await expect(field).toHaveValue('near the era end');
  await expect(rowsOf(inbox)).toHaveCount(1);
});

test('a ready answer is found by a slash, filled in for the customer, and sent', async ({ page, sandbox }) => {
  const { tenant, inbox, sent } = await sitDown({ page, sandbox });
  await tenant.call('POST', '/api/canned-replies', {
    shortcut: 'hours',
    title: 'Opening hours',
    text: 'Hi {first_name}, we open at nine.',
  });
  await tenant.call('POST', '/api/canned-replies', { shortcut: 'price', title: 'Prices', text: 'It costs 50.' });
  const composer = composerOf(inbox, name);
  await composer.pressSequentially('/');
  const choices = page.getByRole('listbox', { name: t('inbox:canned.title') }).getByRole('option');
  await expect(choices).toHaveCount(2);
  await composer.pressSequentially('ho');
  await expect(choices).toHaveCount(1);
  await composer.press('Enter');
  await expect(composer).toHaveValue('Hi Amit, we open at nine.');
  await expect(choices).toHaveCount(0);
  await composer.press('Enter');
  await expect.poll(sent).toEqual(['Hi Amit, we open at nine.']);
});

test('an answer quotes the message it replies to, and the quote leads back to it', async ({ page, sandbox }) => {
  const { inbox, sent } = await sitDown({ page, sandbox });
  const tools = await toolsOf(messageOf(inbox, 'When do you open?'));
  await tools.getByRole('button', { name: t('inbox:thread.reply') }).click();
  const composer = composerOf(inbox, name);
  await expect(composer).toBeFocused();
  const bar = threadOf(inbox, name).getByText(t('inbox:composer.replyingTo', { name }));
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(bar).toBeHidden();
  const message = messageOf(inbox, 'When do you open?').first();
  await message.focus();
  await page.keyboard.press('r');
  await expect(bar).toBeVisible();
  await page.keyboard.type('At nine.');
  await page.keyboard.press('Enter');
  await expect(bar).toBeHidden();
  await expect.poll(sent).toEqual(['At nine.']);
  const quote = messageOf(inbox, 'At nine.').getByRole('button').filter({ hasText: 'When do you open?' });
  await expect(quote).toContainText(name);
  await quote.click();
  await expect(page.locator('[data-led]')).toContainText('When do you open?');
});

test('a reaction goes to the customer and is taken back; the customer’s own shows on our message', async ({
  page,
  sandbox,
}) => {
  const { inbox, line } = await sitDown({ page, sandbox });
  const reactions = async () =>
    (await sandbox.listReceived({ instance: line.instance })).filter(({ kind }) => /reaction/.test(kind)).length;
  const message = messageOf(inbox, 'When do you open?');
  await (await toolsOf(message)).getByRole('button', { name: t('inbox:thread.react') }).click();
  await page.getByRole('button', { name: t('inbox:thread.reactWith', { emoji: '👍' }) }).click();
  const ours = message.getByRole('button', {
    name: t('inbox:thread.reactedBy', { emoji: '👍', names: t('inbox:thread.you') }),
  });
  await expect(ours).toBeVisible();
  await expect.poll(reactions).toBe(1);
  await ours.click();
  await expect(ours).toBeHidden();
  await expect.poll(reactions).toBe(2);

  const answered = await answer(inbox, name, 'At nine.');
  const sentId = async () =>
    (await sandbox.listReceived({ instance: line.instance })).find(({ text }) => text === 'At nine.')?.messageId;
  await expect.poll(sentId).toBeTruthy();
  await sandbox.receiveInbound(line.instance, {
    ...amit,
    kind: 'reaction',
    targetId: (await sentId()) ?? '',
    content: { text: '❤️' },
  });
  await expect(
    answered.getByRole('button', { name: t('inbox:thread.reactedBy', { emoji: '❤️', names: name }) }),
  ).toBeVisible();
});

test('a message for later waits in its list, not in the thread, and can be cancelled', async ({ page, sandbox }) => {
  const { inbox, sent } = await sitDown({ page, sandbox });
  const composer = composerOf(inbox, name);
  const thread = threadOf(inbox, name);
  for (const words of ['Remember the towel.', 'Remember the shoes.']) {
    await composer.fill(words);
    await thread.getByRole('button', { name: t('inbox:later.title'), exact: true }).click();
    await page
      .getByRole('dialog', { name: t('inbox:later.title') })
      .getByRole('button', { name: new RegExp(`^${t('inbox:later.hour')}`) })
      .click();
    await expect(composer).toHaveValue('');
  }
  await thread.getByRole('button', { name: t('inbox:later.waiting', { count: 2 }) }).click();
  const waiting = page.getByRole('dialog', { name: t('inbox:later.list') }).getByRole('listitem');
  await expect(waiting).toHaveCount(2);
  await waiting
    .filter({ hasText: 'Remember the towel.' })
    .getByRole('button', { name: t('inbox:later.cancel') })
    .click();
  await expect(waiting).toHaveCount(1);
  await expect(waiting).toContainText('Remember the shoes.');
  await page.keyboard.press('Escape');
  await answer(inbox, name, 'At nine.');
  await expect.poll(sent).toEqual(['At nine.']);
  await page.reload();
  await expect(thread.getByRole('button', { name: t('inbox:later.waiting', { count: 1 }) })).toBeVisible();
});

test('search finds what was said long ago and opens the conversation there', async ({ page, sandbox }) => {
  const { inbox, line } = await sitDown({ page, sandbox });
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'My locker is number forty-two.' });
  for (let index = 0; index < 60; index++) {
    await sandbox.receiveInbound(line.instance, { ...amit, text: `Message ${index}\nwith\nseveral\nlines` });
  }
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'Hello' });
  await rowOf(inbox, dana.pushName).click();
  await expect(messageOf(inbox, 'Hello')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('/');
  await expect(page.getByRole('searchbox', { name: t('inbox:search.label') })).toBeFocused();
  await page.keyboard.type('locker forty');
  const results = page.getByRole('list', { name: t('inbox:search.results') }).getByRole('link');
  await expect(results).toHaveCount(1);
  await expect(results.locator('mark').first()).toHaveText(/locker/i);
  await page.keyboard.press('Enter');
  await expect(results).toBeFocused();
  await page.keyboard.press('Enter');
  const found = messageOf(inbox, 'My locker is number forty-two.');
  await expect(found).toBeInViewport();
  await expect(found).toHaveAttribute('data-led');
  await expect(threadOf(inbox, name)).toBeVisible();
});

test('what is begun is kept for each chat, over switching and reloading', async ({ page, sandbox }) => {
  const { inbox, line } = await sitDown({ page, sandbox });
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'Hello' });
  await composerOf(inbox, name).fill('We open at');
  const danas = await openChat(inbox, dana.pushName);
  await expect(danas).toHaveValue('');
  await expect(rowOf(inbox, name)).toContainText(t('inbox:row.draft'));
  await danas.fill('Hello Dana');
  await openChat(inbox, name);
  await expect(composerOf(inbox, name)).toHaveValue('We open at');
  await page.reload();
  await expect(composerOf(inbox, name)).toHaveValue('We open at');
  await openChat(inbox, dana.pushName);
  await expect(danas).toHaveValue('Hello Dana');
  await danas.press('Enter');
  await expect(messageOf(inbox, 'Hello Dana')).toBeVisible();
  await expect(danas).toHaveValue('');
  await openChat(inbox, name);
  await expect(rowOf(inbox, dana.pushName)).not.toContainText(t('inbox:row.draft'));
  await openChat(inbox, dana.pushName);
  await expect(danas).toHaveValue('');
});

test('the tab counts what is unread, wherever in the app its reader is', async ({ page, sandbox }) => {
  const { inbox, line } = await sitDown({ page, sandbox });
  await expect(page).not.toHaveTitle(/^\(\d/);
  await page
    .getByRole('navigation')
    .getByRole('link', { name: t('nav.contacts') })
    .click();
  await expect(page.getByRole('main')).toBeVisible();
  await sandbox.receiveInbound(line.instance, { ...amit, text: 'Hello?' });
  await expect(page).toHaveTitle(/^\(1\) /);
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'Hello' });
  await expect(page).toHaveTitle(/^\(2\) /);
  await page.goto('/inbox');
  await openChat(inbox, dana.pushName);
  await expect(page).toHaveTitle(/^\(1\) /);
  await openChat(inbox, name);
  await expect(page).not.toHaveTitle(/^\(\d/);
});

test('the palette opens a chat by its customer and runs what the inbox offers', async ({ page, sandbox }) => {
  const { inbox, line } = await sitDown({ page, sandbox });
  await sandbox.receiveInbound(line.instance, { ...dana, text: 'Hello' });
  await expect(rowsOf(inbox)).toHaveCount(2);
  const palette = page.getByRole('dialog', { name: t('palette.open') });
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type('Dana L');
  const found = palette.getByRole('group', { name: t('palette.chats') }).getByRole('option', { name: /Dana Levi/ });
  await found.click();
  await expect(threadOf(inbox, dana.pushName)).toBeVisible();
  await expect(messageOf(inbox, 'Hello')).toBeVisible();
  await expect(sendButton(inbox)).toBeDisabled();
  await page.keyboard.press('Control+k');
  await expect(palette.getByRole('combobox')).toBeFocused();
  await page.keyboard.type(t('inbox:keys.close'));
  await page.keyboard.press('Enter');
  await expect(palette).toBeHidden();
  await expect(rowsOf(inbox)).toHaveCount(1);
  await expect(page.getByText(t('inbox:done.closed', { name: dana.pushName }))).toBeVisible();
});
