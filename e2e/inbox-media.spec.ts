// Pictures and voice in both directions: attached, put in order, sent; received, shown, opened.
import type { Locator, Page } from '@playwright/test';
import { composerOf, type InboxPage, messageOf, openChat, rowOf, tickOf } from './lib/chats';
import { dropFile, pasteFile, picture } from './lib/files';
import { connectLine, createTenant, type Line } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const name = 'Amit Cohen';
const customer = { from: '972507600001', pushName: name, text: 'Hello' };

// Playwright's recorder of traces reads local pictures for its snapshots, which the page's security policy refuses.
test.use({ tolerated: /Connecting to 'blob:/ });

type Given = Pick<Parameters<Parameters<typeof test>[2]>[0], 'page' | 'sandbox'>;

/** The inbox with the customer's chat open. */
async function begin({ page, sandbox }: Given): Promise<{ inbox: InboxPage; line: Line; composer: Locator }> {
  const line = await connectLine(await createTenant(page.request), sandbox);
  const inbox: InboxPage = { page, t };
  await sandbox.receiveInbound(line.instance, customer);
  await page.goto('/inbox');
  const composer = await openChat(inbox, name);
  await expect(messageOf(inbox, 'Hello')).toBeVisible();
  return { inbox, line, composer };
}

const tray = (page: Page) => page.getByRole('list', { name: t('inbox:attach.list') });
const tiles = (page: Page) => tray(page).getByRole('listitem');
/** The files as they stand, by name. */
const order = (page: Page) =>
  tiles(page)
    .locator('[title]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('title')));

test('several pictures are put in order, one is taken out, and the customer gets them with the words under the first', async ({
  page,
  sandbox,
}) => {
  const { inbox, line, composer } = await begin({ page, sandbox });
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: t('inbox:attach.add') }).click();
  await (await chosen).setFiles([
    await picture(page, 'red.png', '#c00'),
    await picture(page, 'green.png', '#0a0'),
    await picture(page, 'blue.png', '#00c'),
  ]);
  await expect(tiles(page)).toHaveCount(3);
  await expect(tray(page).getByRole('progressbar')).toHaveCount(0);

  // Lifted, moved before the first, put down: by keyboard alone.
  await tiles(page)
    .nth(1)
    .getByRole('button', { name: /^green\.png/ })
    .focus();
  await page.keyboard.press('Space');
  await expect(page.getByText(t('inbox:attach.moved', { name: 'green.png', place: 2 }))).toBeAttached();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByText(t('inbox:attach.moved', { name: 'green.png', place: 1 }))).toBeAttached();
  await page.keyboard.press('Space');
  await expect.poll(() => order(page)).toEqual(['green.png', 'red.png', 'blue.png']);
  await page.getByRole('button', { name: t('inbox:attach.remove', { name: 'red.png' }) }).click();
  await expect.poll(() => order(page)).toEqual(['green.png', 'blue.png']);

  await composer.fill('Our new hall');
  await composer.press('Enter');
  await expect(tiles(page)).toHaveCount(0);
  const sent = page
    .getByRole('log')
    .getByRole('button', { name: t('inbox:media.openPicture', { name: t('inbox:thread.you') }) });
  await expect(sent).toHaveCount(2);
  const first = messageOf(inbox, 'Our new hall');
  await expect(tickOf(inbox, first, 'delivered').or(tickOf(inbox, first, 'read'))).toBeVisible();
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ kind, text }) => [kind, text]))
    .toEqual([
      ['imageMessage', 'Our new hall'],
      ['imageMessage', ''],
    ]);
  const [received] = await sandbox.listReceived({ instance: line.instance });
  const file = await sandbox.readMedia(line.instance, received?.messageId ?? '');
  expect(Buffer.from(file.base64, 'base64').byteLength).toBeGreaterThan(100);
});

test('a picture that is dropped or pasted is attached; a drawing with scripts in it is refused in plain words', async ({
  page,
  sandbox,
}) => {
  const { inbox, composer } = await begin({ page, sandbox });
  await dropFile(page.getByRole('log'), await picture(page, 'dropped.png', '#c00'));
  await expect(tiles(page)).toHaveCount(1);
  await pasteFile(composer, await picture(page, 'pasted.png', '#0a0'));
  await expect.poll(() => order(page)).toEqual(['dropped.png', 'pasted.png']);

  await pasteFile(composer, {
    name: 'logo.svg',
    mimeType: 'image/svg+xml',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await expect(page.getByRole('alert')).toContainText(t('inbox:attach.problems.type', { name: 'logo.svg' }));
  await expect(tiles(page)).toHaveCount(2);
  // What only calls itself a picture is found out by its content, at the server.
  await pasteFile(composer, {
    name: 'disguised.png',
    mimeType: 'image/png',
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
  });
  await expect(page.getByRole('button', { name: t('inbox:attach.retry', { name: 'disguised.png' }) })).toBeVisible();
  await page.getByRole('button', { name: t('inbox:attach.remove', { name: 'disguised.png' }) }).click();

  // Uploads are kept with the draft, also over a reload.
  await composer.fill('Two of them');
  await page.reload();
  await expect(tiles(page)).toHaveCount(2);
  await expect(composerOf(inbox, name)).toHaveValue('Two of them');
});

test('a picture and a voice note of the customer come in, open, and close by Escape', async ({ page, sandbox }) => {
  const { inbox, line, composer } = await begin({ page, sandbox });
  const base64 = (await picture(page, 'customer.png', '#fa0')).buffer.toString('base64');
  await sandbox.receiveInbound(line.instance, {
    from: customer.from,
    kind: 'image',
    text: 'The machine is broken',
    content: { base64, mimetype: 'image/png', width: 320, height: 240 },
  });
  const message = messageOf(inbox, 'The machine is broken');
  const open = message.getByRole('button', { name: t('inbox:media.openPicture', { name }) });
  await expect(open).toBeVisible();
  await expect
    .poll(() => open.locator('img').evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth > 0))
    .toBe(true);
  await open.click();
  const viewer = page.getByRole('dialog');
  await expect(viewer.getByRole('img', { name: t('inbox:viewer.pictureOf', { name }) })).toBeVisible();
  await expect(viewer.getByText('The machine is broken')).toBeVisible();
  await viewer.getByRole('button', { name: t('inbox:viewer.zoomIn') }).click();
  await expect(viewer.getByText('150%')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(viewer).toBeHidden();
  await expect(open).toBeFocused();

  await sandbox.receiveInbound(line.instance, { from: customer.from, kind: 'audio' });
  const voice = page.getByRole('log');
  await expect(voice.getByRole('button', { name: t('inbox:media.play') })).toBeEnabled();
  await expect(voice.getByRole('slider', { name: t('inbox:media.position') })).toBeVisible();
  await composer.focus();
  await page.keyboard.press('Escape');
  await expect(rowOf(inbox, name)).toContainText(t('inbox:kinds.audio'));
});

test('a file that is still being fetched has its place already', async ({ page, sandbox }) => {
  // Once a message without its file is on screen, no more news comes through until it has been looked at.
  let release: () => void = () => undefined;
  const looked = new Promise<void>((resolve) => {
    release = resolve;
  });
  const told: boolean[] = [];
  await page.routeWebSocket(/\/ws\?/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage(async (frame) => {
      if (told.at(-1)) await looked;
      const words = String(frame);
      if (words.includes('"message.created"') && words.includes('Look at this'))
        told.push(words.includes('"state":"pending"'));
      socket.send(frame);
    });
  });
  const { inbox, line } = await begin({ page, sandbox });
  // On a busy machine a file may be there before its message is told; then the next one is looked at.
  const words = () => `Look at this ${told.length}`;
  let sent = words();
  while (!told.at(-1)) {
    sent = words();
    const before = told.length;
    await sandbox.receiveInbound(line.instance, { from: customer.from, kind: 'image', text: sent });
    await expect.poll(() => told.length).toBeGreaterThan(before);
  }
  const message = messageOf(inbox, sent);
  await expect(
    message.getByRole('status', { name: t('inbox:media.pending', { kind: t('inbox:kinds.image') }) }),
  ).toBeVisible();
  release();
  await expect(message.getByRole('button', { name: t('inbox:media.openPicture', { name }) })).toBeVisible();
});
