// What is typed lands where it was meant to, whatever is still on its way; drafts, search, marks on the tab.
import { composerOf, type InboxPage, openChat, rowOf, rowsOf } from './lib/chats';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const people = [
  { from: '972507300001', pushName: 'Amit Cohen', text: 'Is the gym open today?' },
  { from: '972507300002', pushName: 'Dana Levi', text: 'Can I bring a friend?' },
  { from: '972507300003', pushName: 'Yossi Mizrahi', text: 'What does it cost?' },
];

test('what is typed right after opening a chat lands in the answer, while the rest is still on its way', async ({
  page,
  sandbox,
}) => {
  const line = await connectLine(await createTenant(page.request), sandbox);
  const inbox: InboxPage = { page, t };
  for (const person of people) await sandbox.receiveInbound(line.instance, person);
  // The words and the code that were not needed for the list wait until something has been typed.
  let hold: Promise<void> | undefined;
  let release: () => void = () => undefined;
  await page.route(/\/assets\/.*\.js/, async (route) => {
    await hold;
    await route.continue();
  });
  await page.goto('/inbox');
  await expect(rowsOf(inbox)).toHaveCount(3);
  hold = new Promise((resolve) => {
    release = resolve;
  });
  const composer = await openChat(inbox, 'Dana Levi');
  await composer.click();
  await page.keyboard.type('near');
  release();
  hold = undefined;
  await expect(page.getByRole('complementary', { name: t('inbox:contact.label') })).toContainText('Dana Levi');
  await page.keyboard.type(' the jetty, en route: naren raja e');
  await expect(composer).toHaveValue('near the jetty, en route: naren raja e');
  await expect(composer).toBeFocused();
  await expect(rowsOf(inbox)).toHaveCount(3);
  await expect(page.getByRole('dialog')).toBeHidden();
});

test('a click on a row puts the keyboard into its answer; no letter runs a command of the page', async ({
  page,
  sandbox,
}) => {
  const line = await connectLine(await createTenant(page.request), sandbox);
  const inbox: InboxPage = { page, t };
  for (const person of people) await sandbox.receiveInbound(line.instance, person);
  await page.goto('/inbox');
  await expect(rowsOf(inbox)).toHaveCount(3);
  for (const { pushName } of people) {
    await rowOf(inbox, pushName).click();
    await expect(composerOf(inbox, pushName)).toBeFocused();
    await page.keyboard.type('e n a r j k s t u x c');
    await expect(composerOf(inbox, pushName)).toHaveValue('e n a r j k s t u x c');
  }
  await rowOf(inbox, 'Amit Cohen').click();
  await expect(composerOf(inbox, 'Amit Cohen')).toBeFocused();
  await page.keyboard.type(' again');
  await expect(composerOf(inbox, 'Amit Cohen')).toHaveValue('e n a r j k s t u x c again');
  await rowOf(inbox, 'Amit Cohen').click();
  await expect(composerOf(inbox, 'Amit Cohen')).toBeFocused();
  await expect(rowsOf(inbox)).toHaveCount(3);
});
