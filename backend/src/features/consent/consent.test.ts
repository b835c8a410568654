// The queue of near misses, the ledger and the settings over HTTP: who sees what, and what a decision does.
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';

let app: TestApp;
let owner: TestPerson;
let coach: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
});
beforeEach(async () => {
  owner = await app.register();
  coach = await app.join(owner, 'coach');
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

/** A person who wrote this. */
async function wrote(text: string, values: { ownerId?: string } = {}) {
  const chat = await insertChat(app.parts, owner.tenantId, line, values);
  const [messageId] = await receive(app.parts, owner.tenantId, line, [inbound(chat.phone!, { text })]);
  return { ...chat, messageId: messageId! };
}
const data = async (path: string, who = owner) => (await who.get(path).expect(200)).body.data;
const decide = (id: string, decision: string, who = owner) =>
  who.post(`/api/consent/reviews/${id}/decide`, { decision });
const consentOf = (messageId: string) => data(`/api/messages/${messageId}`).then(({ content }) => content.consent);

describe('near misses', () => {
  test('one is queued with its words and guess, marked in the thread, and counted', async () => {
    const { contactId, id: chatId, messageId } = await wrote('Stop sending me this!');
    expect(await data('/api/consent/reviews')).toMatchObject([
      {
        contactId,
        chatId,
        messageId,
        guess: 'opt_out',
        language: 'en',
        keyword: 'stop',
        words: 'Stop sending me this!',
        state: 'open',
        optedOut: false,
        abilities: { decide: true },
      },
    ]);
    expect(await data('/api/consent/reviews/count')).toEqual({ open: 1 });
    expect(await consentOf(messageId)).toEqual({ decision: 'opt_out', stage: 'open' });
  });

  test('confirming it opts out with the message as evidence and settles what else is open about this person', async () => {
    const { contactId, phone, messageId } = await wrote('stpo');
    await receive(app.parts, owner.tenantId, line, [inbound(phone!, { text: 'alto' })]);
    const [review] = await data('/api/consent/reviews');
    expect((await decide(review.id, 'opt_out').expect(200)).body.data).toMatchObject({
      state: 'confirmed',
      optedOut: true,
      decidedByName: 'Owner',
      abilities: { decide: false },
    });
    expect(await data('/api/consent/reviews/count')).toEqual({ open: 0 });
    expect((await data(`/api/contacts/${contactId}`)).optedOutAt).toEqual(expect.any(String));
    expect(await data(`/api/contacts/${contactId}/consent`)).toMatchObject([
      { decision: 'opt_out', origin: 'user', actorName: 'Owner', words: 'alto', chatId: expect.any(String) },
    ]);
    expect(await consentOf(messageId)).toEqual({ decision: 'opt_out', stage: 'confirmed' });
    expect((await decide(review.id, 'dismiss').expect(409)).body.error).toBe('wrong_state');
  });

  test('dismissing it leaves the person as they are and no entry in the ledger', async () => {
    const { contactId, messageId } = await wrote('where is the bus stop');
    const [review] = await data('/api/consent/reviews');
    expect((await decide(review.id, 'dismiss').expect(200)).body.data).toMatchObject({
      state: 'dismissed',
      optedOut: false,
    });
    expect(await data(`/api/contacts/${contactId}/consent`)).toEqual([]);
    expect(await consentOf(messageId)).toEqual({ decision: 'opt_out', stage: 'dismissed' });
    expect(await data('/api/consent/reviews?state=dismissed')).toHaveLength(1);
    await decide(review.id, 'maybe').expect(400);
  });

  test('who then says it plainly has decided themselves', async () => {
    const { phone } = await wrote('stop sending me this');
    await receive(app.parts, owner.tenantId, line, [inbound(phone!, { text: 'STOP' })]);
    expect(await data('/api/consent/reviews')).toEqual([]);
    expect(await data('/api/consent/reviews?state=confirmed')).toMatchObject([{ decidedByName: null }]);
  });

  test('what would change nothing is not asked: a return of somebody who never left, a refusal of who has left', async () => {
    await wrote('i want to subscribe');
    const { phone } = await wrote('STOP');
    await receive(app.parts, owner.tenantId, line, [inbound(phone!, { text: 'please do stop it' })]);
    expect(await data('/api/consent/reviews')).toEqual([]);
    await receive(app.parts, owner.tenantId, line, [inbound(phone!, { text: 'i want to subscribe' })]);
    expect(await data('/api/consent/reviews')).toMatchObject([{ guess: 'opt_in', optedOut: true }]);
  });

  test('a coach sees, counts and decides those of their own people only', async () => {
    await wrote('stop it now');
    const own = await wrote('stop it now', { ownerId: coach.userId });
    const seen = await data('/api/consent/reviews', coach);
    expect(seen.map((review: { contactId: string }) => review.contactId)).toEqual([own.contactId]);
    expect(await data('/api/consent/reviews/count', coach)).toEqual({ open: 1 });
    const foreign = (await data('/api/consent/reviews')).find((review: { id: string }) => review.id !== seen[0].id);
    await decide(foreign.id, 'dismiss', coach).expect(404);
    await decide(seen[0].id, 'opt_out', coach).expect(200);
  });

  test('two people who decide at once: one is heard, the other is told', async () => {
    await wrote('stop it now');
    const [review] = await data('/api/consent/reviews');
    const answers = await Promise.all([
      decide(review.id, 'opt_out'),
      decide(review.id, 'dismiss'),
      decide(review.id, 'opt_out'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  test('pages follow each other without a gap', async () => {
    for (let n = 0; n < 5; n += 1) await wrote(`stop it now ${n}`);
    const first = (await owner.get('/api/consent/reviews?limit=3').expect(200)).body;
    const second = await data(`/api/consent/reviews?limit=3&cursor=${first.pagination.nextCursor}`);
    expect([...first.data, ...second].map(({ words }: { words: string }) => words.at(-1))).toEqual([
      '4',
      '3',
      '2',
      '1',
      '0',
    ]);
    await owner.get('/api/consent/reviews?cursor=nonsense').expect(400);
  });
});

describe('the ledger', () => {
  test('it names who, when, and which words, and is filtered, paged and exported', async () => {
    const { contactId } = await wrote('STOP');
    await owner.post(`/api/contacts/${contactId}/opt-in`, { note: '=asked by phone' }).expect(200);
    const page = (await owner.get('/api/consent/entries?limit=1').expect(200)).body;
    expect(page.data).toMatchObject([
      { decision: 'opt_in', origin: 'user', actorName: 'Owner', note: '=asked by phone' },
    ]);
    expect(await data(`/api/consent/entries?cursor=${page.pagination.nextCursor}`)).toMatchObject([
      { decision: 'opt_out', origin: 'message', words: 'STOP', keyword: 'stop', language: 'en' },
    ]);
    expect(await data('/api/consent/entries?decision=opt_out')).toHaveLength(1);
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    expect(await data(`/api/consent/entries?from=${tomorrow}`)).toEqual([]);
    const { text } = await owner.get('/api/consent/entries.csv').expect(200);
    const lines = text.trim().split(/\r?\n/);
    expect(lines).toHaveLength(3);
    expect(lines[1]).toContain("'=asked by phone");
    expect(lines[2]).toContain('STOP');
  });

  test('the words stay when the message is withdrawn', async () => {
    const { contactId, messageId } = await wrote('STOP');
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query("update messages set text = null, content = '{}', deleted_at = now() where tenant_id = $1 and id = $2", [
        owner.tenantId,
        messageId,
      ]),
    );
    expect(await data(`/api/contacts/${contactId}/consent`)).toMatchObject([{ words: 'STOP' }]);
  });

  test('a coach reads of their own people only', async () => {
    const { contactId } = await wrote('STOP');
    await coach.get(`/api/contacts/${contactId}/consent`).expect(404);
    expect(await data('/api/consent/entries', coach)).toEqual([]);
    expect((await coach.get('/api/consent/entries.csv').expect(200)).text).not.toContain('STOP');
  });
});

describe('settings', () => {
  const change = (body: object, who = owner) => who.patch('/api/consent/settings', body);

  test('they show the built-in words and texts, and what is not said stays', async () => {
    expect(await data('/api/consent/settings')).toMatchObject({
      confirm: true,
      ownWords: [],
      texts: {},
      abilities: { edit: true },
    });
    await change({ texts: { opt_out: { en: 'Bye from {business}' } } }).expect(200);
    await change({ ownWords: [{ word: 'weg', decision: 'opt_out', language: 'en' }] }).expect(200);
    const settings = await data('/api/consent/settings', coach);
    expect(settings).toMatchObject({
      texts: { opt_out: { en: 'Bye from {business}' } },
      ownWords: [{ word: 'weg' }],
      abilities: { edit: false },
    });
    expect(settings.builtIn.words.en.opt_out).toContain('unsubscribe');
    await change({ confirm: false }, coach).expect(403);
  });

  test('an own word opts out, and the own text with the team’s name confirms it', async () => {
    await change({
      texts: { opt_out: { he: 'להתראות, {business}' } },
      ownWords: [{ word: 'ביי', decision: 'opt_out', language: 'he' }],
    }).expect(200);
    const { id } = await wrote('ביי!!');
    const [confirmation] = await data(`/api/messages/chat/${id}`);
    expect(confirmation.text).toMatch(/^להתראות, .+/);
    expect(confirmation).toMatchObject({
      source: 'automation',
      content: { consent: { decision: 'opt_out', stage: 'confirmation' } },
    });
  });

  test('with confirmations off nothing is answered and nothing charged', async () => {
    await change({ confirm: false }).expect(200);
    const { id, contactId } = await wrote('STOP');
    expect((await data(`/api/contacts/${contactId}`)).optedOutAt).toEqual(expect.any(String));
    expect(await data(`/api/messages/chat/${id}`)).toHaveLength(1);
    expect((await data('/api/credits')).reserved).toBe(0);
  });

  test.each([
    ['the opposite of what it is known for', [{ word: 'Start', decision: 'opt_out', language: 'en' }]],
    [
      'there twice',
      [
        { word: 'weg', decision: 'opt_out', language: 'en' },
        { word: 'Weg!', decision: 'opt_in', language: 'en' },
      ],
    ],
    ['no word at all', [{ word: '!!!', decision: 'opt_out', language: 'en' }]],
  ])('an own word is refused when it is %s', async (_, ownWords) => {
    const { body } = await change({ ownWords }).expect(400);
    expect(body).toMatchObject({
      error: 'validation_failed',
      details: [{ path: expect.stringMatching(/^ownWords\.\d\.word$/) }],
    });
  });
});
