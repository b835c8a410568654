// Templates with a picture, a video or a document above the words: the sample on its way to Meta's reviewers, and what stays of it here.
import type { ProviderTemplate, ProviderTemplateInput } from '@parley/contract';
import sharp from 'sharp';
import supertest from 'supertest';
import { createTestApp, type TestApp, type TestPerson } from '../../../test/app';
import { type MetaLines, startMetaLines } from '../../../test/meta-lines';

let meta: MetaLines;
let app: TestApp;
let owner: TestPerson;
let connectionId: string;
let wabaId: string;
const pdf = Buffer.from('%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF');

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

const paint = (format: 'png' | 'webp' = 'png') =>
  sharp({ create: { width: 8, height: 6, channels: 3, background: 'seagreen' } })
    .toFormat(format)
    .toBuffer();
async function upload(bytes: Buffer, filename: string, person = owner, at = app): Promise<string> {
  const request = supertest(at.app).post('/api/assets').set('authorization', `Bearer ${person.token}`);
  return (await request.attach('files', bytes, { filename }).expect(201)).body.data[0].id;
}
const input = (
  format: 'IMAGE' | 'VIDEO' | 'DOCUMENT',
  assetId: string | null,
  change: Partial<ProviderTemplateInput> = {},
): ProviderTemplateInput => ({
  connectionId,
  name: 'garden_day',
  language: 'en_US',
  category: 'MARKETING',
  header: null,
  headerMedia: { format, assetId },
  body: 'Hi {{lead.name}}, our garden is open.',
  footer: null,
  buttons: [],
  examples: { 'lead.name': 'Ann' },
  ...change,
});
const create = (body: ProviderTemplateInput, person = owner) => person.post('/api/provider-templates', body);
const formOf = ({ connectionId: _, name: __, language: ___, ...form }: ProviderTemplateInput) => form;

test('a template with a picture goes to review with its sample, which is shown here and stays through a sync', async () => {
  const assetId = await upload(await paint(), 'garden.png');
  const made: ProviderTemplate = (await create(input('IMAGE', assetId)).expect(201)).body.data;
  expect(made).toMatchObject({
    status: 'PENDING',
    header: { format: 'IMAGE', text: null },
    sample: { fileName: 'garden.png', url: expect.any(String), thumbnailUrl: expect.any(String) },
    params: [{ key: 'header.1', type: 'media' }, { key: 'body.1' }],
    form: { header: null, headerMedia: { format: 'IMAGE', assetId } },
  });
  await owner.get(made.sample!.url).expect(200);
  await meta.graph.setTemplateStatus({ wabaId, name: 'garden_day', status: 'APPROVED' });
  await owner.post('/api/templates/sync', { connectionId }).expect(200);
  const { body } = await owner.get(`/api/provider-templates/${made.id}`).expect(200);
  expect(body.data).toMatchObject({ status: 'APPROVED', sendable: true, form: { headerMedia: { assetId } } });
  const [event] = await app.parts.db.read<{ data: object }>(
    owner.tenantId,
    "select data from events where type = 'provider_template.submitted' and subject_id = $1",
    [made.id],
  );
  expect(event!.data).toMatchObject({ name: 'garden_day', sampleId: assetId });
});

test('a document is taken too, and a change hands the sample over again', async () => {
  const leaflet = await upload(pdf, 'leaflet.pdf');
  const { id }: ProviderTemplate = (await create(input('DOCUMENT', leaflet)).expect(201)).body.data;
  await meta.graph.setTemplateStatus({ wabaId, name: 'garden_day', status: 'APPROVED' });
  await owner.post('/api/templates/sync', { connectionId }).expect(200);
  const picture = await upload(await paint(), 'garden.png');
  const changed = await owner.put(`/api/provider-templates/${id}`, formOf(input('IMAGE', picture))).expect(200);
  expect(changed.body.data).toMatchObject({
    status: 'PENDING',
    header: { format: 'IMAGE' },
    sample: { fileName: 'garden.png' },
  });
});

test('a template made elsewhere is changed here once a sample is chosen', async () => {
  const { id: _ } = await meta.graph.addTemplate({
    wabaId,
    name: 'made_there',
    language: 'en_US',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://cdn.example/a.png'] } },
      { type: 'BODY', text: 'Our garden is open.' },
    ],
  });
  await owner.post('/api/templates/sync', { connectionId }).expect(200);
  const [there] = (await owner.get(`/api/provider-templates?connectionId=${connectionId}`).expect(200)).body.data;
  expect(there).toMatchObject({ sample: null, form: { headerMedia: { format: 'IMAGE', assetId: null } } });
  const path = `/api/provider-templates/${there.id}`;
  const without = await owner.put(path, there.form).expect(400);
  expect(without.body.details).toMatchObject([{ path: 'headerMedia' }]);
  const assetId = await upload(await paint(), 'garden.png');
  const given = { ...there.form, headerMedia: { format: 'IMAGE', assetId } };
  expect((await owner.put(path, given).expect(200)).body.data.sample.fileName).toBe('garden.png');
});

test('a file that Meta would not take is refused before Meta is asked', async () => {
  const [webp, png] = [await upload(await paint('webp'), 'a.webp'), await upload(await paint(), 'a.png')];
  for (const wrong of [input('IMAGE', webp), input('VIDEO', png), input('IMAGE', png, { header: 'Words too' })])
    expect((await create(wrong).expect(400)).body.message).toEqual(expect.any(String));
  expect((await create(input('VIDEO', png)).expect(400)).body).toMatchObject({
    message: 'Choose an MP4 video for this header.',
    details: [{ path: 'headerMedia' }],
  });
  const large = await upload(Buffer.concat([pdf, Buffer.alloc(1024)]), 'a.pdf');
  await create(input('IMAGE', large)).expect(400);
  expect((await owner.post('/api/templates/sync', { connectionId }).expect(200)).body.data.total).toBe(0);
});

test('a sample is in use until its template is deleted', async () => {
  const assetId = await upload(await paint(), 'garden.png');
  const { id } = (await create(input('IMAGE', assetId)).expect(201)).body.data;
  await owner.del(`/api/assets/${assetId}`).expect(409);
  await owner.del(`/api/provider-templates/${id}`).expect(200);
  await owner.del(`/api/assets/${assetId}`).expect(200);
});

test('nobody submits a file of another tenant', async () => {
  const stranger = await app.register('Stranger');
  const theirs = await upload(await paint(), 'theirs.png', stranger);
  await create(input('IMAGE', theirs)).expect(404);
});

test('an installation that does not name its app says so in plain words; one of another app tells whose token is wanted', async () => {
  const cases: [Record<string, string>, number, string][] = [
    [{ META_APP_ID: '' }, 503, 'META_APP_ID'],
    [{ META_APP_ID: '42' }, 422, 'another Meta app'],
  ];
  for (const [env, status, words] of cases) {
    const bare = await createTestApp({ ...meta.env, ...env });
    const person = await bare.register();
    const { line } = await meta.connect(person, 'whatsapp_cloud');
    const assetId = await upload(await paint(), 'a.png', person, bare);
    const { body } = await create({ ...input('IMAGE', assetId), connectionId: line.id }, person).expect(status);
    expect(body.message).toContain(words);
    await bare.close();
  }
});
