// Search over messages: what is found, who finds it, page by page.
import type { FoundMessage } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../../test/app';
import { inbound, insertChat, receive } from '../../../../test/conversation';

let app: TestApp;
let owner: TestPerson;
let agent: TestPerson;
let coach: TestPerson;
let stranger: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  [agent, coach, stranger] = [await app.join(owner, 'agent'), await app.join(owner, 'coach'), await app.register()];
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

async function say(texts: string[], values: Parameters<typeof insertChat>[3] = {}, at = new Date()) {
  const chat = await insertChat(app.parts, owner.tenantId, line, values);
  const ids = await receive(
    app.parts,
    owner.tenantId,
    line,
    texts.map((text, n) => inbound(chat.phone!, { text, at: new Date(at.getTime() + n) })),
  );
  return { ...chat, ids };
}
const find = async (person: TestPerson, q: string, more = '') =>
  (await person.get(`/api/messages/search?q=${encodeURIComponent(q)}${more}`).expect(200)).body as {
    data: FoundMessage[];
    pagination: { nextCursor: string | null };
  };
const textsOf = async (person: TestPerson, q: string, more = '') =>
  (await find(person, q, more)).data.map((found) => found.message.text);

test('every word must begin a word of the message; phrases stand as they are; Hebrew and English', async () => {
  await say(['The zebra invoice is late', 'Zebras like invoices', 'An invoice for zebra, late', 'חשבונית עבור זברה']);
  expect(await textsOf(owner, 'zebra invo')).toEqual([
    'An invoice for zebra, late',
    'Zebras like invoices',
    'The zebra invoice is late',
  ]);
  expect(await textsOf(owner, '"zebra invoice"')).toEqual(['The zebra invoice is late']);
  expect(await textsOf(owner, 'ebra')).toEqual([]);
  expect(await textsOf(owner, 'חשבו זבר')).toEqual(['חשבונית עבור זברה']);
  const [found] = (await find(owner, 'חשבו')).data;
  expect(found!.highlight.map(([start, end]) => found!.excerpt.slice(start, end))).toEqual(['חשבו']);
  expect(found!.chat.id).toBe(found!.message.chatId);
});

test('signs that are no words find nothing and break nothing', async () => {
  for (const q of ['!!', "'; drop table messages; --", '& | ! ( ) :*', '\\\\', '"" ""', 'a:* <-> b'])
    await find(owner, q);
  await owner.get('/api/messages/search?q=x').expect(400);
  await owner.get('/api/messages/search?q=xx&cursor=nonsense').expect(400);
});

test('a message is found only by those who see its chat, and never by another tenant', async () => {
  await say(['giraffe one'], { assigneeId: owner.userId });
  await say(['giraffe two'], { assigneeId: agent.userId });
  await say(['giraffe three'], { ownerId: coach.userId, assigneeId: owner.userId });
  expect((await textsOf(owner, 'giraffe')).sort()).toEqual(['giraffe one', 'giraffe three', 'giraffe two']);
  expect(await textsOf(agent, 'giraffe')).toEqual(['giraffe two']);
  expect(await textsOf(coach, 'giraffe')).toEqual(['giraffe three']);
  expect(await textsOf(stranger, 'giraffe')).toEqual([]);
});

test('pages show every visible message once, newest first, however many others lie between', async () => {
  const start = new Date(Date.now() - 3_600_000);
  for (let n = 0; n < 6; n += 1) {
    const at = new Date(start.getTime() + n * 60_000);
    await say(
      Array.from({ length: 60 }, (_, i) => `hippo hidden ${n}-${i}`),
      { assigneeId: owner.userId },
      at,
    );
    await say([`hippo ${n}`], { assigneeId: agent.userId }, new Date(at.getTime() + 30_000));
  }
  const seen: (string | null)[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page: Awaited<ReturnType<typeof find>> = await find(
      agent,
      'hippo',
      `&limit=2${cursor && `&cursor=${cursor}`}`,
    );
    seen.push(...page.data.map((found) => found.message.text));
    cursor = page.pagination.nextCursor;
  }
  expect(seen).toEqual(['hippo 5', 'hippo 4', 'hippo 3', 'hippo 2', 'hippo 1', 'hippo 0']);
});

test('a search may be kept to one chat or one line, and withdrawn messages are not found', async () => {
  const chat = await say(['panda here', 'panda gone']);
  await say(['panda elsewhere']);
  expect(await textsOf(owner, 'panda', `&chatId=${chat.id}`)).toEqual(['panda gone', 'panda here']);
  expect(
    await textsOf(owner, 'panda', `&connectionId=${(await insertConnection(app.parts, owner.tenantId)).id}`),
  ).toEqual([]);
  await owner.del(`/api/messages/${chat.ids[1]}`).expect(200);
  expect(await textsOf(owner, 'panda', `&chatId=${chat.id}`)).toEqual(['panda here']);
});
