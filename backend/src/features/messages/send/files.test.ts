// Files and approved templates over HTTP: who may send which, what stands in the thread, what waits to leave.
import type { Asset, Message } from '@parley/contract';
import sharp from 'sharp';
import supertest from 'supertest';
import { createTestApp, insertConnection, type TestApp, type TestPerson } from '../../../../test/app';
import { insertChat } from '../../../../test/conversation';
import { newId } from '../../../platform/ids';

let app: TestApp;
let owner: TestPerson;
let agent: TestPerson;
let stranger: TestPerson;
let png: Buffer;

beforeAll(async () => {
  app = await createTestApp();
  owner = await app.register();
  [agent, stranger] = [await app.join(owner, 'agent'), await app.register()];
  png = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
});
afterAll(() => app.close());

const sql = <Row>(text: string, params: unknown[] = []) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => tx.query<Row>(text, params));

async function makeChat(channel = 'whatsapp_evolution', values: Parameters<typeof insertChat>[3] = {}) {
  const { id: line } = await insertConnection(app.parts, owner.tenantId);
  await sql('update connections set channel = $2, account_id = $3 where id = $1', [line, channel, `account-${line}`]);
  const chat = await insertChat(app.parts, owner.tenantId, line, values);
  await sql('update chats set last_inbound_at = now() where id = $1', [chat.id]);
  return { ...chat, accountId: `account-${line}` };
}
async function upload(person: TestPerson, count = 1): Promise<string[]> {
  const request = supertest(app.app).post('/api/assets').set('authorization', `Bearer ${person.token}`);
  for (let n = 1; n <= count; n += 1)
    request.attach('files', png, { filename: `תמונה ${n}.png`, contentType: 'image/png' });
  return ((await request.expect(201)).body.data as Asset[]).map(({ id }) => id);
}
const threadOf = async (chatId: string) =>
  ((await owner.get(`/api/messages/chat/${chatId}`).expect(200)).body.data as Message[]).reverse();

test('several files are several messages in their order, the text under the first, each with its file', async () => {
  const chat = await makeChat();
  const assetIds = await upload(owner, 3);
  const first = (await owner.post('/api/messages', { chatId: chat.id, text: 'Look', assetIds }).expect(201)).body.data;
  const thread = await threadOf(chat.id);
  expect(thread.map(({ kind, text, media }) => [kind, text, media?.assetId])).toEqual([
    ['image', 'Look', assetIds[0]],
    ['image', null, assetIds[1]],
    ['image', null, assetIds[2]],
  ]);
  expect(thread[0]).toMatchObject({
    id: first.id,
    media: { state: 'ready', mime: 'image/png', fileName: 'תמונה 1.png', width: 8, height: 6, voice: false },
  });
  expect(thread[0]!.media!.url).toMatch(/^\/api\/files\//);
  expect((await owner.get(`/api/chats/${chat.id}`)).body.data.lastMessage).toMatchObject({
    kind: 'image',
    preview: '',
  });
  expect((await owner.get('/api/credits')).body.data.reserved).toBe(3);
});

test('nothing is sent when one of the files is not there, or belongs to somebody else', async () => {
  const chat = await makeChat();
  const [own] = await upload(owner);
  const [theirs] = await upload(stranger);
  for (const missing of [newId(), theirs]) {
    await owner.post('/api/messages', { chatId: chat.id, assetIds: [own, missing] }).expect(404);
    await owner.post('/api/messages', { chatId: chat.id, assetIds: [missing] }).expect(404);
  }
  const [agents] = await upload(agent);
  const hidden = await makeChat('whatsapp_evolution', { assigneeId: owner.userId });
  await agent.post('/api/messages', { chatId: hidden.id, assetIds: [agents] }).expect(404);
  expect(await threadOf(chat.id)).toEqual([]);
});

async function makeTemplate(accountId: string, components: unknown, status = 'APPROVED'): Promise<string> {
  const id = newId();
  await sql(
    `insert into provider_templates (tenant_id, id, account_id, name, language, category, status, components) values ($1, $2, $3, $4, 'en', 'UTILITY', $5, $6)`,
    [owner.tenantId, id, accountId, `template_${id.slice(-6)}`, status, JSON.stringify(components)],
  );
  return id;
}
const body = { type: 'BODY', text: 'Hello {{1}}, your order is ready', example: { body_text: [['Dana']] } };

test('an approved template leaves when the window is closed; people see its words, the provider its parts', async () => {
  const chat = await makeChat('whatsapp_cloud');
  await sql('update chats set last_inbound_at = null where id = $1', [chat.id]);
  const id = await makeTemplate(chat.accountId, [body, { type: 'FOOTER', text: 'Parley' }]);
  const send = (template: object) => owner.post('/api/messages', { chatId: chat.id, template });
  const sent = (await send({ id, params: { 'body.1': 'Dana' } }).expect(201)).body.data as Message;
  expect(sent).toMatchObject({ kind: 'template', text: 'Hello Dana, your order is ready', state: 'queued' });
  expect(sent.content).toMatchObject({ template: { language: 'en', footer: 'Parley' } });
  expect(sent.content).not.toHaveProperty('components');
  const [stored] = await sql<{ components: unknown }>(
    "select content -> 'components' as components from messages where id = $1",
    [sent.id],
  );
  expect(stored!.components).toEqual([{ type: 'body', parameters: [{ type: 'text', text: 'Dana' }] }]);
  expect((await send({ id }).expect(400)).body.details[0].path).toBe('template.params.body.1');
  await owner
    .post('/api/messages', { chatId: chat.id, template: { id, params: { 'body.1': 'D' } }, text: 'x' })
    .expect(400);
});

test('a template’s picture is fetched by the provider while it is to leave, and stands in the thread', async () => {
  const chat = await makeChat('whatsapp_cloud');
  const id = await makeTemplate(chat.accountId, [{ type: 'HEADER', format: 'IMAGE', example: {} }, body]);
  const [assetId] = await upload(owner);
  const params = { 'body.1': 'Dana', 'header.1': assetId };
  const sent = (await owner.post('/api/messages', { chatId: chat.id, template: { id, params } }).expect(201)).body.data;
  expect(sent.media).toMatchObject({ assetId, state: 'ready' });
  const [stored] = await sql<{ link: string }>(
    `select content #>> '{components,0,parameters,0,image,link}' as link from messages where id = $1`,
    [sent.id],
  );
  const { pathname } = new URL(stored!.link);
  expect(stored!.link.startsWith(app.parts.config.mediaUrl)).toBe(true);
  await stranger.get(pathname).expect(200);
});

test('a template of another account, of another tenant or without approval is not sent', async () => {
  const [chat, other] = [await makeChat('whatsapp_cloud'), await makeChat('whatsapp_cloud')];
  const send = (id: string, chatId = chat.id) =>
    owner.post('/api/messages', { chatId, template: { id, params: { 'body.1': 'Dana' } } });
  await send(await makeTemplate(other.accountId, [body])).expect(404);
  await send(newId()).expect(404);
  await send(await makeTemplate(chat.accountId, [body], 'PAUSED')).expect(422);
  await send(newId(), (await makeChat()).id).expect(415);
});
