import { createHash } from 'node:crypto';
import { startFileServer } from '../../../test/file-server';
import { ANN, type Meta, PAGE_TOKEN, PNID, startMeta } from '../../../test/meta';
import { SAMPLES } from '../../samples';

let meta: Meta;
let files: Awaited<ReturnType<typeof startFileServer>>;
beforeAll(async () => {
  meta = await startMeta();
  files = await startFileServer();
});
afterAll(() => Promise.all([meta.stop(), files.stop()]));
beforeEach(async () => {
  await meta.reset();
  await meta.control.setStatuses({ ackDelayMs: 0, deliveryDelayMs: 0, readDelayMs: 0, readRate: 1 });
});

const text = (body = 'Your order is ready') => ({ type: 'text', text: { body } });

describe('sending on WhatsApp', () => {
  it('answers with ids, and tells sent, delivered and read with our callback data', async () => {
    await meta.open();
    const { status, body } = await meta.send({ ...text(), biz_opaque_callback_data: 'msg_1' });
    expect(status).toBe(200);
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: ANN, wa_id: ANN }],
      messages: [{ id: expect.stringMatching(/^wamid\./) }],
    });
    const statuses = await meta.until(meta.statuses, 3);
    expect(statuses.map((one) => one.status)).toEqual(['sent', 'delivered', 'read']);
    for (const one of statuses) {
      expect(one).toMatchObject({ id: body.messages[0].id, recipient_id: ANN, biz_opaque_callback_data: 'msg_1' });
    }
    expect(statuses[0]).toMatchObject({
      pricing: { pricing_model: 'PMP', category: 'service' },
      timestamp: expect.any(String),
    });
    const [received] = await meta.graph.listReceived();
    expect(received).toMatchObject({ senderId: PNID, to: ANN, text: 'Your order is ready', callbackData: 'msg_1' });
  });

  it('refuses free messages outside the window, at once or as a failed status', async () => {
    expect(await meta.send(text())).toMatchObject({
      status: 400,
      body: { error: { code: 131047, type: 'OAuthException' } },
    });
    await meta.graph.setSettings({ windowErrorAs: 'status' });
    expect((await meta.send(text())).status).toBe(200);
    const [failed] = await meta.until(meta.statuses);
    expect(failed).toMatchObject({ status: 'failed', errors: [{ code: 131047, title: 'Re-engagement message' }] });
    await meta.open();
    await meta.graph.setPerson({ senderId: PNID, personId: ANN, lastInboundAt: Date.now() - 86_400_001 });
    await meta.graph.setSettings({});
    expect((await meta.send(text())).body.error.code).toBe(131047);
  });

  it.each([
    ['a wrong token', 190, 401, () => meta.ask('POST', `${PNID}/messages`, text(), 'nonsense')],
    ['no token', 190, 401, () => meta.ask('POST', `${PNID}/messages`, text(), null)],
    ['a number that is not there', 100, 400, () => meta.ask('POST', '999/messages', text())],
    ['a number of another token', 100, 400, () => meta.ask('POST', `${PNID}/messages`, text(), PAGE_TOKEN)],
    ['no product', 100, 400, () => meta.send({ ...text(), messaging_product: undefined })],
    ['no recipient', 100, 400, () => meta.send({ ...text(), to: undefined })],
    ['no text', 131008, 400, () => meta.send({ type: 'text', text: {} })],
    ['text that is too long', 131009, 400, () => meta.send(text('x'.repeat(4_097)))],
    ['an unknown type', 131051, 400, () => meta.send({ type: 'poll', poll: {} })],
    ['itself as the recipient', 131021, 400, () => meta.send({ ...text(), to: '15550009999' })],
    ['a file that is not there', 131009, 400, () => meta.send({ type: 'image', image: { id: '1' } })],
    ['neither file nor link', 131008, 400, () => meta.send({ type: 'image', image: {} })],
    [
      'a caption under a voice note',
      131009,
      400,
      () => meta.send({ type: 'audio', audio: { link: 'x', caption: 'y' } }),
    ],
    [
      'a place off the globe',
      131009,
      400,
      () => meta.send({ type: 'location', location: { latitude: 91, longitude: 0 } }),
    ],
    [
      'a reaction to nothing',
      131009,
      400,
      () => meta.send({ type: 'reaction', reaction: { message_id: 'x', emoji: '👍' } }),
    ],
    [
      'an unknown template',
      132001,
      404,
      () => meta.send({ type: 'template', template: { name: 'x', language: { code: 'en' } } }),
    ],
  ])('refuses %s with its code', async (_, code, status, call) => {
    await meta.open();
    const answer = await call();
    expect(answer).toMatchObject({
      status,
      body: { error: { code, message: expect.any(String), fbtrace_id: expect.any(String) } },
    });
  });

  it('holds buttons and lists to their limits', async () => {
    await meta.open();
    const reply = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
    const buttons = (list: object[], extra: object = {}) => ({
      type: 'interactive',
      interactive: { type: 'button', body: { text: 'Keep your slot?' }, action: { buttons: list }, ...extra },
    });
    const row = (id: string) => ({ id, title: id });
    const list = (rows: object[], button = 'See') => ({
      type: 'interactive',
      interactive: { type: 'list', body: { text: 'Choose' }, action: { button, sections: [{ title: 'S', rows }] } },
    });
    expect((await meta.send(buttons([reply('yes'), reply('no')]))).status).toBe(200);
    expect((await meta.send(list([row('a'), row('b')]))).status).toBe(200);
    const link = { name: 'cta_url', parameters: { display_text: 'Pay', url: 'https://pay.example/77' } };
    const cta = { type: 'cta_url', body: { text: 'Pay here' }, action: link };
    expect((await meta.send({ type: 'interactive', interactive: cta })).status).toBe(200);
    const wrong = [
      buttons(['a', 'b', 'c', 'd'].map((id) => reply(id))),
      buttons([reply('a', 'x'.repeat(21))]),
      buttons([reply('a'), reply('a', 'b')]),
      buttons([reply('a')], { footer: { text: 'x'.repeat(61) } }),
      list(Array.from({ length: 11 }, (_, index) => row(String(index)))),
      list([{ id: 'a', title: 'x'.repeat(25) }]),
      list([{ ...row('a'), description: 'x'.repeat(73) }]),
      list([row('a')], 'x'.repeat(21)),
    ];
    for (const body of wrong) expect((await meta.send(body)).body.error?.code).toBe(131009);
  });

  it('really fetches a link, keeps its bytes, and fails what is not there or of a wrong type', async () => {
    await meta.open();
    await meta.send({ type: 'image', image: { link: `${files.url}/a.jpg`, caption: 'Front' } });
    const [first] = await meta.graph.listReceived();
    const file = await meta.graph.readFile(first!.fileIds[0]!);
    expect(Buffer.from(file.base64, 'base64').equals(SAMPLES.image.bytes)).toBe(true);
    for (const link of [`${files.url}/gone.jpg`, `${files.url}/page.html`, 'http://127.0.0.1:1/x.jpg']) {
      const { body } = await meta.send({ type: 'image', image: { link } });
      const [failed] = await meta.until(() => meta.statuses().filter(({ id }) => id === body.messages[0].id));
      expect(failed.errors[0].code).toBe(131053);
    }
    await meta.graph.setSettings({ linkErrorAs: 'answer' });
    const refused = await meta.send({ type: 'image', image: { link: `${files.url}/gone.jpg` } });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 131053 } } });
  });

  it('uploads, describes, serves with the token for a while, and deletes a file', async () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob([new Uint8Array(SAMPLES.audio.bytes)], { type: 'audio/ogg; codecs=opus' }), 'v.ogg');
    const { id } = (await meta.ask('POST', `${PNID}/media`, form)).body;
    const { body } = await meta.ask('GET', id);
    const sha256 = createHash('sha256').update(SAMPLES.audio.bytes).digest('hex');
    expect(body).toMatchObject({ id, messaging_product: 'whatsapp', sha256, file_size: SAMPLES.audio.bytes.length });
    const download = (token: string) => fetch(body.url, { headers: { authorization: `Bearer ${token}` } });
    expect(Buffer.from(await (await download('EAAB-whatsapp')).arrayBuffer()).equals(SAMPLES.audio.bytes)).toBe(true);
    expect((await download('nonsense')).status).toBe(401);
    await meta.graph.setSettings({ mediaUrlLifeMs: 0 });
    const { url } = (await meta.ask('GET', id)).body;
    expect((await fetch(url, { headers: { authorization: 'Bearer EAAB-whatsapp' } })).status).toBe(404);
    await meta.open();
    expect((await meta.send({ type: 'audio', audio: { id, voice: true } })).status).toBe(200);
    expect((await meta.ask('DELETE', id)).body).toEqual({ success: true });
    expect((await meta.ask('GET', id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('marks read and shows typing', async () => {
    const { messageId } = await meta.open();
    const body = { to: undefined, status: 'read', message_id: messageId, typing_indicator: { type: 'text' } };
    expect((await meta.send(body)).body).toEqual({ success: true });
    expect((await meta.send({ ...body, message_id: 'wamid.x' })).body.error.code).toBe(131009);
  });

  it('fails what tests ask for: by code, by rate limit, by pair limit, by person', async () => {
    await meta.open();
    await meta.graph.failNext({ code: 131016, times: 2 });
    expect((await meta.send(text())).status).toBe(503);
    expect((await meta.send(text())).body.error.code).toBe(131016);
    await meta.graph.failNext({ code: 131049, as: 'status' });
    await meta.send(text());
    expect((await meta.until(meta.statuses))[0]).toMatchObject({ status: 'failed', errors: [{ code: 131049 }] });
    await meta.control.setFaults({ status429Rate: 1 });
    expect(await meta.send(text())).toMatchObject({ status: 429, body: { error: { code: 130429 } } });
    await meta.control.setFaults({ numbersNotOnWhatsApp: [ANN] });
    await meta.send(text());
    expect((await meta.until(meta.statuses, 2)).at(-1)).toMatchObject({ errors: [{ code: 131026 }] });
    await meta.control.setFaults({});
    await meta.graph.setSettings({ perSecond: 1 });
    const codes = await Promise.all([1, 2, 3].map(async () => (await meta.send(text())).body.error?.code));
    expect(codes).toContain(130429);
    await meta.graph.setSettings({ pairLimit: true, perSecond: 1_000 });
    const many = await Promise.all(Array.from({ length: 46 }, async () => (await meta.send(text())).body.error?.code));
    expect(many.filter((code) => code === 131056)).toHaveLength(1);
  });
});
