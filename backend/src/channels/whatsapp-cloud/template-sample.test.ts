// Samples of media headers at Meta's stand-in: the two steps of the upload, what is refused, and going on after a cut.
import { META_DEFAULTS } from '../../../../sandbox/src/server';
import { lines, startGraph, startRecorder, type TestGraph } from '../../../test/graph';
import { createGraphClient, type GraphClient } from '../meta/client';
import { uploadSample } from './template-sample';
import { listTemplates, submitTemplate } from './templates';

const line = lines.whatsApp;
const png = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1');
const picture = { fileName: 'garden.png', mime: 'image/png', bytes: png };
let meta: TestGraph;
beforeAll(async () => {
  meta = await startGraph();
});
beforeEach(() => meta.reset());
afterAll(() => meta.stop());

test('a template with a picture is taken for review by the handle of its sample', async () => {
  const handle = await uploadSample(meta.client, line, picture);
  const components = [
    { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
    { type: 'BODY', text: 'Our garden is open.' },
  ];
  await submitTemplate(meta.client, line, { name: 'garden', language: 'en', category: 'MARKETING', components });
  const [listed] = await listTemplates(meta.client, line);
  expect(listed).toMatchObject({ name: 'garden', status: 'PENDING', components: [{ format: 'IMAGE' }, {}] });
});

test('what Meta refuses is told, and the token is in no refusal', async () => {
  await expect(uploadSample(meta.client, line, { ...picture, mime: 'image/webp' })).rejects.toMatchObject({
    kind: 'refused',
    providerCode: '100',
  });
  await meta.graph.expireToken({ token: line.accessToken! });
  await expect(uploadSample(meta.client, line, picture)).rejects.toMatchObject({ reason: 'token_invalid' });
});

test('the app of another installation takes no files, and without an app nothing is asked', async () => {
  const other = clientOf(meta.sandbox.graphUrl, '42');
  await expect(uploadSample(other, line, picture)).rejects.toMatchObject({ kind: 'missing' });
  await expect(uploadSample(clientOf('http://127.0.0.1:9'), line, picture)).rejects.toThrow('META_APP_ID');
  await other.close();
});

test('an upload that was cut off goes on where Meta says it ended', async () => {
  const answers: [number, unknown][] = [
    [200, { id: 'upload:abc==?sig=s1' }],
    [502, 'Bad gateway'],
    [200, { id: 'upload:abc==', file_offset: 5 }],
    [200, { h: '4::handle' }],
  ];
  const recorder = await startRecorder((_, index) => answers[index]!);
  const client = clientOf(recorder.url, META_DEFAULTS.appId);
  expect(await uploadSample(client, line, picture)).toBe('4::handle');
  const [start, cut, far, rest] = recorder.asked;
  expect(start).toMatchObject({
    path: `/v25.0/${META_DEFAULTS.appId}/uploads`,
    query: { file_name: 'garden.png', file_length: String(png.length), file_type: 'image/png' },
    headers: { authorization: `Bearer ${line.accessToken}` },
  });
  for (const one of [cut, far, rest])
    expect(one).toMatchObject({
      path: '/v25.0/upload:abc==',
      query: { sig: 's1' },
      headers: { authorization: `OAuth ${line.accessToken}` },
    });
  expect([cut, rest].map((one) => [one?.headers.file_offset, one?.text])).toEqual([
    ['0', png.toString('latin1')],
    ['5', png.subarray(5).toString('latin1')],
  ]);
  await client.close();
  await recorder.close();
});

test('an upload that is cut off again and again is given up', async () => {
  const recorder = await startRecorder(({ method, path }) =>
    path.endsWith('/uploads') ? [200, { id: 'upload:1' }] : method === 'GET' ? [200, { file_offset: 0 }] : [503, ''],
  );
  const client = clientOf(recorder.url, META_DEFAULTS.appId);
  await expect(uploadSample(client, line, picture)).rejects.toMatchObject({ kind: 'unreachable' });
  expect(recorder.asked.filter(({ method }) => method === 'POST')).toHaveLength(5);
  await client.close();
  await recorder.close();
});

function clientOf(graphUrl: string, appId?: string): GraphClient {
  return createGraphClient({
    graphUrl,
    instagramUrl: graphUrl,
    version: 'v25.0',
    appId,
    appSecrets: [META_DEFAULTS.appSecret],
  });
}
