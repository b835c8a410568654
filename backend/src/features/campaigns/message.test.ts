// What a campaign says, through real lines: files, approved templates with their blanks, variants.
import type { Asset, Campaign, LaunchCheck, ProviderTemplate } from '@parley/contract';
import sharp from 'sharp';
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson, until } from '../../../test/app';
import { startGateway, type TestGateway } from '../../../test/gateway';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';
import { addPeople, countStates, draft, readMoney } from './test-kit';

let gateway: TestGateway;
let meta: MetaLines;
let app: TestApp;
let png: Buffer;
beforeAll(async () => {
  [gateway, meta] = [await startGateway(), await startMetaLines()];
  app = await createTestApp({ ...gateway.env, ...meta.env });
  app.work();
  png = await sharp({ create: { width: 8, height: 6, channels: 3, background: 'teal' } })
    .png()
    .toBuffer();
});
afterAll(async () => {
  await app.close();
  await Promise.all([gateway.close(), meta.close()]);
});

async function upload(person: TestPerson, count: number): Promise<string[]> {
  const request = supertest(app.app).post('/api/assets').set('authorization', `Bearer ${person.token}`);
  for (let n = 1; n <= count; n += 1) request.attach('files', png, { filename: `${n}.png`, contentType: 'image/png' });
  return ((await request.expect(201)).body.data as Asset[]).map(({ id }) => id);
}

async function read(person: TestPerson, id: string): Promise<Campaign> {
  return (await person.get(`/api/campaigns/${id}`).expect(200)).body.data;
}

async function finish(person: TestPerson, id: string): Promise<Campaign> {
  await person.post(`/api/campaigns/${id}/start`).expect(200);
  return until(
    'completion',
    async () => {
      const campaign = await read(person, id);
      return campaign.status === 'completed' && campaign;
    },
    25_000,
  );
}

/** A message each fifth of a second. */
const slowDown = ({ tenantId }: TestPerson) =>
  app.parts.db.withTenant(tenantId, (tx) =>
    tx.query('update connections set min_delay_ms = 200, max_delay_ms = 200 where tenant_id = $1', [tenantId]),
  );

describe('files', () => {
  test('each person gets every file once and in order, the words under the first, and each file costs a credit', async () => {
    const owner = await app.register();
    const line = await gateway.connectLine(app.parts, owner.tenantId);
    await addPeople(app, owner.tenantId, { count: 6, optedOut: 1 });
    const assetIds = await upload(owner, 3);
    const id = await draft(owner, line.id, { message: { text: 'Hi {first_name}', assetIds } });
    const check: LaunchCheck = (await owner.post(`/api/campaigns/${id}/check`).expect(200)).body.data;
    expect(check.cost).toMatchObject({ required: 15, perPerson: 3 });
    const done = await finish(owner, id);
    expect(done.message.assets.map((one) => one.id)).toEqual(assetIds);
    expect(done.progress).toMatchObject({ totalContacts: 6, sentCount: 5, skippedCount: 1, pendingCount: 0 });
    expect(await readMoney(app, owner.tenantId)).toEqual({ balance: 1000 - 15, reserved: 0, used: 15 });
    const rows = await app.parts.db.read<{ files: string[]; texts: (string | null)[]; name: string }>(
      owner.tenantId,
      `select array_agg(m.asset_id::text order by m.sent_at, m.part) as files, array_agg(m.text order by m.part) as texts, min(c.first_name) as name
       from messages m join contacts c on c.id = m.contact_id and c.tenant_id = $1
       where m.tenant_id = $1 and m.campaign_id = $2 and m.state <> 'skipped' group by m.contact_id`,
      [owner.tenantId, id],
    );
    expect(rows).toHaveLength(5);
    for (const { files, texts, name } of rows) {
      expect(files).toEqual(assetIds);
      expect(texts).toEqual([`Hi ${name}`, null, null]);
    }
  });

  test('a file that a campaign needs is not removed, and files alone need no words', async () => {
    const owner = await app.register();
    const line = await gateway.connectLine(app.parts, owner.tenantId);
    const [assetId = ''] = await upload(owner, 1);
    const id = await draft(owner, line.id, { message: { assetIds: [assetId] } });
    await owner.del(`/api/assets/${assetId}`).expect(409);
    expect((await read(owner, id)).message).toMatchObject({ text: null, body: '', assets: [{ id: assetId }] });
    await owner.patch(`/api/campaigns/${id}`, { message: { text: 'Hello' } }).expect(200);
    await owner.del(`/api/assets/${assetId}`).expect(200);
  });

  test('a cancel takes the further files back as well, to the last credit', async () => {
    const owner = await app.register();
    const line = await gateway.connectLine(app.parts, owner.tenantId);
    await slowDown(owner);
    await addPeople(app, owner.tenantId, { count: 8 });
    const id = await draft(owner, line.id, { message: { assetIds: await upload(owner, 2) } });
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    await until('the first', async () => (await read(owner, id)).progress.sentCount > 0);
    await owner.post(`/api/campaigns/${id}/cancel`).expect(200);
    await until('the rest back', async () => (await readMoney(app, owner.tenantId)).reserved === 0);
    const states = await countStates(app, owner.tenantId, id);
    const sent = Object.entries(states).reduce(
      (sum, [state, count]) => (['sent', 'delivered', 'read'].includes(state) ? sum + count : sum),
      0,
    );
    expect((await readMoney(app, owner.tenantId)).used).toBe(sent);
  });
});

describe('approved templates', () => {
  async function setCloud(components: Record<string, unknown>[]) {
    const owner = await app.register();
    const { line, credentials } = await meta.connect(owner, 'whatsapp_cloud');
    const { wabaId } = credentials as { wabaId: string };
    const name = `welcome_${Date.now()}`;
    await meta.graph.addTemplate({ wabaId, name, language: 'en_US', components });
    await owner.post('/api/templates/sync', { connectionId: line.id }).expect(200);
    const [template] = (await owner.get(`/api/provider-templates?connectionId=${line.id}`).expect(200)).body
      .data as ProviderTemplate[];
    return { owner, line, template: template as ProviderTemplate, name, wabaId };
  }
  const components = [
    { type: 'BODY', text: 'Hi {{1}}, see you in {{2}}.', example: { body_text: [['Ann', 'Haifa']] } },
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Open', url: 'https://example.com/{{1}}', example: ['a'] }] },
  ];

  test('blanks are filled for each person; whoever lacks a value is skipped, never sent an empty one', async () => {
    const { owner, line, template, name } = await setCloud(components);
    await addPeople(app, owner.tenantId, { count: 3, city: 'Haifa' });
    await addPeople(app, owner.tenantId, { count: 2, city: null });
    const params = { 'body.1': '{{first_name}}', 'body.2': '{{lead.city}}', 'button.0': 'p/{{first_name}}' };
    const id = await draft(owner, line.id, { message: { provider: { templateId: template.id, params } } });
    const check: LaunchCheck = (await owner.post(`/api/campaigns/${id}/check`).expect(200)).body.data;
    expect(check.audience.closedWindows).toBe(0);
    expect(check.blanks).toEqual([{ variable: 'lead.city', count: 2 }]);
    expect(check.samples[0]).toMatchObject({ template: { name, buttons: ['Open'] } });
    const done = await finish(owner, id);
    expect(done.progress).toMatchObject({ sentCount: 3, skippedCount: 2 });
    expect(await countStates(app, owner.tenantId, id)).toMatchObject({ 'skipped:blank_variable': 2 });
    const [one] = (await owner.get(`/api/campaigns/${id}/recipients?outcome=skipped`).expect(200)).body.data;
    expect(one.error).toEqual({ code: 'blank_variable', detail: 'body.2' });
    const sent = (await meta.graph.listReceived({ senderId: line.externalId ?? '' })).map((message) => message.content);
    expect(sent).toHaveLength(3);
    for (const content of sent) expect(JSON.stringify(content)).toMatch(/"text":"P\d+".*"text":"Haifa".*"p\/P\d+"/);
  });

  test('an incomplete or foreign template is refused before it is saved', async () => {
    const { owner, line, template } = await setCloud(components);
    const input = (provider: object, connectionId = line.id) => ({
      name: 'x',
      connectionId,
      audience: { type: 'all' },
      message: { provider },
    });
    const params = { 'body.1': 'a', 'body.2': 'b', 'button.0': 'c' };
    await owner.post('/api/campaigns', input({ templateId: template.id, params: { 'body.1': 'a' } })).expect(400);
    await owner
      .post('/api/campaigns', input({ templateId: template.id, params: { ...params, 'body.1': '{{lead.nope}}' } }))
      .expect(422);
    const other = await gateway.connectLine(app.parts, owner.tenantId);
    await owner.post('/api/campaigns', input({ templateId: template.id, params }, other.id)).expect(404);
  });

  test('the picture at the head goes to everybody; without one, or with one that Meta would not take, nothing is saved', async () => {
    const head = { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://cdn.example/a.png'] } };
    const { owner, line, template } = await setCloud([head, { type: 'BODY', text: 'Our garden is open.' }]);
    await addPeople(app, owner.tenantId, { count: 2 });
    const [picture] = await upload(owner, 1);
    const webp = await sharp(png).webp().toBuffer();
    const request = supertest(app.app).post('/api/assets').set('authorization', `Bearer ${owner.token}`);
    const other = (await request.attach('files', webp, { filename: 'a.webp' }).expect(201)).body.data[0].id;
    const input = (params: Record<string, string>) => ({
      name: 'x',
      connectionId: line.id,
      audience: { type: 'all' },
      message: { provider: { templateId: template.id, params } },
    });
    for (const params of [{}, { 'header.1': '' }, { 'header.1': other }] as Record<string, string>[]) {
      const { body } = await owner.post('/api/campaigns', input(params)).expect(400);
      expect(body.details[0].path).toBe('template.params.header.1');
      await owner.post('/api/campaigns/check', input(params)).expect(400);
    }
    const { message } = input({ 'header.1': picture! });
    const id = await draft(owner, line.id, { message });
    await owner.del(`/api/assets/${picture}`).expect(409);
    expect((await read(owner, id)).message.assets).toMatchObject([{ id: picture, fileName: '1.png' }]);
    expect((await finish(owner, id)).progress.sentCount).toBe(2);
    const sent = await meta.graph.listReceived({ senderId: line.externalId ?? '' });
    expect(sent).toHaveLength(2);
    for (const { text, content } of sent) {
      expect(text).toBe('Our garden is open.');
      const [, link = ''] = /"type":"image","image":\{"link":"([^"]+)"/.exec(JSON.stringify(content)) ?? [];
      await supertest(app.app).get(new URL(link).pathname).expect(200).expect('content-type', 'image/png');
    }
  });

  test('a template that Meta pauses stops the campaign with the reason, and nobody is lost', async () => {
    const { owner, line, template } = await setCloud([{ type: 'BODY', text: 'Hello' }]);
    await addPeople(app, owner.tenantId, { count: 8 });
    const id = await draft(owner, line.id, { message: { provider: { templateId: template.id } } });
    await slowDown(owner);
    await owner.post(`/api/campaigns/${id}/start`).expect(200);
    await until('the first', async () => (await read(owner, id)).progress.sentCount > 0);
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query("update provider_templates set status = 'PAUSED' where tenant_id = $1", [owner.tenantId]),
    );
    const stopped = await until('the pause', async () => {
      const campaign = await read(owner, id);
      return campaign.status === 'paused' && campaign;
    });
    expect(stopped.statusReason).toBe('template_paused');
    expect(stopped.progress).toMatchObject({ failedCount: 0, skippedCount: 0 });
    expect(stopped.progress.pendingCount).toBe(8 - stopped.progress.sentCount);
  });

  test('a free text to people whose window is closed is told before, and they are skipped', async () => {
    const { owner, line } = await setCloud([{ type: 'BODY', text: 'Hello' }]);
    const people = await addPeople(app, owner.tenantId, { count: 3 });
    await app.parts.db.withTenant(owner.tenantId, (tx) =>
      tx.query(
        `insert into chats (tenant_id, contact_id, connection_id, last_inbound_at) values ($1, $2, $3, now() - interval '1 hour')`,
        [owner.tenantId, people[0], line.id],
      ),
    );
    const id = await draft(owner, line.id);
    const check: LaunchCheck = (await owner.post(`/api/campaigns/${id}/check`).expect(200)).body.data;
    expect(check.audience.closedWindows).toBe(2);
    expect(check.problems).toContainEqual(expect.objectContaining({ code: 'closed_windows', severity: 'warn' }));
    const done = await finish(owner, id);
    expect(done.progress.skippedCount).toBe(2);
    expect(await countStates(app, owner.tenantId, id)).toMatchObject({ 'skipped:window_closed': 2 });
  });
});

test('variants divide the people, each keeps theirs, and their counts add up to the campaign’s', async () => {
  const owner = await app.register();
  const line = await gateway.connectLine(app.parts, owner.tenantId);
  await addPeople(app, owner.tenantId, { count: 60 });
  const id = await draft(owner, line.id, {
    message: { text: 'One', variants: [{ text: 'Two {first_name}', share: 50 }] },
  });
  const done = await finish(owner, id);
  const { variants } = done.message;
  expect(variants.map(({ number, share, body }) => [number, share, body])).toEqual([
    [0, 50, 'One'],
    [1, 50, 'Two {first_name}'],
  ]);
  expect(variants.reduce((sum, { sentCount }) => sum + sentCount, 0)).toBe(60);
  for (const { sentCount } of variants) expect(sentCount).toBeGreaterThan(10);
  const rows = await app.parts.db.read<{ variant: number; text: string; count: number }>(
    owner.tenantId,
    'select variant, left(text, 3) as text, count(*)::int as count from messages where tenant_id = $1 and campaign_id = $2 group by 1, 2 order by 1',
    [owner.tenantId, id],
  );
  expect(rows).toEqual([
    { variant: 0, text: 'One', count: variants[0]?.sentCount },
    { variant: 1, text: 'Two', count: variants[1]?.sentCount },
  ]);
});
