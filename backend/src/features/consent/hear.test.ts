// Consent by words, from the webhook to the ledger: each language on each channel, once, confirmed, and kept by the outbox.
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../test/app';
import { inbound, insertChat } from '../../../test/conversation';
import { insertMetaLine, type MetaLine, messagingPost, metaEnv, postMeta, whatsAppPost } from '../../../test/meta';
import { receiveMessages } from '../messages';
import { enqueueMessage } from '../outbox';
import { claimMessages } from '../outbox/claim';
import { applyNext } from '../webhooks-in/apply';

let app: TestApp;
let owner: TestPerson;
let evolution: Awaited<ReturnType<typeof insertConnection>>;
let meta: Record<MetaLine['channel'], MetaLine>;
let next = 0;

beforeAll(async () => {
  app = await createTestApp(metaEnv);
  owner = await app.register();
  evolution = await insertConnection(app.parts, owner.tenantId, { instanceName: `consent-${Date.now()}` });
  meta = {
    whatsapp_cloud: await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud'),
    messenger: await insertMetaLine(app, owner.tenantId, 'messenger'),
    instagram: await insertMetaLine(app, owner.tenantId, 'instagram'),
  };
});
afterAll(() => app.close());

const sql = <Row = Record<string, unknown>>(text: string, params: unknown[] = []) =>
  app.parts.db.read<Row & object>(owner.tenantId, text, [owner.tenantId, ...params]);
const seconds = () => Math.floor(Date.now() / 1000);
const person = () => `1555${String(2_000_000 + ++next)}`;
type Channel = keyof typeof send;

/** One message of a person, as each channel's webhook tells it. @returns how to deliver it again */
const send = {
  whatsapp_evolution: (from: string, text: string, fromMe = false) => {
    const key = { remoteJid: `${from}@s.whatsapp.net`, fromMe, id: `3AC${++next}` };
    const data = { key, messageType: 'conversation', message: { conversation: text }, messageTimestamp: seconds() };
    return async () => {
      await supertest(app.app)
        .post(`/api/webhooks/evolution/${evolution.token}`)
        .set('authorization', `Bearer ${evolution.header}`)
        .send({ event: 'messages.upsert', data })
        .expect(200);
      await applyNext(app.parts, owner.tenantId, evolution.id);
    };
  },
  whatsapp_cloud: (from: string, text: string) => {
    const message = { from, id: `wamid.c${++next}`, timestamp: String(seconds()), type: 'text', text: { body: text } };
    const post = whatsAppPost(meta.whatsapp_cloud, { contacts: [{ wa_id: from }], messages: [message] });
    return () => tell(meta.whatsapp_cloud, post);
  },
  messenger: (from: string, text: string, fromMe = false) => messaging(meta.messenger, from, text, fromMe),
  instagram: (from: string, text: string, fromMe = false) => messaging(meta.instagram, from, text, fromMe),
};

function messaging(line: MetaLine, from: string, text: string, fromMe: boolean) {
  const [sender, recipient] = fromMe ? [line.externalId, from] : [from, line.externalId];
  const message = { mid: `m_c${++next}`, text, ...(fromMe ? { is_echo: true } : {}) };
  const event = { sender: { id: sender }, recipient: { id: recipient }, timestamp: Date.now(), message };
  return () => tell(line, messagingPost(line, event));
}

async function tell(line: MetaLine, post: object) {
  await postMeta(app, line.channel === 'whatsapp_cloud' ? 'whatsapp' : 'meta', post).expect(200);
  await applyNext(app.parts, line.tenantId, line.id);
}

const contactOf = async (from: string) => {
  const [row] = await sql<{ id: string; opted_out: boolean }>(
    `select c.id, c.opted_out_at is not null as opted_out from contacts c where c.tenant_id = $1 and (c.phone = '+' || $2
       or exists (select from identities i where i.tenant_id = $1 and i.contact_id = c.id and i.value = $2))`,
    [from],
  );
  return row!;
};
const ledgerOf = (contactId: string) =>
  sql(
    `select e.decision, e.origin, e.words, e.keyword, e.language, m.text as message from consent_entries e
     left join messages m on m.tenant_id = e.tenant_id and m.id = e.message_id where e.tenant_id = $1 and e.contact_id = $2 order by e.id`,
    [contactId],
  );
const confirmationsTo = (contactId: string) =>
  sql<{ text: string; source: string; state: string }>(
    "select text, source, state from messages where tenant_id = $1 and contact_id = $2 and direction = 'out' order by id",
    [contactId],
  );

const channels: Channel[] = ['whatsapp_evolution', 'whatsapp_cloud', 'messenger', 'instagram'];
const words = [
  ['en', 'Stop', 'START'],
  ['he', 'הסר', 'התחל'],
  ['es', 'Baja', 'Iniciar'],
  ['pt', 'SAIR', 'Começar'],
  ['ar', 'إيقاف', 'ابدأ'],
] as const;
const table = channels.flatMap((channel) => words.map((row) => [channel, ...row] as const));

test.each(table)(
  '%s, %s: “%s” opts out and “%s” opts in, with the message as evidence and one confirmation',
  async (channel, language, stop, start) => {
    const from = person();
    await send[channel](from, stop)();
    const { id, opted_out } = await contactOf(from);
    expect(opted_out).toBe(true);
    const out = { decision: 'opt_out', origin: 'message', language, words: stop, message: stop };
    expect(await ledgerOf(id)).toMatchObject([out]);
    await send[channel](from, start)();
    expect((await contactOf(from)).opted_out).toBe(false);
    expect(await ledgerOf(id)).toMatchObject([
      out,
      { decision: 'opt_in', origin: 'message', language, message: start },
    ]);
    expect(await confirmationsTo(id)).toMatchObject([{ source: 'automation', state: 'queued' }]);
  },
);

test('a replayed webhook records and confirms nothing again', async () => {
  for (const channel of channels) {
    const from = person();
    const deliver = send[channel](from, 'STOP');
    await deliver();
    await deliver();
    const { id } = await contactOf(from);
    expect(await ledgerOf(id)).toHaveLength(1);
    expect(await confirmationsTo(id)).toHaveLength(1);
  }
});

test('saying it twice adds evidence, changes nothing and is not confirmed again', async () => {
  const from = person();
  await send.whatsapp_cloud(from, 'stop')();
  await send.whatsapp_cloud(from, 'unsubscribe')();
  const { id } = await contactOf(from);
  expect(await ledgerOf(id)).toHaveLength(2);
  expect(await confirmationsTo(id)).toHaveLength(1);
  const events = await sql(
    "select 1 from events where tenant_id = $1 and type = 'contact.opted_out' and subject_id = $2",
    [id],
  );
  expect(events).toHaveLength(1);
});

test('what we write ourselves is nobody’s consent', async () => {
  for (const channel of ['whatsapp_evolution', 'messenger', 'instagram'] as const) {
    const from = person();
    await send[channel](from, 'STOP', true)();
    const { id, opted_out } = await contactOf(from);
    expect([opted_out, await ledgerOf(id)]).toEqual([false, []]);
  }
});

test('a quick reply “Stop promotions” counts, whatever its payload', async () => {
  const from = person();
  const button = { payload: 'x1', text: 'Stop promotions' };
  const message = { from, id: `wamid.b${++next}`, timestamp: String(seconds()), type: 'button', button };
  await tell(meta.whatsapp_cloud, whatsAppPost(meta.whatsapp_cloud, { messages: [message] }));
  expect((await contactOf(from)).opted_out).toBe(true);
});

test('an old START that arrives late does not undo a newer STOP, and is kept as evidence', async () => {
  const from = `+${person()}`;
  const line = { connectionId: evolution.id, channel: 'whatsapp_evolution' as const, externalId: null };
  const take = (text: string, at: Date) =>
    app.parts.db.withTenant(owner.tenantId, (tx) =>
      receiveMessages(tx, app.parts, line, [inbound(from, { text, at })]),
    );
  await take('stop', new Date(Date.now() - 60_000));
  await take('start', new Date(Date.now() - 120_000));
  const { id, opted_out } = await contactOf(from.slice(1));
  expect(opted_out).toBe(true);
  expect(await ledgerOf(id)).toHaveLength(2);
  const late = `+${person()}`;
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    receiveMessages(tx, app.parts, line, [inbound(late, { text: 'stop', at: new Date(Date.now() - 7_200_000) })]),
  );
  const recovered = await contactOf(late.slice(1));
  expect([recovered.opted_out, await confirmationsTo(recovered.id)]).toEqual([true, []]);
});

test('the provider’s own stop is recorded with its words, and nobody is answered', async () => {
  const from = person();
  const preference = {
    wa_id: from,
    detail: 'User requested to stop',
    category: 'marketing_messages',
    value: 'stop',
    timestamp: seconds(),
  };
  const post = whatsAppPost(meta.whatsapp_cloud, { user_preferences: [preference] });
  post.entry[0]!.changes[0]!.field = 'user_preferences';
  await tell(meta.whatsapp_cloud, post);
  const { id, opted_out } = await contactOf(from);
  expect([opted_out, await ledgerOf(id)]).toMatchObject([true, [{ decision: 'opt_out', origin: 'provider' }]]);
  expect(await confirmationsTo(id)).toEqual([]);
});

test('without credits the wish is recorded all the same, and intake goes on', async () => {
  const poor = await app.register();
  const line = await insertConnection(app.parts, poor.tenantId);
  await app.parts.db.withTenant(poor.tenantId, async (tx) => {
    await tx.query('update credit_accounts set balance = 0 where tenant_id = $1', [poor.tenantId]);
    const to = { connectionId: line.id, channel: 'whatsapp_evolution' as const, externalId: null };
    expect(await receiveMessages(tx, app.parts, to, [inbound(`+${person()}`, { text: 'STOP' })])).toHaveLength(1);
  });
  const read = (text: string) => app.parts.db.read<{ n: number }>(poor.tenantId, text, [poor.tenantId]);
  expect(await read('select count(*)::int as n from consent_entries where tenant_id = $1')).toEqual([{ n: 1 }]);
  expect(await read("select count(*)::int as n from messages where tenant_id = $1 and direction = 'out'")).toEqual([
    { n: 0 },
  ]);
});

test.each(channels)(
  '%s: after STOP neither a queued campaign nor an automation leaves; the confirmation and people’s answers do',
  async (channel) => {
    const from = person();
    await send[channel](from, 'hello')();
    const { id: contactId } = await contactOf(from);
    const [chat] = await sql<{ id: string; connection_id: string }>(
      'select id, connection_id from chats where tenant_id = $1 and contact_id = $2',
      [contactId],
    );
    const connectionId = chat!.connection_id;
    const campaignId = await app.parts.db.withTenant(owner.tenantId, async (tx) => {
      const campaign = await tx.one<{ id: string }>(
        "insert into campaigns (tenant_id, name, status, connection_id, audience, body) values ($1, 'Spring', 'running', $2, '{}', 'Hello') returning id",
        [owner.tenantId, connectionId],
      );
      await tx.query(
        "insert into messages (tenant_id, connection_id, contact_id, chat_id, campaign_id, direction, source, state) values ($1, $2, $3, $4, $5, 'out', 'campaign', 'queued')",
        [owner.tenantId, connectionId, contactId, chat!.id, campaign!.id],
      );
      const queued = { chatId: chat!.id, contactId, connectionId };
      await enqueueMessage(tx, app.parts, { ...queued, text: 'Automatic', source: 'automation' });
      await enqueueMessage(tx, app.parts, { ...queued, text: 'By a person', source: 'inbox', senderId: owner.userId });
      return campaign!.id;
    });
    await send[channel](from, 'stop')();
    const lane = { id: connectionId, channel, replies_due: true, campaigns: [{ id: campaignId }], humanAgent: false };
    const { messages } = await claimMessages(
      app.parts.db,
      app.parts.config,
      owner.tenantId,
      connectionId,
      lane as never,
      { replies: 100, bulk: 100 },
    );
    const own = messages.filter((message) => message.contactId === contactId);
    const fates = own.map(({ text, refusal }) => [text.split(' ')[0], refusal?.code]);
    expect(fates.sort()).toEqual([
      ['Automatic', 'opted_out'],
      ['By', undefined],
      ['Hello', 'opted_out'],
      ['You', undefined],
    ]);
  },
);

test('somebody whose message waits for a person is passed over by campaigns until it is decided', async () => {
  const chat = await insertChat(app.parts, owner.tenantId, evolution.id);
  await send.whatsapp_evolution(chat.phone!.slice(1), 'stop sending me this')();
  const campaignId = await app.parts.db.withTenant(owner.tenantId, async (tx) => {
    const campaign = await tx.one<{ id: string }>(
      "insert into campaigns (tenant_id, name, status, connection_id, audience, body) values ($1, 'Summer', 'running', $2, '{}', 'Hello') returning id",
      [owner.tenantId, evolution.id],
    );
    await tx.query(
      "insert into messages (tenant_id, connection_id, contact_id, campaign_id, direction, source, state) values ($1, $2, $3, $4, 'out', 'campaign', 'queued')",
      [owner.tenantId, evolution.id, chat.contactId, campaign!.id],
    );
    return campaign!.id;
  });
  const lane = { id: evolution.id, channel: 'whatsapp_evolution', replies_due: false, campaigns: [{ id: campaignId }] };
  const { messages } = await claimMessages(
    app.parts.db,
    app.parts.config,
    owner.tenantId,
    evolution.id,
    lane as never,
    { replies: 0, bulk: 10 },
  );
  expect(messages.map(({ refusal }) => refusal?.code)).toEqual(['consent_review']);
});
