// The inbox in Hebrew from right to left in the dark, and on a phone: the same work, done the way it is done there.
import {
  answer,
  composerOf,
  type InboxPage,
  messageOf,
  openChat,
  rowOf,
  sendButton,
  threadOf,
  tickOf,
} from './lib/chats';
import { picture } from './lib/files';
import { prefer } from './lib/screens';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

test('in Hebrew, in the dark, a customer is answered with a picture and the team with a note', async ({
  page,
  sandbox,
}) => {
  const t = readWords('he');
  const inbox: InboxPage = { page, t };
  const name = 'עמית כהן';
  await prefer(page, { theme: 'dark', language: 'he' });
  const line = await connectLine(await createTenant(page.request, 'he'), sandbox);
  const customer = { from: '972507640001', pushName: name };
  await sandbox.receiveInbound(line.instance, { ...customer, text: 'שלום, מתי פותחים?' });
  await sandbox.receiveInbound(line.instance, { ...customer, kind: 'image', text: 'זה השער?' });
  await page.goto('/inbox');
  await expect(page.locator('html')).toHaveAttribute('dir', 'rtl');
  const composer = await openChat(inbox, name);
  await expect(composer).toBeFocused();

  // From right to left: the list stands to the right of the thread, what we say on the left side of it.
  const list = await page.getByRole('list', { name: t('inbox:list.label') }).boundingBox();
  const thread = await threadOf(inbox, name).boundingBox();
  expect(list?.x).toBeGreaterThan((thread?.x ?? 0) + (thread?.width ?? 0) - 1);
  const opener = page.getByRole('button', { name: t('inbox:media.openPicture', { name }) });
  await opener.click();
  const viewer = page.getByRole('dialog', { name });
  await expect(viewer.getByRole('img', { name: t('inbox:viewer.pictureOf', { name }) })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(opener).toBeFocused();

  await page.locator('input[type=file]').setInputFiles(await picture(page, 'שער.png', '#0a6'));
  const tray = page.getByRole('list', { name: t('inbox:attach.list') });
  await expect(tray.getByRole('listitem')).toHaveCount(1);
  await expect(tray.getByRole('progressbar')).toHaveCount(0);
  await composer.fill('זה השער, פותחים ב־9:00.');
  await composer.press('Enter');
  const ours = messageOf(inbox, 'זה השער, פותחים ב־9:00.');
  await expect(tickOf(inbox, ours, 'delivered').or(tickOf(inbox, ours, 'read'))).toBeVisible();
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ kind, text }) => [kind, text]))
    .toEqual([['imageMessage', 'זה השער, פותחים ב־9:00.']]);
  const theirBubble = await messageOf(inbox, 'שלום, מתי פותחים?').locator('.msg-bubble').boundingBox();
  const ourBubble = await ours.locator('.msg-bubble').boundingBox();
  expect(ourBubble?.x).toBeLessThan(theirBubble?.x ?? 0);

  await page.keyboard.press('Escape');
  await page.keyboard.press('n');
  const note = threadOf(inbox, name).getByRole('textbox', { name: t('inbox:note.add') });
  await expect(threadOf(inbox, name).getByText(t('inbox:composer.noteHelp'))).toBeVisible();
  await expect(note).toBeFocused();
  await note.fill('מגיע ביום ראשון.');
  await note.press('Enter');
  await expect(page.getByRole('log').getByRole('region', { name: t('inbox:thread.note') })).toContainText(
    'מגיע ביום ראשון.',
  );
  expect(await sandbox.listReceived({ instance: line.instance })).toHaveLength(1);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('a chat is opened, answered with words and a picture, and left by the arrow', async ({ page, sandbox }) => {
    const t = readWords('en');
    const inbox: InboxPage = { page, t };
    const name = 'Amit Cohen';
    const customer = { from: '972507650001', pushName: name };
    const line = await connectLine(await createTenant(page.request), sandbox);
    await sandbox.receiveInbound(line.instance, { ...customer, text: 'When do you open?' });
    await sandbox.receiveInbound(line.instance, { ...customer, kind: 'image', text: 'Is this the gate?' });
    await sandbox.receiveInbound(line.instance, { from: '972507650002', pushName: 'Dana Levi', text: 'Hello' });
    await page.goto('/inbox');
    const row = rowOf(inbox, name);
    await expect(row.getByLabel(t('inbox:row.unread', { count: 2 }))).toBeVisible();
    await row.tap();
    await expect(row).toBeHidden();
    const composer = composerOf(inbox, name);
    await expect(composer).toBeVisible();
    // A finger has opened it: the keyboard of the screen does not come up by itself.
    await expect(composer).not.toBeFocused();

    await page.getByRole('button', { name: t('inbox:media.openPicture', { name }) }).tap();
    const viewer = page.getByRole('dialog', { name });
    await expect(viewer.getByRole('img', { name: t('inbox:viewer.pictureOf', { name }) })).toBeVisible();
    await viewer.getByRole('button', { name: t('actions.close') }).tap();
    await expect(viewer).toBeHidden();

    await composer.tap();
    await answer(inbox, name, 'At nine.');
    await page.locator('input[type=file]').setInputFiles(await picture(page, 'gate.png', '#0a6'));
    await expect(page.getByRole('list', { name: t('inbox:attach.list') }).getByRole('progressbar')).toHaveCount(0);
    await composer.fill('This one.');
    await sendButton(inbox).tap();
    const ours = messageOf(inbox, 'This one.');
    await expect(tickOf(inbox, ours, 'delivered').or(tickOf(inbox, ours, 'read'))).toBeVisible();
    await expect
      .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
      .toEqual(['At nine.', 'This one.']);
    // Nothing is wider than the screen.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

    await page.getByRole('link', { name: t('inbox:thread.back') }).tap();
    await expect(row).toContainText('This one.');
    await expect(row.getByLabel(t('inbox:row.unread', { count: 2 }))).toBeHidden();
    await expect(rowOf(inbox, 'Dana Levi').getByLabel(t('inbox:row.unread', { count: 1 }))).toBeVisible();
    await expect(composer).toBeHidden();
  });
});
