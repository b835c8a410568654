// Samples of media headers: the resumable upload piece by piece, and what review takes of it.

import { type Meta, startMeta, TOKEN, WABA } from '../../../test/meta';
import { META_DEFAULTS } from '../../server';

let meta: Meta;
beforeAll(async () => {
  meta = await startMeta();
});
afterAll(() => meta.stop());
beforeEach(() => meta.reset());

const png = Buffer.from('\x89PNG\r\n\x1a\n a picture', 'latin1');
const start = (type = 'image/png', length = png.length, app: string = META_DEFAULTS.appId) =>
  meta.ask('POST', `${app}/uploads?file_name=garden.png&file_length=${length}&file_type=${type}`);
const upload = async (id: string, bytes: Buffer, offset: number, scheme = 'OAuth') => {
  const response = await fetch(`${meta.graphUrl}/v25.0/${id}`, {
    method: 'POST',
    headers: { authorization: `${scheme} ${TOKEN}`, file_offset: String(offset) },
    body: new Uint8Array(bytes),
  });
  // biome-ignore lint/suspicious/noExplicitAny: the shape is what the tests assert
  return { status: response.status, body: (await response.json()) as any };
};
const handleOf = async (type?: string, bytes = png): Promise<string> =>
  (await upload((await start(type, bytes.length)).body.id, bytes, 0)).body.h;
const create = (header: object) =>
  meta.ask('POST', `${WABA}/message_templates`, {
    name: 'garden',
    language: 'en',
    category: 'MARKETING',
    components: [
      { type: 'HEADER', ...header },
      { type: 'BODY', text: 'Our garden is open.' },
    ],
  });

test('an announced file becomes a handle, and the handle the sample of a header that is listed by its address', async () => {
  const { body } = await start();
  expect(body.id).toMatch(/^upload:.+\?sig=.+/);
  const sent = await upload(body.id, png, 0);
  expect(sent).toMatchObject({ status: 200, body: { h: expect.stringMatching(/^4::/) } });
  const created = await create({ format: 'IMAGE', example: { header_handle: [sent.body.h] } });
  expect(created).toMatchObject({ status: 200, body: { status: 'PENDING' } });
  const [listed] = (await meta.ask('GET', `${WABA}/message_templates`)).body.data;
  const address: string = listed.components[0].example.header_handle[0];
  expect(Buffer.from(await (await fetch(address)).arrayBuffer())).toEqual(png);
  // What is listed is no handle.
  await meta.graph.setTemplateStatus({ wabaId: WABA, name: 'garden', status: 'REJECTED' });
  expect((await meta.ask('POST', created.body.id, { components: listed.components })).body.error.code).toBe(100);
});

test('an upload that was cut off goes on where it ended, and nowhere else', async () => {
  const { id } = (await start()).body;
  expect((await upload(id, png.subarray(0, 5), 0)).body).toEqual({ id: id.split('?')[0], file_offset: 5 });
  const asked = await fetch(`${meta.graphUrl}/${id}`, { headers: { authorization: `OAuth ${TOKEN}` } });
  expect(await asked.json()).toMatchObject({ file_offset: 5 });
  expect((await upload(id, png, 0)).body.error.code).toBe(100);
  expect((await upload(id, png.subarray(5), 5)).body.h).toEqual(expect.any(String));
});

test('uploads are refused with another type, without a length, to another app, and with the token under another name', async () => {
  expect((await start('image/webp')).body.error.code).toBe(100);
  expect((await start('image/png', 0)).body.error.code).toBe(100);
  expect((await start('image/png', 4, '1')).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  const { id } = (await start()).body;
  expect((await upload(id, png, 0, 'Bearer')).body.error.code).toBe(190);
  expect((await upload(id.replace(/sig=.*/, 'sig=x'), png, 0)).body.error.error_subcode).toBe(33);
});

test.each([
  ['no example', { format: 'IMAGE' }, 2388273],
  ['no handle', { format: 'VIDEO', example: { header_text: ['x'] } }, 2388273],
  ['a handle of nobody', { format: 'IMAGE', example: { header_handle: ['4::x'] } }, undefined],
  ['words beside the picture', { format: 'IMAGE', text: 'Garden', example: { header_handle: ['4::x'] } }, undefined],
])('a media header is refused with %s', async (_, header, subcode) => {
  const { body } = await create(header);
  expect(body.error).toMatchObject({ code: 100, error_user_msg: expect.any(String) });
  expect(body.error.error_subcode).toBe(subcode);
});

test('a sample must be of the header’s own kind', async () => {
  const handle = await handleOf();
  expect((await create({ format: 'VIDEO', example: { header_handle: [handle] } })).body.error.code).toBe(100);
  const pdf = await handleOf('application/pdf', Buffer.from('%PDF-1.4 a leaflet'));
  expect((await create({ format: 'DOCUMENT', example: { header_handle: [pdf] } })).status).toBe(200);
});
