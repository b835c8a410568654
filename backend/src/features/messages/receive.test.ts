// Intake: every message is stored once, in its place, with everything it changes.
import fc from 'fast-check';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat, insertContact, nextPhone, receive } from '../../../test/conversation';
import { newId } from '../../platform/ids';
import type { InboundMessage } from './receive';

let app: TestApp;
let owner: TestPerson;
let line: string;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  line = (await insertConnection(app.parts, owner.tenantId)).id;
});
afterAll(() => app.close());

const take = (messages: readonly InboundMessage[]) => receive(app.parts, owner.tenantId, line, messages);
const rows = <Row>(text: string, params: unknown[]) => app.parts.db.read<Row>(owner.tenantId, text, params);
const chatOf = async (phone: string) => {
  const [row] = await rows<{
    id: string;
    contact_id: string;
    status: string;
    unread_count: number;
    last_message: { preview: string; state: string };
    silent: boolean;
    last_inbound_at: Date | null;
  }>(
    `select c.id, c.contact_id, c.status, c.unread_count, c.last_message, c.human_until > now() + interval '29 minutes' as silent, c.last_inbound_at
     from chats c join contacts k on k.tenant_id = c.tenant_id and k.id = c.contact_id where k.phone = $1`,
    [phone],
  );
  return row!;
};

test('a first message makes the contact and an open chat with one unread message', async () => {
  const phone = nextPhone();
  const ids = await take([inbound(phone, { name: 'Maya', text: 'Hi there' })]);
  expect(ids).toHaveLength(1);
  expect(await chatOf(phone)).toMatchObject({
    status: 'open',
    unread_count: 1,
    last_message: { preview: 'Hi there', state: 'received' },
  });
  const [contact] = await rows<{ name: string; last_message_at: Date | null; first_messaged_at: Date | null }>(
    'select name, last_message_at, first_messaged_at from contacts where phone = $1',
    [phone],
  );
  expect(contact).toMatchObject({ name: 'Maya', last_message_at: expect.any(Date), first_messaged_at: null });
});

test('who writes first to a coach’s own number becomes their contact, and the coach sees the chat; known contacts stay whose they are', async () => {
  const coach = await app.join(owner, 'coach');
  const own = await insertConnection(app.parts, owner.tenantId, { ownerId: coach.userId });
  const known = await insertContact(app.parts, owner.tenantId);
  const fresh = nextPhone();
  await receive(app.parts, owner.tenantId, own.id, [inbound(fresh), inbound(known.phone!)]);
  const seen = (await coach.get('/api/chats').expect(200)).body.data;
  expect(seen.map((chat: { contactPhone: string }) => chat.contactPhone)).toEqual([fresh]);
  expect((await owner.get(`/api/contacts/${known.id}`)).body.data.ownerId).toBeNull();
});

test('the same messages again change nothing and answer nothing new', async () => {
  const batch = [inbound(nextPhone()), inbound(nextPhone())];
  expect(await take([...batch, batch[0]!])).toHaveLength(2);
  expect(await take(batch)).toEqual([]);
  expect(await chatOf(batch[0]!.from.phone!)).toMatchObject({ unread_count: 1 });
});

test('two deliveries of one batch at the same time store it once', async () => {
  const phones = Array.from({ length: 20 }, nextPhone);
  const batch = phones.map((phone) => inbound(phone));
  const taken = await Promise.all([take(batch), take([...batch].reverse()), take(batch)]);
  expect(taken.flat()).toHaveLength(20);
  for (const phone of phones) expect((await chatOf(phone)).unread_count).toBe(1);
});

test('what is typed on the linked phone stands in the thread as ours, unread by nobody, and silences automations', async () => {
  const phone = nextPhone();
  const at = new Date(Math.floor(Date.now() / 1000) * 1000);
  const typed = inbound(phone, { fromMe: true, text: 'On my way', name: 'Our own name', at });
  await take([typed, inbound(phone, { at })]);
  const chat = await chatOf(phone);
  expect(chat).toMatchObject({ unread_count: 1, silent: true, last_message: { preview: 'On my way', state: 'sent' } });
  const thread = (await owner.get(`/api/messages/chat/${chat.id}`).expect(200)).body.data;
  expect(
    thread.map((message: { direction: string; source: string; state: string }) => [
      message.direction,
      message.source,
      message.state,
    ]),
  ).toEqual([
    ['out', 'phone', 'sent'],
    ['in', 'contact', 'received'],
  ]);
  const [contact] = await rows<{ name: string; messaged: boolean }>(
    'select name, first_messaged_at is not null as messaged from contacts where phone = $1',
    [phone],
  );
  expect(contact).toEqual({ name: phone, messaged: true });
});

test('what we answer within the second of the customer’s message stands after it', async () => {
  const phone = nextPhone();
  await take([inbound(phone, { text: 'question', at: new Date(Math.floor(Date.now() / 1000) * 1000) })]);
  const chat = await chatOf(phone);
  await owner.post('/api/messages', { chatId: chat.id, text: 'answer' }).expect(201);
  const thread = (await owner.get(`/api/messages/chat/${chat.id}`).expect(200)).body.data;
  expect(thread.map((message: { text: string }) => message.text)).toEqual(['answer', 'question']);
  expect(await chatOf(phone)).toMatchObject({ last_message: { preview: 'answer', direction: 'out' } });
});

test('an answer is linked to what it quotes within one batch, whichever comes first', async () => {
  const phone = nextPhone();
  const first = inbound(phone, { text: 'quoted' });
  await take([inbound(phone, { quotedProviderId: first.providerId, text: 'quoting' }), first]);
  const chat = await chatOf(phone);
  const linked = await rows(
    "select q.text from messages m join messages q on q.id = m.reply_to_id where m.chat_id = $1 and m.text = 'quoting'",
    [chat.id],
  );
  expect(linked).toEqual([{ text: 'quoted' }]);
});

test('an older message that arrives late does not become the last message', async () => {
  const phone = nextPhone();
  await take([inbound(phone, { text: 'newer' })]);
  await take([inbound(phone, { text: 'older', at: new Date(Date.now() - 3_600_000) })]);
  const chat = await chatOf(phone);
  expect(chat).toMatchObject({ unread_count: 2, last_message: { preview: 'newer' } });
  const thread = (await owner.get(`/api/messages/chat/${chat.id}`).expect(200)).body.data;
  expect(thread.map((message: { text: string }) => message.text)).toEqual(['newer', 'older']);
});

test('a person known by a hidden identity keeps their chat when the number becomes known', async () => {
  const phone = nextPhone();
  const lid = `${Date.now()}`;
  await take([inbound(phone, { from: { lid }, text: 'who am I' })]);
  await take([inbound(phone, { from: { lid, phone }, text: 'me' })]);
  const chat = await chatOf(phone);
  expect(chat.unread_count).toBe(2);
});

test('a quoted message is linked, a quoted stranger is not', async () => {
  const phone = nextPhone();
  const first = inbound(phone);
  const [id] = await take([first]);
  await take([
    inbound(phone, { quotedProviderId: first.providerId, text: 'answering' }),
    inbound(phone, { quotedProviderId: 'unknown', text: 'floating' }),
  ]);
  const found = await rows<{ text: string; reply_to_id: string | null }>(
    "select text, reply_to_id from messages where text in ('answering', 'floating') order by text",
    [],
  );
  expect(found).toEqual([
    { text: 'answering', reply_to_id: id },
    { text: 'floating', reply_to_id: null },
  ]);
});

test('any text and content that a provider can send is stored and shown', async () => {
  const phone = nextPhone();
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'binary' }),
      fc.dictionary(fc.string(), fc.string({ unit: 'binary' })),
      async (text, content) => {
        const message = inbound(phone, { text: `\0${text}`, content, kind: 'unsupported', name: `${text}\0` });
        const [id] = await take([message]);
        const shown = (await owner.get(`/api/messages/${id}`).expect(200)).body.data;
        expect(shown.text).toBe(text.replaceAll('\0', ''));
      },
    ),
    { numRuns: 30 },
  );
});

async function campaignTo(contactId: string, sentAt: string): Promise<{ campaignId: string; messageId: string }> {
  const campaignId = newId();
  const messageId = newId();
  await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    await tx.query(
      "insert into campaigns (tenant_id, id, name, status, connection_id, audience) values ($1, $2, $3, 'running', $4, '{}')",
      [owner.tenantId, campaignId, campaignId, line],
    );
    await tx.query(
      `insert into messages (tenant_id, id, connection_id, contact_id, campaign_id, direction, source, state, sent_at)
       values ($1, $2, $3, $4, $5, 'out', 'campaign', 'sent', now() - $6::interval)`,
      [owner.tenantId, messageId, line, contactId, campaignId, sentAt],
    );
  });
  return { campaignId, messageId };
}

async function repliesOf(campaignId: string): Promise<number> {
  const [row] = await rows<{ replied_count: number }>('select replied_count from campaigns where id = $1', [
    campaignId,
  ]);
  return row!.replied_count;
}

test('an answer counts once, for the newest campaign that wrote to this person in the last seven days', async () => {
  const chat = await insertChat(app.parts, owner.tenantId, line);
  const older = await campaignTo(chat.contactId, '3 days');
  const newest = await campaignTo(chat.contactId, '1 hour');
  await take([inbound(chat.phone!, { fromMe: true })]);
  expect(await repliesOf(newest.campaignId)).toBe(0);
  await take([inbound(chat.phone!), inbound(chat.phone!)]);
  await take([inbound(chat.phone!)]);
  expect([await repliesOf(newest.campaignId), await repliesOf(older.campaignId)]).toEqual([1, 0]);
  const old = await insertChat(app.parts, owner.tenantId, line);
  const forgotten = await campaignTo(old.contactId, '8 days');
  await take([inbound(old.phone!)]);
  expect(await repliesOf(forgotten.campaignId)).toBe(0);
});

test('a batch is one event, and each of its messages is heard by those who may see its chat', async () => {
  const coach = await app.join(owner, 'coach');
  const [lead, nobodys] = [
    await insertChat(app.parts, owner.tenantId, line, { ownerId: coach.userId, assigneeId: owner.userId }),
    await insertChat(app.parts, owner.tenantId, line),
  ];
  const since = await app.parts.feed.latest(owner.tenantId);
  const ids = await take([inbound(lead.phone!, { at: new Date(Date.now() - 1000) }), inbound(nobodys.phone!)]);
  const frames = (await app.parts.feed.after(owner.tenantId, since))!.map(({ audience, body }) => ({
    audience,
    ...JSON.parse(body),
  }));
  expect(frames.map((frame) => [frame.type, frame.data.message.id, frame.data.chat.id])).toEqual([
    ['message.created', ids[0], lead.id],
    ['message.created', ids[1], nobodys.id],
  ]);
  expect(frames[0].audience.userIds).toContain(coach.userId);
  expect(frames[0].audience.unassigned).toBeUndefined();
  expect(frames[1].audience).toMatchObject({ userIds: [], unassigned: true });
  const events = await rows(
    "select 1 from events where type = 'message.created' and data->'messageIds' @> to_jsonb($1::text[])",
    [ids],
  );
  expect(events).toHaveLength(1);
});
