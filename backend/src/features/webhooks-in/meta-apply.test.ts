// What becomes of Meta's webhooks: each kind of the reference as the message, contact, state or consent it is.
import fc from 'fast-check';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { insertMetaLine, type MetaLine, messagingPost, metaEnv, postMeta, whatsAppPost } from '../../../test/meta';
import { applyNext } from './apply';

let app: TestApp;
let owner: TestPerson;
let number: MetaLine;
let page: MetaLine;
let insta: MetaLine;

beforeAll(async () => {
  app = await createTestApp(metaEnv);
});
beforeEach(async () => {
  owner = await app.register();
  number = await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud');
  page = await insertMetaLine(app, owner.tenantId, 'messenger');
  insta = await insertMetaLine(app, owner.tenantId, 'instagram');
});
afterAll(() => app.close());

const second = 1_763_719_200;
const sql = <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row & object>(owner.tenantId, text, [owner.tenantId, ...params]);
const apply = async (line: MetaLine) => {
  await sql("update webhook_events set received_at = received_at - interval '20 seconds' where tenant_id = $1");
  return applyNext(app.parts, line.tenantId, line.id);
};
const profile = { profile: { name: 'Ann' }, wa_id: '15550001111', user_id: 'US.1200000000000001' };
let nextId = 0;
const whatsApp = (message: object, at = second) => {
  const base = { from: '15550001111', id: `wamid.${++nextId}`, timestamp: String(at) };
  return whatsAppPost(number, { contacts: [profile], messages: [{ ...base, ...message }] });
};
const messaging = (line: MetaLine, event: object, ms = second * 1000) =>
  messagingPost(line, { sender: { id: 'PERSON_1' }, recipient: { id: line.externalId }, timestamp: ms, ...event });
async function tell(line: MetaLine, ...posts: object[]) {
  for (const post of posts) await postMeta(app, line === number ? 'whatsapp' : 'meta', post).expect(200);
  return apply(line);
}
const thread = () =>
  sql(
    `select m.kind, m.text, m.direction, m.content, m.media_state, q.provider_id as quoted from messages m
     left join messages q on q.tenant_id = m.tenant_id and q.id = m.reply_to_id where m.tenant_id = $1 order by m.at, m.id`,
  );

test.each<[string, object, object]>([
  ['text', { type: 'text', text: { body: 'hello' } }, { kind: 'text', text: 'hello', content: {} }],
  [
    'an image with a caption',
    { type: 'image', image: { id: '1079', mime_type: 'image/jpeg', caption: 'look' } },
    { kind: 'image', text: 'look', media_state: 'pending', content: { media: { kind: 'image', mime: 'image/jpeg' } } },
  ],
  [
    'a voice note',
    { type: 'audio', audio: { id: '1081', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    { kind: 'audio', media_state: 'pending', content: { media: { voice: true } } },
  ],
  [
    'a document',
    { type: 'document', document: { id: '1082', mime_type: 'application/pdf', filename: 'inv.pdf' } },
    { kind: 'document', media_state: 'pending', content: { media: { fileName: 'inv.pdf' } } },
  ],
  [
    'a location',
    { type: 'location', location: { latitude: 1.5, longitude: 2.5, name: 'Shop' } },
    { kind: 'location', content: { location: { latitude: 1.5, longitude: 2.5, name: 'Shop' } }, media_state: null },
  ],
  [
    'a contact card',
    { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob' }, phones: [{ phone: '+1 555 000 2222' }] }] },
    { kind: 'contact', content: { contacts: [{ name: 'Bob' }] } },
  ],
  [
    'a chosen button',
    { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } } },
    { kind: 'interactive', text: 'Yes', content: { choice: { id: 'yes', title: 'Yes' } } },
  ],
  [
    'a template’s quick reply',
    { type: 'button', button: { payload: 'STOP_77', text: 'Stop' } },
    { kind: 'interactive', content: { choice: { id: 'STOP_77', title: 'Stop' } } },
  ],
  [
    'words after an advertisement',
    { type: 'text', text: { body: 'Hi' }, referral: { source_type: 'ad', headline: 'Sale' } },
    { kind: 'text', content: { referral: { source: 'ad', headline: 'Sale' } } },
  ],
  ['an unknown kind', { type: 'hologram', hologram: {} }, { kind: 'unsupported', content: { type: 'hologram' } }],
  [
    'a file that Meta could not take over',
    { type: 'image', errors: [{ code: 131052, title: 'Media download error' }] },
    { kind: 'unsupported', media_state: null },
  ],
])('WhatsApp: %s is stored as what it is', async (_name, message, expected) => {
  await tell(number, whatsApp(message));
  expect(await thread()).toMatchObject([{ direction: 'in', ...expected }]);
  expect(await sql('select name, phone from contacts where tenant_id = $1')).toEqual([
    { name: 'Ann', phone: '+15550001111' },
  ]);
  const fetches = await sql<{ reference: object }>('select reference from media_fetches where tenant_id = $1');
  expect(fetches).toHaveLength('media_state' in expected && expected.media_state === 'pending' ? 1 : 0);
});

test('a file waits to be fetched, and how to fetch it is told to nobody', async () => {
  await tell(number, whatsApp({ type: 'image', image: { id: '1079', mime_type: 'image/jpeg' } }));
  expect(await sql('select reference from media_fetches where tenant_id = $1')).toEqual([
    { reference: { id: '1079' } },
  ]);
  const [row] = await sql<{ id: string }>('select id from messages where tenant_id = $1');
  const shown = (await owner.get(`/api/messages/${row!.id}`).expect(200)).body.data;
  expect(shown.media).toMatchObject({ state: 'pending', kind: 'image', url: null });
  expect(JSON.stringify(shown)).not.toContain('1079');
});

test('a person without a phone is known by the user id, and stays one person when the phone is told', async () => {
  const hidden = { from: undefined, from_user_id: 'US.12', type: 'text', text: { body: 'hi' } };
  const post = (message: object, contact: object) =>
    whatsAppPost(number, { contacts: [contact], messages: [{ timestamp: String(second), ...message }] });
  await tell(number, post({ ...hidden, id: 'w1' }, { profile: { name: 'Ann' }, user_id: 'US.12' }));
  expect(await sql('select name, phone from contacts where tenant_id = $1')).toEqual([{ name: 'Ann', phone: null }]);
  await tell(
    number,
    post(
      { ...hidden, id: 'w2', from: '15550001111' },
      { profile: { name: 'Ann' }, wa_id: '15550001111', user_id: 'US.12' },
    ),
  );
  expect(await sql('select phone from contacts where tenant_id = $1')).toEqual([{ phone: '+15550001111' }]);
  expect(await sql('select unread_count from chats where tenant_id = $1')).toEqual([{ unread_count: 2 }]);
});

test('a new number goes to the same contact', async () => {
  await tell(number, whatsApp({ type: 'text', text: { body: 'hi' } }));
  await tell(number, whatsApp({ type: 'system', system: { type: 'user_changed_number', wa_id: '15550003333' } }));
  expect(await sql('select phone from contacts where tenant_id = $1')).toEqual([{ phone: '+15550003333' }]);
  const message = { from: '15550003333', id: 'w9', timestamp: String(second + 9), type: 'text', text: { body: 'me' } };
  await tell(number, whatsAppPost(number, { messages: [message] }));
  expect(await sql('select count(*) from chats where tenant_id = $1')).toEqual([{ count: 1 }]);
});

test('marketing stopped at WhatsApp is in the ledger, with its evidence, also for somebody never seen', async () => {
  const preference = { wa_id: '15550004444', detail: 'User requested to stop', value: 'stop', timestamp: second };
  const value = { user_preferences: [{ ...preference, category: 'marketing_messages' }] };
  const post = whatsAppPost(number, value);
  const body = JSON.parse(JSON.stringify(post).replace('"field":"messages"', '"field":"user_preferences"'));
  await tell(number, body, body);
  expect(await sql('select decision, origin, note from consent_entries where tenant_id = $1')).toEqual([
    { decision: 'opt_out', origin: 'provider', note: 'User requested to stop' },
  ]);
  expect(await sql('select phone, opted_out_at from contacts where tenant_id = $1')).toEqual([
    { phone: '+15550004444', opted_out_at: expect.any(Date) },
  ]);
});

test('a reaction belongs to its message: no row of the thread, no preview, nothing unread; the last one counts', async () => {
  await tell(number, whatsApp({ id: 'wamid.R', type: 'text', text: { body: 'nice?' } }));
  const react = (emoji: string | undefined, at: number) =>
    whatsApp({ type: 'reaction', reaction: { message_id: 'wamid.R', ...(emoji ? { emoji } : {}) } }, at);
  await tell(number, react('👍', second + 5), react('❤', second + 6));
  const [chat] = await sql<{ id: string }>(
    "select id, unread_count, last_message ->> 'preview' as preview from chats where tenant_id = $1",
  );
  expect(chat).toMatchObject({ unread_count: 1, preview: 'nice?' });
  const read = async () => (await owner.get(`/api/messages/chat/${chat!.id}`).expect(200)).body.data;
  expect(await read()).toMatchObject([{ text: 'nice?', reactions: [{ emoji: '❤' }] }]);
  await tell(number, react(undefined, second + 7));
  expect(await read()).toMatchObject([{ text: 'nice?', reactions: [] }]);
});

test('people of a page and of an Instagram account are others, even with one id; a missing name is a placeholder', async () => {
  await tell(page, messaging(page, { message: { mid: 'm1', text: 'hi' } }));
  await tell(insta, messaging(insta, { message: { mid: 'm1', text: 'hello' } }));
  expect(await sql('select kind, scope, value from identities where tenant_id = $1 order by kind desc')).toEqual([
    { kind: 'psid', scope: page.externalId, value: 'PERSON_1' },
    { kind: 'igsid', scope: insta.externalId, value: 'PERSON_1' },
  ]);
  const contacts = await sql<{ name: string; phone: null }>('select name, phone from contacts where tenant_id = $1');
  expect(contacts).toHaveLength(2);
  expect(contacts.every(({ name, phone }) => name.length > 0 && phone === null)).toBe(true);
});

test('one message with several files is several messages in their order, withdrawn together', async () => {
  const file = (type: string) => ({ type, payload: { url: `https://cdn.example.com/${type}` } });
  const attachments = ['image', 'video', 'image', 'audio'].map(file);
  await tell(insta, messaging(insta, { message: { mid: 'm1', text: 'look', attachments } }));
  expect((await thread()).map(({ kind }) => kind)).toEqual(['image', 'video', 'image', 'audio']);
  await tell(insta, messaging(insta, { message: { mid: 'm1', is_deleted: true } }));
  expect(await sql('select count(*) from messages where tenant_id = $1 and deleted_at is not null')).toEqual([
    { count: 4 },
  ]);
});

test('what was written in the page’s own inbox is ours; an echo of our own send is no second message', async () => {
  const echo = { sender: { id: page.externalId }, recipient: { id: 'PERSON_1' } };
  await tell(page, messaging(page, { ...echo, message: { mid: 'e1', is_echo: true, text: 'from the page' } }));
  expect(await thread()).toMatchObject([{ direction: 'out', text: 'from the page' }]);
  const [chat] = await sql<{ id: string; contact_id: string }>('select id, contact_id from chats where tenant_id = $1');
  const [own] = await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query<{ id: string }>(
      `insert into messages (tenant_id, id, connection_id, contact_id, chat_id, direction, source, kind, text, state, at)
       values ($1, uuidv7(), $2, $3, $4, 'out', 'inbox', 'text', 'ours', 'uncertain', now()) returning id`,
      [owner.tenantId, page.id, chat!.contact_id, chat!.id],
    ),
  );
  const message = { mid: 'e2', is_echo: true, text: 'ours', metadata: own!.id };
  await tell(page, messaging(page, { ...echo, message }));
  expect(await sql("select state, provider_id from messages where tenant_id = $1 and text = 'ours'")).toEqual([
    { state: 'sent', provider_id: 'e2' },
  ]);
});

test('Instagram’s echoes of pictures that are still on their way are no messages of their own, whichever they are of', async () => {
  const echoOf = (mid: string) => {
    const attachments = [{ type: 'image', payload: { url: `https://cdn.example/${mid}.png` } }];
    const people = { sender: { id: insta.externalId }, recipient: { id: 'PERSON_1' } };
    return messaging(insta, { ...people, message: { mid, is_echo: true, attachments } });
  };
  await tell(insta, messaging(insta, { message: { mid: 'i1', text: 'pictures?' } }));
  await sql(
    `insert into messages (tenant_id, connection_id, contact_id, chat_id, direction, source, kind, state, lease_id, lease_until)
     select tenant_id, connection_id, contact_id, id, 'out', 'inbox', 'image', 'sending', uuidv7(), now() + interval '1 minute'
     from chats, generate_series(1, 2) where tenant_id = $1`,
  );
  await tell(insta, echoOf('e1'), echoOf('e2'));
  expect(await thread()).toHaveLength(3);
  // The answers to the sends come now.
  await sql(
    `update messages m set state = 'sent', provider_id = 'e' || n.n from (
       select id, row_number() over (order by id) as n from messages where tenant_id = $1 and kind = 'image') n
     where m.tenant_id = $1 and m.id = n.id`,
  );
  expect(await apply(insta)).toBe('done');
  expect(await thread()).toHaveLength(3);
  expect(await sql('select error from webhook_events where tenant_id = $1 and error is not null')).toEqual([]);
});

/** A conversation on a page, with what happens to its messages; and one of WhatsApp in whole seconds. Within a second arrival decides (decision 12). */
const stories: [string, () => MetaLine, () => object[]][] = [
  [
    'Messenger',
    () => page,
    () => {
      const echo = { sender: { id: page.externalId }, recipient: { id: 'PERSON_1' } };
      return [
        messaging(page, { message: { mid: 'a', text: 'one' } }, second * 1000 + 5),
        messaging(page, { message: { mid: 'b', text: 'two' } }, second * 1000 + 6),
        messaging(page, { message: { mid: 'c', text: 'three' } }, second * 1000 + 900),
        messaging(page, { ...echo, message: { mid: 'd', is_echo: true, text: 'four' } }, second * 1000 + 2000),
        messaging(page, { read: { watermark: second * 1000 + 3000 } }, second * 1000 + 3000),
        messaging(page, { delivery: { watermark: second * 1000 + 3000 } }, second * 1000 + 3001),
        messaging(page, { message_edit: { mid: 'c', text: 'three!', num_edit: 1 } }, second * 1000 + 4000),
        messaging(page, { reaction: { mid: 'd', action: 'react', emoji: '❤' } }, second * 1000 + 5000),
      ];
    },
  ],
  [
    'WhatsApp',
    () => number,
    () => [
      ...['1', '2', '3', '4'].map((id, n) =>
        whatsApp({ id: `wamid.s${id}`, type: 'text', text: { body: id } }, second + n),
      ),
      whatsApp({ id: 'wamid.s5', type: 'text', text: { body: '5' } }, second + 4),
      whatsApp(
        {
          id: 'wamid.s6',
          type: 'edit',
          edit: { original_message_id: 'wamid.s5', message: { type: 'text', text: { body: 'V' } } },
        },
        second + 5,
      ),
      whatsApp({ id: 'wamid.s7', type: 'revoke', revoke: { original_message_id: 'wamid.s2' } }, second + 6),
    ],
  ],
];

test.each(stories)('%s: webhooks in any order and number leave one thread', async (_name, line, story) => {
  const seen = async () => ({
    thread: await sql(
      'select provider_id, kind, text, state, at, edited_at is null as edited, deleted_at is null as deleted from messages where tenant_id = $1 order by at, id',
    ),
    chats: await sql('select unread_count, last_message, last_message_at from chats where tenant_id = $1'),
  });
  const play = async (posts: readonly object[], half: number) => {
    await tell(line(), ...posts.slice(0, half));
    await tell(line(), ...posts.slice(half));
    await apply(line());
    await apply(line());
    expect(await sql('select 1 from webhook_events where tenant_id = $1 and applied_at is null')).toEqual([]);
    return seen();
  };
  const posts = story();
  const expected = await play(posts, posts.length);
  expect(expected.thread.length).toBeGreaterThan(4);
  const orders = fc
    .array(fc.constantFrom(...posts), { maxLength: 4 })
    .chain((copies) => fc.shuffledSubarray([...posts, ...copies], { minLength: posts.length + copies.length }));
  await fc.assert(
    fc.asyncProperty(orders, fc.nat({ max: posts.length }), async (order, half) => {
      // The same line in the same tenant, as if nothing had come yet: the ids of messages are its own.
      await app.parts.db.withTenant(owner.tenantId, async (tx) => {
        for (const table of ['webhook_events', 'early_statuses', 'messages', 'chats', 'contacts'])
          await tx.query(`delete from ${table} where tenant_id = $1`, [tx.tenantId]);
      });
      expect(await play(order, half)).toEqual(expected);
    }),
    { numRuns: 12 },
  );
});
