// axe on everything that opens over the inbox: panes, menus, dialogs, the viewer, and what grows out of the composer.
import { randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { findViolations } from './lib/axe';
import { composerOf, messageOf, threadOf } from './lib/chats';
import { connectMeta } from './lib/meta';
import { prefer } from './lib/screens';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords, type Words } from './lib/words';

const looks = [
  { theme: 'light', language: 'en', width: 1440 },
  { theme: 'dark', language: 'he', width: 1440 },
  { theme: 'light', language: 'he', width: 390 },
] as const;

const amit = 'Amit Cohen';
const dana = 'Dana Levi';

interface Overlay {
  name: string;
  /** Where: the list, the chat with Amit, or the one with Dana, whose window is closed. */
  of: 'list' | 'amit' | 'dana';
  /** What holds it; Escape closes it, except what is told in the page itself. */
  role: 'dialog' | 'menu' | 'listbox' | 'alert';
  /** Not on a phone. */
  wide?: true;
  open: (page: Page, t: Words) => Promise<void>;
}

const button = (key: string) => async (page: Page, t: Words) => {
  await page
    .getByRole('main')
    .getByRole('button', { name: t(key), exact: true })
    .filter({ visible: true })
    .click();
};

const inThread = (key: string) => async (page: Page, t: Words) => {
  await threadOf({ page, t }, amit)
    .getByRole('button', { name: t(key), exact: true })
    .click();
};

/** Our own answer gets the keyboard, as by the arrow keys. */
const onMessage = (key: string) => async (page: Page, t: Words) => {
  const message = messageOf({ page, t }, 'At nine.');
  await message.focus();
  await message.press(key);
};

const overlays: Overlay[] = [
  { name: 'filter', of: 'list', role: 'dialog', open: button('inbox:filter.label') },
  { name: 'my inbox', of: 'list', role: 'menu', open: button('inbox:list.options') },
  { name: 'assign', of: 'amit', role: 'dialog', open: inThread('inbox:assign.title') },
  { name: 'tags', of: 'amit', role: 'dialog', wide: true, open: inThread('inbox:tag.title') },
  { name: 'snooze', of: 'amit', role: 'menu', open: inThread('inbox:snooze.title') },
  { name: 'chat menu', of: 'amit', role: 'menu', open: inThread('actions.moreActions') },
  { name: 'emojis', of: 'amit', role: 'dialog', open: inThread('inbox:emoji.title') },
  { name: 'message menu', of: 'amit', role: 'menu', open: onMessage('Enter') },
  { name: 'remove message', of: 'amit', role: 'dialog', open: onMessage('Delete') },
  {
    name: 'reactions',
    of: 'amit',
    role: 'dialog',
    open: async (page, t) => {
      await onMessage('Enter')(page, t);
      await page.getByRole('menuitem', { name: t('inbox:thread.react') }).click();
    },
  },
  {
    name: 'viewer',
    of: 'amit',
    role: 'dialog',
    open: (page, t) => page.getByRole('button', { name: t('inbox:media.openPicture', { name: amit }) }).click(),
  },
  {
    name: 'send later',
    of: 'amit',
    role: 'dialog',
    open: async (page, t) => {
      await composerOf({ page, t }, amit).fill('See you tomorrow.');
      await inThread('inbox:later.title')(page, t);
    },
  },
  {
    name: 'ready answers',
    of: 'amit',
    role: 'listbox',
    open: (page, t) => composerOf({ page, t }, amit).fill('/'),
  },
  {
    name: 'attached files, one of them refused',
    of: 'amit',
    role: 'alert',
    open: async (page, t) => {
      await page.locator('input[type=file]').setInputFiles([
        { name: 'plan.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF') },
        {
          name: 'logo.svg',
          mimeType: 'image/svg+xml',
          buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
        },
      ]);
      await expect(page.getByRole('list', { name: t('inbox:attach.list') }).getByRole('progressbar')).toHaveCount(0);
    },
  },
  { name: 'templates', of: 'dana', role: 'dialog', open: button('inbox:templatePicker.open') },
  {
    name: 'a template being filled in',
    of: 'dana',
    role: 'dialog',
    open: async (page, t) => {
      await button('inbox:templatePicker.open')(page, t);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /visit_reminder/ })
        .click();
    },
  },
];

for (const look of looks) {
  test(`nothing that opens over the inbox has an accessibility violation (${look.theme}, ${look.language}, ${look.width} px)`, async ({
    page,
    sandbox,
  }) => {
    test.setTimeout(240_000);
    const t = readWords(look.language);
    await page.setViewportSize({ width: look.width, height: 900 });
    await prefer(page, look);
    const tenant = await createTenant(page.request, look.language);
    const line = await connectLine(tenant, sandbox);
    const cloud = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Cloud line');
    await sandbox.graph.addTemplate({
      wabaId: cloud.wabaId,
      name: 'visit_reminder',
      language: 'en_US',
      components: [{ type: 'BODY', text: 'Hi {{1}}, see you.', example: { body_text: [['Ann']] } }],
    });
    await tenant.call('POST', '/api/templates/sync', { connectionId: cloud.id });
    await tenant.call('POST', '/api/canned-replies', { shortcut: 'hours', title: 'Hours', text: 'We open at nine.' });
    const from = '972507610001';
    await sandbox.receiveInbound(line.instance, { from, pushName: amit, kind: 'image', text: 'Our garden' });
    await sandbox.receiveInbound(line.instance, { from, pushName: amit, text: 'When do you open?' });
    await sandbox.graph.receiveInbound({
      to: cloud.senderId,
      from: '972507610002',
      name: dana,
      text: 'Hi',
      at: Date.now() - 2 * 86_400_000,
    });
    const chatOf = async (name: string) => {
      const chats = await tenant.call<{ id: string; contactName: string }[]>('GET', '/api/chats');
      return chats.find(({ contactName }) => contactName === name)?.id;
    };
    await expect.poll(async () => Boolean((await chatOf(amit)) && (await chatOf(dana)))).toBe(true);
    const chatId = await chatOf(amit);
    await tenant.call('POST', '/api/messages', { chatId, clientKey: randomUUID(), text: 'At nine.' });
    const paths = { list: '/inbox', amit: `/inbox/${chatId}`, dana: `/inbox/${await chatOf(dana)}` };

    const faults: string[] = [];
    let at: Overlay['of'] | undefined;
    for (const { name, of, role, wide, open } of overlays) {
      if (wide && look.width < 721) continue;
      await test.step(name, async () => {
        if (at !== of) await page.goto(paths[of]);
        at = of;
        if (of === 'amit') await expect(messageOf({ page, t }, 'At nine.')).toBeVisible();
        await open(page, t);
        const overlay = page.getByRole(role).filter({ visible: true }).first();
        await expect(overlay).toBeVisible();
        await expect(page.locator('[aria-busy="true"], [data-skeleton], .animate-spin')).toHaveCount(0);
        faults.push(...(await findViolations(page, name)));
        if (role === 'alert') return;
        await page.keyboard.press('Escape');
        await expect(overlay).toBeHidden();
      });
    }
    expect(faults).toEqual([]);
  });
}
