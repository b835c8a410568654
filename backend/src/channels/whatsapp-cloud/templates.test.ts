// Templates as Meta lists them, page after page, and as its webhooks tell of them.
import { lines, startGraph, startRecorder, type TestGraph } from '../../../test/graph';
import { listTemplates } from './templates';

const line = lines.whatsApp;
const wabaId = line.accountId!;
let meta: TestGraph;
beforeAll(async () => {
  meta = await startGraph();
});
beforeEach(async () => {
  await meta.reset();
});
afterAll(() => meta.stop());

const body = { type: 'BODY', text: 'Your order is ready' };

test('all templates are listed, also beyond the first page', async () => {
  for (let at = 0; at < 205; at += 1)
    await meta.graph.addTemplate({ wabaId, name: `order_${at}`, language: 'pt_BR', components: [body] });
  const listed = await listTemplates(meta.client, line);
  expect(new Set(listed.map(({ name }) => name)).size).toBe(205);
  expect(listed[0]).toMatchObject({
    id: expect.any(String),
    language: 'pt_BR',
    status: 'APPROVED',
    category: 'UTILITY',
    components: [body],
    rejectedReason: null,
    parameterFormat: 'POSITIONAL',
  });
});

test('what Meta decides of a template is told by webhook under its name and language', async () => {
  await meta.graph.addTemplate({ wabaId, name: 'order_ready', language: 'en', components: [body] });
  const [listed] = await listTemplates(meta.client, line);
  await meta.graph.setTemplateStatus({ wabaId, name: 'order_ready', status: 'REJECTED', reason: 'INVALID_FORMAT' });
  expect(await meta.tells('template')).toMatchObject({
    template: { providerId: listed?.id, name: 'order_ready', language: 'en', status: 'REJECTED' },
  });
  await meta.graph.setTemplateStatus({ wabaId, name: 'order_ready', quality: 'RED', category: 'MARKETING' });
  expect(await meta.tells('template', ({ template }) => template.quality === 'RED')).toBeDefined();
  expect(await meta.tells('template', ({ template }) => template.category === 'MARKETING')).toBeDefined();
  expect(await listTemplates(meta.client, line)).toMatchObject([{ status: 'REJECTED', category: 'MARKETING' }]);
});

test('a list that cannot be read is refused, and odd entries are left out', async () => {
  await meta.graph.expireToken({ token: line.accessToken! });
  await expect(listTemplates(meta.client, line)).rejects.toMatchObject({ kind: 'refused', reason: 'token_invalid' });
  await expect(listTemplates(meta.client, { ...line, accountId: null })).rejects.toMatchObject({ kind: 'refused' });
  const recorder = await startRecorder(() => [
    200,
    { data: [{ id: 7 }, null, { id: '1', name: 'a', language: 'en' }], paging: {} },
  ]);
  expect(await listTemplates(recorder.client, line)).toMatchObject([{ id: '1', status: 'UNKNOWN', components: [] }]);
  await recorder.close();
});
