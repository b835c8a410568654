// Templates of WhatsApp accounts over HTTP against Meta's stand-in: fetched, listed, kept fresh by webhooks, sent.
import type { ProviderTemplate } from '@parley/contract';
import { createTestApp, insertConnection, type TestApp, type TestPerson, until } from '../../../test/app';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';
import { channelOf } from '../../channels';
import { readChannelConnection } from '../connections';
import { fillComponents } from './fill';
import { templateSweeps } from './jobs';
import { applyTemplateReports } from './reports';
import { findSendableTemplate } from './sendable';

let meta: MetaLines;
let app: TestApp;
let owner: TestPerson;
let line: Awaited<ReturnType<MetaLines['connect']>>['line'];
let wabaId: string;

beforeAll(async () => {
  meta = await startMetaLines();
  app = await createTestApp(meta.env);
});
beforeEach(async () => {
  owner = await app.register();
  ({ line } = await meta.connect(owner, 'whatsapp_cloud'));
  wabaId = line.accountId!;
});
afterAll(async () => {
  await app.close();
  await meta.close();
});

const add = (name: string, text = 'Hi {{1}}, welcome.', rest: object = {}) =>
  meta.graph.addTemplate({
    wabaId,
    name,
    components: [{ type: 'BODY', text, ...(text.includes('{{') ? { example: { body_text: [['Ann']] } } : {}) }],
    ...rest,
  });
const sync = async () =>
  (await owner.post('/api/templates/sync', { connectionId: line.id }).expect(200)).body.data as {
    total: number;
    changed: number;
  };
const list = async (query = ''): Promise<ProviderTemplate[]> =>
  (await owner.get(`/api/provider-templates?connectionId=${line.id}${query}`).expect(200)).body.data;
const report = (news: Parameters<typeof applyTemplateReports>[3]) =>
  app.parts.db.withTenant(owner.tenantId, (tx) => applyTemplateReports(tx, app.parts, line.id, news));

test('a whole account is fetched, page by page, and fetching again changes nothing', async () => {
  for (let index = 0; index < 120; index += 1) await add(`greeting_${String(index).padStart(3, '0')}`);
  expect(await sync()).toEqual({ total: 120, changed: 120 });
  expect(await sync()).toEqual({ total: 120, changed: 0 });
  const templates = await list();
  expect(templates.map(({ name }) => name)).toEqual([...templates.map(({ name }) => name)].sort());
  expect(templates[0]).toMatchObject({
    connectionAccountId: wabaId,
    language: 'en_US',
    status: 'APPROVED',
    sendable: true,
    body: 'Hi {{1}}, welcome.',
    header: null,
    params: [{ key: 'body.1', place: 'body', type: 'text', example: 'Ann' }],
  });
});

test('lists are searched, narrowed to what can be sent, and forget what Meta forgot', async () => {
  await add('order_ready', 'Your order is ready.');
  await add('goodbye', 'Farewell.', { status: 'REJECTED' });
  await sync();
  expect((await list()).map(({ name }) => name)).toEqual(['goodbye', 'order_ready']);
  expect((await list('&sendable=true')).map(({ name }) => name)).toEqual(['order_ready']);
  expect((await list('&search=fare')).map(({ name }) => name)).toEqual(['goodbye']);
  expect(await list('&search=100%25')).toEqual([]);
  const [gone] = await list('&search=goodbye');
  const token = (await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken;
  const answer = await fetch(`${meta.env.META_GRAPH_URL}/v25.0/${wabaId}/message_templates?name=goodbye`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(answer.status).toBe(200);
  expect(await sync()).toEqual({ total: 1, changed: 1 });
  expect((await list()).map(({ name }) => name)).toEqual(['order_ready']);
  const find = () =>
    app.parts.db.withTenant(owner.tenantId, (tx) => findSendableTemplate(tx, { id: line.id }, gone!.id));
  await expect(find()).rejects.toMatchObject({
    code: 'template_unusable',
    data: { why: 'withdrawn', name: 'goodbye' },
  });
});

test('news by webhook count at once, and unknown ones are fetched', async () => {
  await add('order_ready');
  await sync();
  await report([{ providerId: '1', name: 'order_ready', language: 'en_US', status: 'PAUSED', reason: 'low quality' }]);
  expect((await list())[0]).toMatchObject({ status: 'PAUSED', sendable: false, rejectedReason: 'low quality' });
  await report([{ providerId: '1', name: 'order_ready', language: 'en_US', quality: 'RED' }]);
  expect((await list())[0]).toMatchObject({ status: 'PAUSED', quality: 'RED', rejectedReason: 'low quality' });
  await add('brand_new');
  app.work();
  await report([{ providerId: '2', name: 'brand_new', language: 'en_US', status: 'APPROVED' }]);
  await until('the new one is there', async () => (await list()).some(({ name }) => name === 'brand_new'));
});

test('an account that was not fetched for a day is fetched by the clock', async () => {
  await add('order_ready');
  app.work();
  for (const sweep of templateSweeps(app.parts)) await sweep.run(new AbortController().signal);
  await until('it is there', async () => (await list()).length === 1);
});

test('what was filled is what Meta accepts', async () => {
  await add('order_ready', 'Hi {{1}}, welcome.');
  await sync();
  const [template] = await list();
  const sendable = await app.parts.db.withTenant(owner.tenantId, (tx) =>
    findSendableTemplate(tx, { id: line.id }, template!.id),
  );
  const { connection } = (await readChannelConnection(app.parts, owner.tenantId, line.id))!;
  const components = fillComponents(sendable, { 'body.1': 'Ann' }, () => undefined);
  const sent = await channelOf(app.parts.config, 'whatsapp_cloud').send(connection, {
    to: { phone: '+972501234567' },
    messageId: 'm1',
    body: { kind: 'template', name: sendable.name, language: sendable.language, components },
  });
  expect(sent).toMatchObject({ ok: true });
});

test('templates of another account or tenant are not found', async () => {
  await add('order_ready');
  await sync();
  const [template] = await list();
  const other = await meta.connect(owner, 'whatsapp_cloud');
  const find = () =>
    app.parts.db.withTenant(owner.tenantId, (tx) => findSendableTemplate(tx, { id: other.line.id }, template!.id));
  await expect(find()).rejects.toMatchObject({ code: 'not_found' });
  const stranger = await app.register();
  await stranger.get(`/api/provider-templates?connectionId=${line.id}`).expect(404);
  await stranger.post('/api/templates/sync', { connectionId: line.id }).expect(404);
});

test('a coach sees those of shared lines and of their own alone', async () => {
  const coach = await app.join(owner, 'coach');
  await coach.get(`/api/provider-templates?connectionId=${line.id}`).expect(200);
  const { line: others } = await meta.connect(await app.join(owner, 'coach'), 'whatsapp_cloud');
  await coach.get(`/api/provider-templates?connectionId=${others.id}`).expect(404);
});

test('lines without templates, dead tokens and unusable requests are told apart', async () => {
  const { id } = await insertConnection(app.parts, owner.tenantId);
  expect((await owner.get(`/api/provider-templates?connectionId=${id}`).expect(200)).body.data).toEqual([]);
  expect((await owner.post('/api/templates/sync', { connectionId: id }).expect(422)).body.error).toBe('rule_broken');
  await owner.post('/api/templates/sync', { connectionId: 'x' }).expect(400);
  await owner.get('/api/provider-templates').expect(400);
  const token = (await readChannelConnection(app.parts, owner.tenantId, line.id))!.connection.accessToken!;
  await meta.graph.expireToken({ token });
  expect((await owner.post('/api/templates/sync', { connectionId: line.id }).expect(422)).body.message).toContain(
    'token',
  );
});
