// Every channel in one list, answered in one place; and what can still be said when the time to answer freely is over.
import { answer, type InboxPage, messageOf, openChat, rowOf, rowsOf, sendButton, tickOf } from './lib/chats';
import { connectMeta } from './lib/meta';
import { connectLine, createTenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const dayMs = 86_400_000;

test('customers of four channels stand in one list, and each gets the answer', async ({ page, sandbox }) => {
  test.setTimeout(120_000);
  const tenant = await createTenant(page.request);
  const inbox: InboxPage = { page, t };
  const line = await connectLine(tenant, sandbox);
  const cloud = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Cloud line');
  const messenger = await connectMeta(tenant, sandbox, 'messenger', 'Harbour Page');
  const instagram = await connectMeta(tenant, sandbox, 'instagram', 'Harbour Account');
  const { graph } = sandbox;
  await sandbox.setStatuses({ readRate: 1 });
  const customers = [
    {
      channel: 'whatsapp_evolution',
      name: 'Amit Cohen',
      write: () =>
        sandbox.receiveInbound(line.instance, { from: '972507500001', pushName: 'Amit Cohen', text: 'Hi from Amit' }),
      received: async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text),
      read: async () => undefined,
    },
    ...(
      [
        { channel: 'whatsapp_cloud', name: 'Dana Levi', senderId: cloud.senderId, from: '972507500002' },
        { channel: 'messenger', name: 'Yossi Mizrahi', senderId: messenger.senderId, from: '2400000000000001' },
        { channel: 'instagram', name: 'Rina Peretz', senderId: instagram.senderId, from: '1780000000000001' },
      ] as const
    ).map(({ channel, name, senderId, from }) => ({
      channel,
      name,
      write: () => graph.receiveInbound({ to: senderId, from, name, text: `Hi from ${name.split(' ')[0]}` }),
      received: async () => (await graph.listReceived({ senderId })).map(({ text }) => text),
      read: () => graph.readAs({ senderId, personId: from }),
    })),
  ];

  await page.goto('/inbox');
  for (const [index, { channel, name, write }] of customers.entries()) {
    await write();
    await expect(rowsOf(inbox)).toHaveCount(index + 1);
    const row = rowOf(inbox, name);
    await expect(row).toContainText(`Hi from ${name.split(' ')[0]}`);
    await expect(row.getByRole('img', { name: t(`channels.${channel}`), exact: true })).toBeVisible();
  }
  for (const { channel, name, received, read } of customers) {
    await openChat(inbox, name);
    await expect(messageOf(inbox, `Hi from ${name.split(' ')[0]}`)).toBeVisible();
    const words = `Welcome by ${t(`channels.${channel}`)}`;
    const message = await answer(inbox, name, words);
    await expect.poll(received).toEqual([words]);
    await expect(
      tickOf(inbox, message, 'sent')
        .or(tickOf(inbox, message, 'delivered'))
        .or(tickOf(inbox, message, 'read')),
    ).toBeVisible();
    await read();
    await expect(tickOf(inbox, message, 'read')).toBeVisible();
    await expect(rowOf(inbox, name)).toContainText(words);
  }
});

test('after a day of silence a Cloud chat is answered by an approved template, filled in and seen before it leaves', async ({
  page,
  sandbox,
}) => {
  const tenant = await createTenant(page.request);
  const inbox: InboxPage = { page, t };
  const name = 'Dana Levi';
  const { id, senderId, wabaId } = await connectMeta(tenant, sandbox, 'whatsapp_cloud', 'Cloud line');
  await sandbox.graph.addTemplate({
    wabaId,
    name: 'visit_reminder',
    language: 'en_US',
    components: [
      {
        type: 'BODY',
        text: 'Hi {{1}}, we expect you on {{2}}.',
        example: { body_text: [['Ann', 'Monday']] },
      },
    ],
  });
  await tenant.call('POST', '/api/templates/sync', { connectionId: id });
  await sandbox.graph.receiveInbound({
    to: senderId,
    from: '972507500012',
    name,
    text: 'See you next week',
    at: Date.now() - 2 * dayMs,
  });
  await page.goto('/inbox');
  const row = rowOf(inbox, name);
  await expect(row.getByRole('img', { name: t('inbox:row.windowClosed') })).toBeVisible();
  await row.click();
  await expect(page.getByText(t('inbox:window.closed'), { exact: true })).toBeVisible();
  await expect(page.getByText(t('inbox:window.useTemplate', { name, count: 24 }))).toBeVisible();
  await expect(page.getByRole('textbox', { name: t('inbox:composer.label', { name }) })).toBeHidden();

  await page.getByRole('button', { name: t('inbox:templatePicker.open') }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: /visit_reminder/ }).click();
  const preview = dialog.getByRole('figure', { name: t('inbox:templatePicker.preview') });
  const blank = (place: string) => dialog.getByLabel(t('inbox:templatePicker.places.body', { name: place }));
  await blank('1').fill('Dana');
  await expect(preview).toContainText('Hi Dana, we expect you on');
  await dialog.getByRole('button', { name: t('inbox:composer.send'), exact: true }).click();
  await expect(dialog.getByText(t('inbox:templatePicker.fill'))).toBeVisible();
  await blank('2').fill('Friday');
  await expect(preview).toContainText('Hi Dana, we expect you on Friday.');
  await dialog.getByRole('button', { name: t('inbox:composer.send'), exact: true }).click();
  await expect(dialog).toBeHidden();
  const message = messageOf(inbox, 'Hi Dana, we expect you on Friday.');
  await expect(tickOf(inbox, message, 'delivered')).toBeVisible();
  const received = await sandbox.graph.listReceived({ senderId });
  expect(received).toMatchObject([{ to: '972507500012', kind: 'template', content: { name: 'visit_reminder' } }]);
  expect(JSON.stringify(received[0]?.content)).toContain('Friday');

  // The customer writes again: words may be free once more.
  await sandbox.graph.receiveInbound({ to: senderId, from: '972507500012', text: 'Thank you' });
  await expect(page.getByRole('textbox', { name: t('inbox:composer.label', { name }) })).toBeVisible();
  await expect(row.getByRole('img', { name: t('inbox:row.windowClosed') })).toBeHidden();
});

test('on a channel without templates a closed chat says in plain words what can be done', async ({ page, sandbox }) => {
  const tenant = await createTenant(page.request);
  const inbox: InboxPage = { page, t };
  const name = 'Yossi Mizrahi';
  const { senderId } = await connectMeta(tenant, sandbox, 'messenger', 'Harbour Page');
  const from = '2400000000000009';
  await sandbox.graph.receiveInbound({ to: senderId, from, name, text: 'Hello', at: Date.now() - 9 * dayMs });
  await page.goto('/inbox');
  await expect(rowOf(inbox, name).getByRole('img', { name: t('inbox:row.windowClosed') })).toBeVisible();
  await rowOf(inbox, name).click();
  await expect(page.getByText(t('inbox:window.closed'), { exact: true })).toBeVisible();
  const [connection] = await tenant.call<{ capabilities: { windowHours: number } }[]>('GET', '/api/social-connections');
  const count = connection?.capabilities.windowHours;
  await expect(page.getByText(t('inbox:window.waitForThem', { name, count }))).toBeVisible();
  await expect(sendButton(inbox)).toBeHidden();
  await expect(page.getByRole('button', { name: t('inbox:templatePicker.open') })).toBeHidden();
});
