import { createHmac } from 'node:crypto';
import { ANN, IG_TOKEN, type Meta, startMeta, TOKEN, WABA } from '../../../test/meta';

let meta: Meta;
beforeAll(async () => {
  meta = await startMeta();
});
afterAll(() => meta.stop());
beforeEach(() => meta.reset());

const BODY = { type: 'BODY', text: 'Hi {{1}}, order {{2}} is ready.', example: { body_text: [['Ann', '77']] } };
const order = (extra: object = {}) => ({
  name: 'order_ready',
  language: 'pt_BR',
  category: 'UTILITY',
  components: [BODY],
  ...extra,
});
const list = (query = '') => meta.ask('GET', `${WABA}/message_templates${query}`);
const create = (extra: object = {}) => meta.ask('POST', `${WABA}/message_templates`, order(extra));
const texts = (...values: string[]) => values.map((text) => ({ type: 'text', text }));
const sendOrder = (parameters: object[], extra: object = {}) =>
  meta.send({
    type: 'template',
    template: {
      name: 'order_ready',
      language: { code: 'pt_BR' },
      components: [{ type: 'body', parameters }],
      ...extra,
    },
  });

describe('templates', () => {
  it('are created for review, approved, told, and listed', async () => {
    const created = await create();
    expect(created.body).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
    expect((await sendOrder(texts('Ann', '77'))).body.error.code).toBe(132001);
    await meta.graph.setTemplateStatus({ wabaId: WABA, name: 'order_ready', status: 'APPROVED' });
    const [update] = await meta.until(() => meta.values('message_template_status_update'));
    expect(update).toMatchObject({ event: 'APPROVED', message_template_id: Number(created.body.id), reason: 'NONE' });
    expect((await list('?fields=id,name,status')).body.data).toEqual([
      { id: created.body.id, name: 'order_ready', status: 'APPROVED' },
    ]);
  });

  it('come in pages', async () => {
    for (const name of ['a', 'b', 'c']) await meta.graph.addTemplate({ wabaId: WABA, name, components: [BODY] });
    const first = (await list('?fields=name&limit=2')).body;
    expect(first.data.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
    const second = await fetch(first.paging.next, { headers: { authorization: `Bearer ${TOKEN}` } });
    const rest = (await second.json()) as { data: { name: string }[]; paging: object };
    expect(rest.data.map(({ name }) => name)).toEqual(['c']);
    expect(rest.paging).not.toHaveProperty('next');
  });

  it.each([
    ['a name with capitals', { name: 'Order' }],
    ['an unknown category', { category: 'SPAM' }],
    ['no body', { components: [] }],
    ['a variable at the end', { components: [{ ...BODY, text: 'Hi {{1}}' }] }],
    ['more variables than words', { components: [{ ...BODY, text: 'Hi {{1}}, {{2}}!' }] }],
    [
      'a long button',
      { components: [BODY, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }] }] },
    ],
    ['variables without an example', { components: [{ type: 'BODY', text: 'Hi {{1}}!' }] }],
    ['a long footer', { components: [BODY, { type: 'FOOTER', text: 'x'.repeat(61) }] }],
  ])('are refused with %s', async (_, extra) => {
    expect(await create(extra)).toMatchObject({
      status: 400,
      body: { error: { code: 100, error_user_msg: expect.any(String) } },
    });
  });

  it('are reviewed after a moment, and told', async () => {
    await meta.graph.setSettings({ reviewAfterMs: 20 });
    await create();
    await create({ name: 'spam', components: [{ type: 'BODY', text: 'Buy now, reject-me please.' }] });
    const updates = await meta.until(() => {
      const all = meta.values('message_template_status_update');
      return all.length === 2 ? all : [];
    });
    expect(updates).toMatchObject([
      { event: 'APPROVED', message_template_name: 'order_ready' },
      { event: 'REJECTED', message_template_name: 'spam', reason: 'PROMOTIONAL' },
    ]);
  });

  it('take one edit a day once they are approved', async () => {
    await meta.graph.setSettings({ reviewAfterMs: null });
    const { id } = await meta.graph.addTemplate({ wabaId: WABA, name: 'order_ready', components: [BODY] });
    expect((await meta.ask('POST', id, { category: 'MARKETING' })).body).toEqual({ success: true });
    expect((await meta.ask('POST', id, { category: 'UTILITY' })).body.error.code).toBe(100);
    await meta.graph.setTemplateStatus({ wabaId: WABA, name: 'order_ready', status: 'APPROVED' });
    expect((await meta.ask('POST', id, { category: 'UTILITY' })).body.error.error_user_msg).toContain('24 hours');
  });

  it('are edited, deleted and refused twice', async () => {
    const { id } = await meta.graph.addTemplate({
      wabaId: WABA,
      name: 'order_ready',
      language: 'pt_BR',
      components: [BODY],
    });
    expect((await create()).body.error.code).toBe(100);
    expect((await meta.ask('POST', id, { category: 'MARKETING' })).body).toEqual({ success: true });
    expect((await meta.ask('GET', id)).body).toMatchObject({ category: 'MARKETING', status: 'PENDING' });
    expect((await meta.ask('DELETE', `${WABA}/message_templates?name=order_ready`)).body).toEqual({ success: true });
    expect((await meta.ask('DELETE', `${WABA}/message_templates?name=order_ready`)).body.error.code).toBe(100);
    expect((await meta.ask('GET', id)).body.error).toMatchObject({ code: 100, error_subcode: 33 });
  });

  it('leave outside the window with exactly their parameters, and are held by their status', async () => {
    const wabaId = WABA;
    await meta.graph.addTemplate({ wabaId, name: 'order_ready', language: 'pt_BR', components: [BODY] });
    const sent = await sendOrder(texts('Ann', '77'));
    expect(sent.body.messages[0].message_status).toBe('accepted');
    expect((await meta.graph.listReceived())[0]).toMatchObject({
      kind: 'template',
      text: 'Hi Ann, order 77 is ready.',
      to: ANN,
    });
    expect((await sendOrder(texts('Ann'))).body.error.code).toBe(132000);
    expect((await sendOrder([{ type: 'image', image: { id: '1' } }, ...texts('77')])).body.error.code).toBe(132012);
    expect((await sendOrder(texts('Ann\n', '77'))).body.error.code).toBe(132012);
    expect((await sendOrder(texts('x'.repeat(1_100), '77'))).body.error.code).toBe(132005);
    expect((await sendOrder(texts('Ann', '77'), { language: { code: 'pt' } })).body.error.code).toBe(132001);
    await meta.graph.setTemplateStatus({ wabaId, name: 'order_ready', status: 'PAUSED' });
    expect((await sendOrder(texts('Ann', '77'))).body.error.code).toBe(132015);
    await meta.graph.setTemplateStatus({ wabaId, name: 'order_ready', status: 'DISABLED' });
    expect((await sendOrder(texts('Ann', '77'))).body.error.code).toBe(132016);
  });

  it('with names, a picture and a link button need each of them', async () => {
    const named = { param_name: 'first_name', example: 'Ann' };
    const components = [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4::a'] } },
      { type: 'BODY', text: 'Hi {{first_name}}!', example: { body_text_named_params: [named] } },
      { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: ['7'] }] },
    ];
    await meta.graph.addTemplate({ wabaId: WABA, name: 'track', language: 'en', parameterFormat: 'NAMED', components });
    const send = (parts: object[]) =>
      meta.send({ type: 'template', template: { name: 'track', language: { code: 'en' }, components: parts } });
    const header = { type: 'header', parameters: [{ type: 'image', image: { link: 'https://x.example/a.jpg' } }] };
    const body = { type: 'body', parameters: [{ type: 'text', text: 'Ann', parameter_name: 'first_name' }] };
    const button = { type: 'button', sub_type: 'url', index: '0', parameters: texts('77') };
    expect((await send([header, body, button])).status).toBe(200);
    expect((await send([body, button])).body.error.code).toBe(132000);
    expect((await send([header, { type: 'body', parameters: texts('Ann') }, button])).body.error.code).toBe(132012);
    expect((await send([header, body])).body.error.code).toBe(132000);
  });
});

describe('tokens', () => {
  const debug = (token: string) =>
    meta.ask('GET', `debug_token?input_token=${token}`, undefined, '1234567890|sandbox-app-secret');

  it('are tested by the app: what they may do, whether they work, and why not', async () => {
    const { data } = (await debug(TOKEN)).body;
    expect(data).toMatchObject({ app_id: '1234567890', is_valid: true, expires_at: 0 });
    expect(data.scopes).toContain('whatsapp_business_messaging');
    await meta.graph.expireToken({ token: TOKEN, subcode: 460 });
    expect((await debug(TOKEN)).body.data).toMatchObject({ is_valid: false, error: { code: 190, subcode: 460 } });
    expect((await debug('nonsense')).body.data).toMatchObject({ is_valid: false, error: { code: 190 } });
    expect((await meta.ask('GET', WABA)).body.error).toMatchObject({ code: 190, error_subcode: 460 });
  });

  it('may be proved to belong to the app, and a wrong proof is refused', async () => {
    const proof = createHmac('sha256', 'sandbox-app-secret').update(TOKEN).digest('hex');
    expect((await meta.ask('GET', `${WABA}?appsecret_proof=${proof}`)).status).toBe(200);
    expect((await meta.ask('GET', `${WABA}?appsecret_proof=00`)).body.error.code).toBe(100);
  });

  it('lack what they were not given', async () => {
    await meta.graph.addNumber({ pnid: '2', wabaId: 'w2', token: 'narrow', scopes: ['whatsapp_business_management'] });
    const answer = await meta.ask('POST', '2/messages', { messaging_product: 'whatsapp' }, 'narrow');
    expect(answer).toMatchObject({ status: 403, body: { error: { code: 10 } } });
  });

  it('are exchanged and refreshed for longer ones', async () => {
    const query = `grant_type=fb_exchange_token&client_id=1234567890&client_secret=sandbox-app-secret&fb_exchange_token=${TOKEN}`;
    const { body } = await meta.ask('GET', `oauth/access_token?${query}`, undefined, null);
    expect(body).toMatchObject({ token_type: 'bearer', expires_in: 5_183_944 });
    expect((await meta.ask('GET', WABA, undefined, body.access_token)).status).toBe(200);
    const refresh = () => meta.ask('GET', 'refresh_access_token?grant_type=ig_refresh_token', undefined, IG_TOKEN);
    expect((await refresh()).body.error.code).toBe(100);
    await meta.graph.addInstagram({ igId: '9', token: IG_TOKEN, tokenIssuedAt: 1_700_000_000 });
    expect((await refresh()).body).toMatchObject({ access_token: expect.stringMatching(/^IGAA/) });
  });
});
