// Meta's door over HTTP: the handshake, whose post is believed, and what is stored before it is acknowledged.
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import {
  insertMetaLine,
  type MetaLine,
  messagingPost,
  metaEnv,
  metaSecrets,
  metaVerifyToken,
  postMeta,
  signatureOf,
  whatsAppChange,
  whatsAppPost,
} from '../../../test/meta';

let app: TestApp;
let owner: TestPerson;
let number: MetaLine;
let page: MetaLine;

beforeAll(async () => {
  app = await createTestApp(metaEnv);
});
beforeEach(async () => {
  owner = await app.register();
  number = await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud');
  page = await insertMetaLine(app, owner.tenantId, 'messenger');
});
afterAll(() => app.close());

const text = (id: string, body = 'hello') => ({
  from: '15550001111',
  id,
  timestamp: '1763719200',
  type: 'text',
  text: { body },
});
const status = (id: string, of: string) => ({ id, status: of, timestamp: '1763719201', recipient_id: '15550001111' });
const said = (mid: string) => ({
  sender: { id: 'PSID_1' },
  recipient: { id: page.externalId },
  timestamp: 1_763_719_200_000,
  message: { mid, text: 'hello' },
});
const stored = (person: TestPerson = owner) =>
  app.parts.db.read<{ connection_id: string; kind: string; payload: unknown }>(
    person.tenantId,
    'select connection_id, kind, payload from webhook_events where tenant_id = $1 order by kind, id',
    [person.tenantId],
  );
const kinds = async (person?: TestPerson) => (await stored(person)).map(({ kind }) => kind);

describe.each(['meta', 'whatsapp'] as const)('the handshake of %s', (door) => {
  const shake = (query: object) => supertest(app.app).get(`/api/webhooks/${door}`).query(query);
  const good = { 'hub.mode': 'subscribe', 'hub.verify_token': metaVerifyToken, 'hub.challenge': '1158201444' };

  test('the bare challenge is answered as plain text', async () => {
    const res = await shake(good)
      .expect(200)
      .expect('content-type', /^text\/plain/);
    expect(res.text).toBe('1158201444');
  });

  test('a wrong token or mode is a 403; a challenge that is not digits is never echoed', async () => {
    await shake({ ...good, 'hub.verify_token': 'guess' }).expect(403);
    expect((await shake({ ...good, 'hub.mode': 'unsubscribe' })).status).toBeGreaterThanOrEqual(400);
    const res = await shake({ ...good, 'hub.challenge': '<script>1</script>' }).expect(400);
    expect(res.text).not.toContain('<script>');
  });
});

test('without a Meta app nothing is let in', async () => {
  const bare = await createTestApp({ META_APP_SECRET: '', META_WEBHOOK_VERIFY_TOKEN: '' });
  const query = { 'hub.mode': 'subscribe', 'hub.verify_token': 'x', 'hub.challenge': '1' };
  await supertest(bare.app).get('/api/webhooks/meta').query(query).expect(403);
  await postMeta(bare, 'meta', messagingPost(page, said('m1'))).expect(401);
  await bare.close();
});

describe('the signature', () => {
  const body = () => whatsAppPost(number, { messages: [text('wamid.1')] });

  test('either secret is good while one is being replaced', async () => {
    for (const secret of metaSecrets)
      await postMeta(app, 'whatsapp', body(), signatureOf(JSON.stringify(body()), secret)).expect(200);
    expect(await kinds()).toEqual(['message']);
  });

  test('a foreign, missing, cut or older-style signature is a 401 and stores nothing', async () => {
    const right = signatureOf(JSON.stringify(body()));
    for (const wrong of [
      signatureOf(JSON.stringify(body()), 'another-secret'),
      null,
      '',
      right.slice(0, -2),
      right.replace('sha256', 'sha1'),
      'sha256=zz',
    ])
      await postMeta(app, 'whatsapp', body(), wrong).expect(401);
    expect(await kinds()).toEqual([]);
  });

  test('it is proved over the bytes as they came, escapes and spaces included', async () => {
    const raw = JSON.stringify(whatsAppPost(number, { messages: [text('wamid.1', 'äöü')] }), null, 1).replace(
      'ä',
      '\\u00e4',
    );
    await postMeta(app, 'whatsapp', raw).expect(200);
    await postMeta(app, 'whatsapp', raw.replace('\\u00e4', 'ä'), signatureOf(raw)).expect(401);
    expect(JSON.stringify(await stored())).toContain('äöü');
  });
});

test('one post holds many entries, changes, messages and statuses of many tenants: each is stored once for its own', async () => {
  const other = await app.register();
  const theirs = await insertMetaLine(app, other.tenantId, 'whatsapp_cloud');
  const post = {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: number.accountId,
        changes: [
          whatsAppChange(number, {
            messages: [text('wamid.1'), text('wamid.2')],
            statuses: [status('wamid.9', 'sent')],
          }),
          whatsAppChange(number, { statuses: [status('wamid.9', 'delivered'), status('wamid.9', 'delivered')] }),
        ],
      },
      { id: theirs.accountId, changes: [whatsAppChange(theirs, { messages: [text('wamid.3')] })] },
    ],
  };
  await Promise.all(Array.from({ length: 5 }, () => postMeta(app, 'whatsapp', post).expect(200)));
  expect(await kinds()).toEqual(['message', 'message', 'status', 'status']);
  expect(await kinds(other)).toEqual(['message']);
  expect(new Set((await stored()).map((row) => row.connection_id))).toEqual(new Set([number.id]));
});

test('news of a WhatsApp account reaches every number of it', async () => {
  const sister = await insertMetaLine(app, owner.tenantId, 'whatsapp_cloud');
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    tx.query('update connections set account_id = $2 where tenant_id = $1 and id = $3', [
      owner.tenantId,
      number.accountId,
      sister.id,
    ]),
  );
  const value = {
    event: 'APPROVED',
    message_template_id: 1689001,
    message_template_name: 'a',
    message_template_language: 'en',
  };
  const change = { field: 'message_template_status_update', value };
  await postMeta(app, 'whatsapp', {
    object: 'whatsapp_business_account',
    entry: [{ id: number.accountId, time: 1763719200, changes: [change] }],
  }).expect(200);
  expect((await stored()).map((row) => row.connection_id).sort()).toEqual([number.id, sister.id].sort());
});

test('lines that nobody has, dashboard tests and foreign shapes are acknowledged and forgotten', async () => {
  const stranger = { ...page, externalId: '123' };
  await postMeta(app, 'meta', messagingPost(stranger, said('m1'))).expect(200);
  await postMeta(app, 'meta', messagingPost({ ...page, externalId: '0' }, said('m1'))).expect(200);
  for (const body of [
    '[]',
    'null',
    '{"object":"page"}',
    '{"object":"user","entry":[{}]}',
    '{"object":"page","entry":[7]}',
  ])
    await postMeta(app, 'meta', body).expect(200);
  await postMeta(app, 'meta', '{"object":').expect(400);
  expect(await kinds()).toEqual([]);
});

test('a connection made right after its first webhook is not missed for long', async () => {
  const externalId = String(Date.now());
  const early = { ...page, externalId };
  await postMeta(app, 'meta', messagingPost(early, said('m1'))).expect(200);
  const late = await insertMetaLine(app, owner.tenantId, 'messenger', externalId);
  const now = Date.now();
  const clock = jest.spyOn(Date, 'now').mockReturnValue(now + 5000);
  await postMeta(app, 'meta', messagingPost(late, said('m1'))).expect(200);
  clock.mockRestore();
  expect(await kinds()).toEqual(['message']);
});

test('a post above 3 MB is refused', async () => {
  const body = JSON.stringify(whatsAppPost(number, { messages: [text('wamid.1', 'x'.repeat(3_200_000))] }));
  await postMeta(app, 'whatsapp', body).expect(413);
  expect(await kinds()).toEqual([]);
});
