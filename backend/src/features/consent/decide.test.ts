// What a decision about a near miss sends and does not send.
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, receive } from '../../../test/conversation';
import { insertMetaLine, metaEnv } from '../../../test/meta';

let app: TestApp;
let owner: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp(metaEnv);
});
beforeEach(async () => {
  owner = await app.register();
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

const data = async (path: string) => (await owner.get(path).expect(200)).body.data;
const decide = (id: string, decision: string) => owner.post(`/api/consent/reviews/${id}/decide`, { decision });

/** A person who wrote this. */
async function wrote(text: string, to = line) {
  const chat = await insertChat(app.parts, owner.tenantId, to);
  await receive(app.parts, owner.tenantId, to, [inbound(chat.phone!, { text })]);
  const [review] = await data('/api/consent/reviews');
  return { ...chat, reviewId: review.id as string };
}
async function sentTo(chatId: string) {
  const thread = await data(`/api/messages/chat/${chatId}`);
  return thread.filter((message: { direction: string }) => message.direction === 'out');
}
const silentFor = (chatId: string, hours: number) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update chats set last_inbound_at = now() - make_interval(hours => $3) where tenant_id = $1 and id = $2', [
      owner.tenantId,
      chatId,
      hours,
    ]),
  );

describe('the confirmation', () => {
  test('a near miss confirmed as an opt-out is answered once, in its language, like a plain word', async () => {
    const { id, phone, reviewId } = await wrote('הסר אותי מכאן');
    await decide(reviewId, 'opt_out').expect(200);
    const [sent, ...others] = await sentTo(id);
    expect(others).toEqual([]);
    expect(sent).toMatchObject({
      source: 'automation',
      text: expect.stringContaining('לא יישלחו אליך'),
      content: { consent: { decision: 'opt_out', stage: 'confirmation' } },
    });
    expect((await data('/api/credits')).reserved).toBe(1);
    await receive(app.parts, owner.tenantId, line, [inbound(phone!, { text: 'STOP' })]);
    expect(await sentTo(id)).toHaveLength(1);
  });

  test('two people who confirm at once send it once', async () => {
    const { id, reviewId } = await wrote('stop it now');
    const answers = await Promise.all([1, 2, 3].map(() => decide(reviewId, 'opt_out')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
    expect(await sentTo(id)).toHaveLength(1);
  });

  test('a dismissal sends nothing and costs nothing', async () => {
    const { id, reviewId } = await wrote('where is the bus stop');
    await decide(reviewId, 'dismiss').expect(200);
    expect(await sentTo(id)).toEqual([]);
    expect((await data('/api/credits')).reserved).toBe(0);
  });

  test.each(['whatsapp_evolution', 'whatsapp_cloud'] as const)(
    '%s: a day after their last words nothing is sent; the opt-out is recorded all the same',
    async (channel) => {
      const to = channel === 'whatsapp_evolution' ? line : (await insertMetaLine(app, owner.tenantId, channel)).id;
      const late = await wrote('stop it now', to);
      await silentFor(late.id, 25);
      await decide(late.reviewId, 'opt_out').expect(200);
      expect(await sentTo(late.id)).toEqual([]);
      expect((await data(`/api/contacts/${late.contactId}`)).optedOutAt).toEqual(expect.any(String));
      const inTime = await wrote('stop it now', to);
      await silentFor(inTime.id, 23);
      await decide(inTime.reviewId, 'opt_out').expect(200);
      expect(await sentTo(inTime.id)).toHaveLength(1);
    },
  );

  test('with confirmations off, or on a line that was removed, nothing is sent', async () => {
    const removed = await wrote('stop it now');
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query('update connections set removed_at = now() where tenant_id = $1 and id = $2', [owner.tenantId, line]),
    );
    await decide(removed.reviewId, 'opt_out').expect(200);
    expect(await sentTo(removed.id)).toEqual([]);
    const other = (await insertConnection(app.parts, owner.tenantId)).id;
    await owner.patch('/api/consent/settings', { confirm: false }).expect(200);
    const silent = await wrote('stop it now', other);
    await decide(silent.reviewId, 'opt_out').expect(200);
    expect(await sentTo(silent.id)).toEqual([]);
  });

  test('without credits the decision holds and nothing is sent', async () => {
    const { id, contactId, reviewId } = await wrote('stop it now');
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query('update credit_accounts set balance = 0 where tenant_id = $1', [owner.tenantId]),
    );
    await decide(reviewId, 'opt_out').expect(200);
    expect(await sentTo(id)).toEqual([]);
    expect((await data(`/api/contacts/${contactId}`)).optedOutAt).toEqual(expect.any(String));
  });
});

describe('many at once', () => {
  const decideAll = (ids: readonly string[], decision: string, who = owner) =>
    who.post('/api/consent/reviews/decide', { ids, decision });
  const reopen = (ids: readonly string[], who = owner) => who.post('/api/consent/reviews/reopen', { ids });
  const openIds = async (): Promise<string[]> =>
    (await data('/api/consent/reviews')).map(({ id }: { id: string }) => id);

  test('confirming takes each for what it resembles, with one entry and one confirmation per person', async () => {
    const first = await wrote('stop it now');
    await receive(app.parts, owner.tenantId, line, [inbound(first.phone!, { text: 'stop it now, please' })]);
    const second = await wrote('stpo');
    const back = await insertChat(app.parts, owner.tenantId, line, { optedOut: true });
    await receive(app.parts, owner.tenantId, line, [inbound(back.phone!, { text: 'i want to subscribe' })]);
    const ids = await openIds();
    expect(ids).toHaveLength(4);
    const { decided } = (await decideAll(ids, 'confirm').expect(200)).body.data;
    expect(new Set(decided)).toEqual(new Set(ids));
    expect(await openIds()).toEqual([]);
    expect(await data('/api/consent/reviews?state=confirmed')).toHaveLength(4);
    expect(await data(`/api/contacts/${first.contactId}/consent`)).toMatchObject([
      { decision: 'opt_out', origin: 'user', words: 'stop it now, please' },
    ]);
    expect((await data(`/api/contacts/${back.contactId}`)).optedOutAt).toBeNull();
    for (const { id } of [first, second, back]) expect(await sentTo(id)).toHaveLength(1);
  });

  test('what somebody decided meanwhile, or one may not see, is left out', async () => {
    const coach = await app.join(owner, 'coach');
    await wrote('stop it now');
    const own = await insertChat(app.parts, owner.tenantId, line, { ownerId: coach.userId });
    await receive(app.parts, owner.tenantId, line, [inbound(own.phone!, { text: 'stop it now' })]);
    const ids = await openIds();
    const { decided } = (await decideAll(ids, 'dismiss', coach).expect(200)).body.data;
    expect(decided).toHaveLength(1);
    expect((await decideAll(ids, 'confirm').expect(200)).body.data.decided).toEqual(
      ids.filter((id) => !decided.includes(id)),
    );
    expect((await reopen(ids, coach).expect(200)).body.data.reopened).toEqual(decided);
    await decideAll([], 'dismiss').expect(400);
    await decideAll(ids, 'opt_out').expect(400);
  });

  test('a dismissal taken back waits again, in the queue and in the thread; a newer word stands', async () => {
    const again = await wrote('stop it now');
    const settled = await wrote('stop it now');
    const ids = await openIds();
    await decideAll(ids, 'dismiss').expect(200);
    await receive(app.parts, owner.tenantId, line, [inbound(settled.phone!, { text: 'START' })]);
    expect((await reopen(ids).expect(200)).body.data.reopened).toEqual([again.reviewId]);
    expect(await openIds()).toEqual([again.reviewId]);
    const [message] = await data(`/api/messages/chat/${again.id}`);
    expect(message.content.consent).toEqual({ decision: 'opt_out', stage: 'open' });
    await decide(again.reviewId, 'opt_out').expect(200);
    expect((await reopen([again.reviewId]).expect(200)).body.data.reopened).toEqual([]);
  });
});
