// Submitting templates to Meta's stand-in: review, rejection, changes, deletion, and who may.
import type { ProviderTemplate, ProviderTemplateInput } from '@parley/contract';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';
import { applyTemplateReports } from './reports';

let meta: MetaLines;
let app: TestApp;
let owner: TestPerson;
let connectionId: string;
let wabaId: string;

beforeAll(async () => {
  meta = await startMetaLines();
  app = await createTestApp(meta.env);
});
beforeEach(async () => {
  await meta.graph.setSettings({ reviewAfterMs: null });
  owner = await app.register();
  const { line } = await meta.connect(owner, 'whatsapp_cloud');
  [connectionId, wabaId] = [line.id, line.accountId!];
});
afterAll(async () => {
  await app.close();
  await meta.close();
});

const input = (change: Partial<ProviderTemplateInput> = {}): ProviderTemplateInput => ({
  connectionId,
  name: 'order_ready',
  language: 'en_US',
  category: 'UTILITY',
  header: null,
  headerMedia: null,
  body: 'Hi {{lead.name}}, your order is ready.',
  footer: null,
  buttons: [],
  examples: { 'lead.name': 'Ann' },
  ...change,
});
const submit = async (change: Partial<ProviderTemplateInput> = {}): Promise<ProviderTemplate> =>
  (await owner.post('/api/provider-templates', input(change)).expect(201)).body.data;
const read = async (id: string): Promise<ProviderTemplate> =>
  (await owner.get(`/api/provider-templates/${id}`).expect(200)).body.data;
const report = (status: string, reason: string | null = null) =>
  app.parts.db.withTenant(owner.tenantId, (tx) =>
    applyTemplateReports(tx, app.parts, connectionId, [
      { providerId: '1', name: 'order_ready', language: 'en_US', status, reason },
    ]),
  );

test('a submission waits for review, and Meta’s word by webhook approves it and is told live', async () => {
  const since = await app.parts.feed.latest(owner.tenantId);
  const template = await submit();
  expect(template).toMatchObject({
    status: 'PENDING',
    sendable: false,
    body: 'Hi {{1}}, your order is ready.',
    params: [{ key: 'body.1', example: 'Ann', variable: 'lead.name' }],
    form: { body: 'Hi {{lead.name}}, your order is ready.' },
    abilities: { edit: false, remove: true },
  });
  await report('APPROVED');
  expect(await read(template.id)).toMatchObject({ status: 'APPROVED', sendable: true, abilities: { edit: true } });
  await until('two frames', async () => {
    const frames = (await app.parts.feed.after(owner.tenantId, since, 1000)) ?? [];
    return frames.filter((one) => one.body.includes('provider_templates.changed')).length >= 2;
  });
});

test('a rejection says why; the changed template is reviewed again', async () => {
  const { id } = await submit();
  await report('REJECTED', 'PROMOTIONAL');
  await meta.graph.setTemplateStatus({ wabaId, name: 'order_ready', status: 'REJECTED', reason: 'PROMOTIONAL' });
  expect(await read(id)).toMatchObject({ status: 'REJECTED', rejectedReason: 'PROMOTIONAL' });
  const { connectionId: _, name: __, language: ___, ...form } = input({ body: 'Dear {{lead.name}}, it is ready.' });
  const changed = await owner.put(`/api/provider-templates/${id}`, form).expect(200);
  expect(changed.body.data).toMatchObject({
    status: 'PENDING',
    rejectedReason: null,
    body: 'Dear {{1}}, it is ready.',
  });
  expect((await owner.put(`/api/provider-templates/${id}`, form).expect(409)).body.error).toBe('wrong_state');
});

test('what Meta files under another category is shown so', async () => {
  const { id } = await submit();
  await app.parts.db.withTenant(owner.tenantId, (tx) =>
    applyTemplateReports(tx, app.parts, connectionId, [
      { providerId: '1', name: 'order_ready', language: 'en_US', category: 'MARKETING' },
    ]),
  );
  expect(await read(id)).toMatchObject({ category: 'MARKETING', status: 'PENDING' });
});

test('Meta’s rules are checked before Meta is asked, each fault with its place', async () => {
  const wrong = input({ name: 'Order', body: '{{lead.name}} hello there', examples: {} });
  const { body } = await owner.post('/api/provider-templates', wrong).expect(400);
  expect(body.details.map((one: { path: string }) => one.path)).toEqual(['name', 'body', 'examples.lead.name']);
});

test('a name is submitted once in a language, and Meta’s own refusals are passed on in words', async () => {
  await submit();
  expect((await owner.post('/api/provider-templates', input()).expect(409)).body.error).toBe('name_taken');
  await submit({ language: 'he' });
  const { id } = await submit({ name: 'edited' });
  await meta.graph.setTemplateStatus({ wabaId, name: 'edited', status: 'APPROVED' });
  await owner.post('/api/templates/sync', { connectionId }).expect(200);
  const { connectionId: _, name: __, language: ___, ...form } = input();
  await owner.put(`/api/provider-templates/${id}`, form).expect(200);
  await meta.graph.setTemplateStatus({ wabaId, name: 'edited', status: 'APPROVED' });
  await owner.post('/api/templates/sync', { connectionId }).expect(200);
  const again = await owner.put(`/api/provider-templates/${id}`, form).expect(422);
  expect(again.body.message).toContain('24 hours');
});

test('a deleted template is gone here and there', async () => {
  const { id } = await submit();
  await owner.del(`/api/provider-templates/${id}`).expect(200);
  await owner.get(`/api/provider-templates/${id}`).expect(404);
  const synced = await owner.post('/api/templates/sync', { connectionId }).expect(200);
  expect(synced.body.data.total).toBe(0);
});

test('one of our templates is submitted with its variables mapped and the catalogue’s examples', async () => {
  const ours = await owner
    .post('/api/templates', { name: 'Ready', content: { body: 'Hi {first_name|there}, your order is ready.' } })
    .expect(201);
  const { body: _, examples: __, ...rest } = input();
  const path = `/api/templates/${ours.body.data.id}/submit-to-meta`;
  expect((await owner.post(path, rest).expect(201)).body.data).toMatchObject({
    params: [{ key: 'body.1', example: 'Dana', variable: 'first_name' }],
  });
});

test('a coach submits, changes and deletes nothing; another tenant finds nothing', async () => {
  const { id } = await submit();
  const { connectionId: _, name: __, language: ___, ...form } = input();
  const coach = await app.join(owner, 'coach');
  await coach.post('/api/provider-templates', input({ name: 'other' })).expect(403);
  await coach.put(`/api/provider-templates/${id}`, form).expect(403);
  await coach.del(`/api/provider-templates/${id}`).expect(403);
  expect((await coach.get(`/api/provider-templates/${id}`).expect(200)).body.data.abilities).toEqual({
    edit: false,
    remove: false,
  });
  const stranger = await app.register('Stranger');
  await stranger.post('/api/provider-templates', input({ name: 'other' })).expect(404);
  await stranger.get(`/api/provider-templates/${id}`).expect(404);
  await stranger.put(`/api/provider-templates/${id}`, form).expect(404);
  await stranger.del(`/api/provider-templates/${id}`).expect(404);
});
