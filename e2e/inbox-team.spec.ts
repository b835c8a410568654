// Two people of a team in two browsers on one chat: they see each other, and no customer is answered twice by accident.
import type { Page } from '@playwright/test';
import { answer, composerOf, type InboxPage, messageOf, openChat, rowOf, rowsOf } from './lib/chats';
import { goTo } from './lib/newcomer';
import { addColleague, connectLine, createTenant, type Line, type Tenant } from './lib/tenant';
import { expect, test } from './lib/test';
import { readWords } from './lib/words';

const t = readWords('en');
const customer = { from: '972507400001', pushName: 'Amit Cohen', text: 'When do you open?' };
const { pushName: name } = customer;

interface Team {
  tenant: Tenant;
  line: Line;
  /** Noa Levi, the owner. */
  noa: InboxPage;
  /** Dana Katz, an admin. */
  dana: InboxPage;
}

type Given = Pick<Parameters<Parameters<typeof test>[2]>[0], 'page' | 'sandbox' | 'openBrowser'>;

/** Both have the inbox open with the one chat that there is. */
async function gather({ page, sandbox, openBrowser }: Given): Promise<Team> {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const other: Page = await (await openBrowser()).newPage();
  await addColleague(tenant, other.request, 'Dana Katz', 'admin');
  await sandbox.receiveInbound(line.instance, customer);
  const [noa, dana] = [
    { page, t },
    { page: other, t },
  ];
  for (const inbox of [noa, dana]) {
    await inbox.page.goto('/inbox');
    await expect(rowsOf(inbox)).toHaveCount(1);
  }
  return { tenant, line, noa, dana };
}

const header = ({ page }: InboxPage) => page.getByRole('region', { name: t('inbox:thread.label', { name }) });
const typing = (inbox: InboxPage, names: string) =>
  header(inbox).getByText(t('inbox:presence.typing', { count: 1, names }), { exact: true });
const goElsewhere = (inbox: InboxPage) => goTo({ ...inbox, language: 'en' }, 'contacts');
const undo = ({ page }: InboxPage) => page.getByRole('button', { name: t('actions.undo') });

test('colleagues in one chat see each other look and write', async ({ page, sandbox, openBrowser }) => {
  const { noa, dana } = await gather({ page, sandbox, openBrowser });
  await openChat(noa, name);
  await expect(header(noa).getByTitle(t('inbox:presence.here', { count: 1 }))).toBeHidden();
  const danas = await openChat(dana, name);
  for (const inbox of [noa, dana]) {
    await expect(header(inbox).getByTitle(t('inbox:presence.here', { count: 1 }))).toBeVisible();
  }
  await danas.pressSequentially('At nine');
  await expect(typing(noa, 'Dana Katz')).toBeVisible();
  await danas.fill('');
  await expect(typing(noa, 'Dana Katz')).toBeHidden();
  await composerOf(noa, name).pressSequentially('At nine');
  await expect(typing(dana, 'Noa Levi')).toBeVisible();
  await goElsewhere(dana);
  await expect(header(noa).getByTitle(t('inbox:presence.here', { count: 1 }))).toBeHidden();
});

test('giving and closing a chat shows at once at a colleague, and both can be undone', async ({
  page,
  sandbox,
  openBrowser,
}) => {
  const { noa, dana } = await gather({ page, sandbox, openBrowser });
  for (const inbox of [noa, dana]) await openChat(inbox, name);
  const whose = (inbox: InboxPage, words: string) => header(inbox).getByRole('button', { name: words, exact: true });
  const toYou = t('inbox:assign.assignedTo', { name: t('inbox:assign.you') });

  await page.keyboard.press('Escape');
  await page.keyboard.press('a');
  await expect(page.getByPlaceholder(t('inbox:assign.search'))).toBeFocused();
  await page.keyboard.type('Dana');
  await expect(page.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(whose(dana, toYou)).toBeVisible();
  await expect(page.getByText(t('inbox:done.assigned', { name: 'Dana Katz' }), { exact: true })).toBeVisible();
  await undo(noa).click();
  await expect(whose(noa, t('inbox:assign.title'))).toBeVisible();
  await expect(whose(dana, t('inbox:assign.title'))).toBeVisible();
  await expect(undo(noa)).toBeHidden();

  await page.keyboard.press('e');
  await expect(rowsOf(noa)).toHaveCount(0);
  await expect(header(dana).getByText(t('inbox:header.closed'), { exact: true })).toBeVisible();
  await expect(page.getByText(t('inbox:done.closed', { name }))).toBeVisible();
  await undo(noa).click();
  await expect(rowOf(noa, name)).toBeVisible();
  await expect(header(dana).getByText(t('inbox:header.closed'), { exact: true })).toBeHidden();
});

test('an agent gets a chat live, and loses sight of it when it is given to somebody else', async ({
  page,
  sandbox,
  openBrowser,
}) => {
  const tenant = await createTenant(page.request);
  const line = await connectLine(tenant, sandbox);
  const other = await (await openBrowser()).newPage();
  await addColleague(tenant, other.request, 'Gal Regev');
  await sandbox.receiveInbound(line.instance, customer);
  const noa: InboxPage = { page, t };
  const gal: InboxPage = { page: other, t };
  await other.goto('/inbox');
  await other.getByRole('tab', { name: t('inbox:tabs.mine') }).click();
  await expect(other.getByText(t('inbox:empty.mine'))).toBeVisible();
  await page.goto('/inbox');
  const assign = async (person: string) => {
    await header(noa)
      .getByRole('button', { name: new RegExp(`^${t('inbox:assign.title')}`) })
      .click();
    await page.getByRole('option', { name: person }).click();
  };
  await openChat(noa, name);
  await assign('Gal Regev');
  await expect(rowOf(gal, name)).toBeVisible();
  await assign(t('inbox:assign.me'));
  await expect(rowsOf(gal)).toHaveCount(0);
});

test('who has a draft while a colleague answers is told before sending, and the second answer goes out once', async ({
  page,
  sandbox,
  openBrowser,
}) => {
  const { line, noa, dana } = await gather({ page, sandbox, openBrowser });
  await openChat(noa, name);
  const danas = await openChat(dana, name);
  await danas.fill('We open at nine.');
  await expect(
    header(noa)
      .getByText(t('inbox:lock.answering', { name: 'Dana Katz' }))
      .first(),
  ).toBeVisible();
  // Dana pauses; what she began stays.
  await expect(header(noa).getByText(t('inbox:lock.answering', { name: 'Dana Katz' }))).toHaveCount(0);
  await answer(noa, name, 'At nine, every day.');

  await expect(messageOf(dana, 'At nine, every day.')).toBeVisible();
  await expect(header(dana).getByText(t('inbox:lock.answered', { name: 'Noa Levi' }), { exact: true })).toBeAttached();
  await danas.press('Enter');
  const anyway = header(dana).getByRole('button', { name: t('inbox:lock.sendAnyway') });
  await expect(anyway).toBeFocused();
  await expect(danas).toHaveValue('We open at nine.');
  await dana.page.keyboard.press('Enter');
  await expect(messageOf(noa, 'We open at nine.')).toBeVisible();
  await expect(danas).toHaveValue('');
  await expect
    .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
    .toEqual(['At nine, every day.', 'We open at nine.']);
});

test.describe('with the live connection lost', () => {
  test.use({ tolerated: /WebSocket/ });

  test('an answer that crosses a colleague’s is held back by the server until it is sent anyway, once', async ({
    page,
    sandbox,
    openBrowser,
  }) => {
    const { line, noa, dana } = await gather({ page, sandbox, openBrowser });
    await openChat(noa, name);
    await dana.page.routeWebSocket(/\/ws\?/, (socket) => void socket.close());
    await dana.page.reload();
    const danas = await openChat(dana, name);
    await expect(messageOf(dana, customer.text)).toBeVisible();
    await answer(noa, name, 'At nine, every day.');
    await expect
      .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
      .toEqual(['At nine, every day.']);
    // Otherwise Dana would hear of Noa by looking.
    await goElsewhere(noa);
    await expect(page.getByRole('heading', { name: t('nav.contacts') }).first()).toBeVisible();
    await danas.fill('We open at nine.');
    await danas.press('Enter');
    const held = messageOf(dana, 'We open at nine.');
    await held.getByRole('button', { name: t('inbox:thread.sendAnyway') }).click();
    await expect(held.getByRole('button', { name: t('inbox:thread.sendAnyway') })).toBeHidden();
    await expect
      .poll(async () => (await sandbox.listReceived({ instance: line.instance })).map(({ text }) => text))
      .toEqual(['At nine, every day.', 'We open at nine.']);
  });
});
