import { type Api, KEY, startApi } from '../../test/harness';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => api.post('/_control/reset'));
afterAll(() => api.stop());

const create = (extra: Record<string, unknown> = {}, key?: string) =>
  api.post('/instance/create', { instanceName: 'shop-1', integration: 'WHATSAPP-BAILEYS', ...extra }, key);
const envelope = (status: number, error: string, message: unknown) => ({
  status,
  body: { status, error, response: { message } },
});

describe('server', () => {
  it('tells its version to anyone', async () => {
    const { status, body } = await api.get('/', null);
    expect({ status, version: body.version }).toEqual({ status: 200, version: '2.3.7' });
  });

  it('checks the global key at verify-creds', async () => {
    expect((await api.post('/verify-creds')).status).toBe(200);
    expect(await api.post('/verify-creds', {}, 'wrong')).toEqual(envelope(401, 'Unauthorized', 'Unauthorized'));
  });

  it('answers an unknown instance with 404 even when the key is wrong', async () => {
    const missing = envelope(404, 'Not Found', ['The "ghost" instance does not exist']);
    expect(await api.get('/instance/connectionState/ghost', 'wrong')).toEqual(missing);
    expect(await api.post('/message/sendText/ghost', {}, null)).toEqual(missing);
  });

  it('answers an unknown route with the method and path', async () => {
    expect(await api.get('/nowhere')).toEqual(envelope(404, 'Not Found', ['Cannot GET /nowhere']));
  });

  it('answers broken JSON with 400 under a label that does not match', async () => {
    const { status, body } = await api.post('/instance/create', '{"instanceName":');
    expect(status).toBe(400);
    expect(body).toMatchObject({ status: 400, error: 'Internal Server Error' });
    expect(typeof body.response.message).toBe('string');
  });
});

describe('create', () => {
  it('returns the instance, its token and the webhook, and a QR when asked to connect', async () => {
    const webhook = { url: 'http://127.0.0.1:9/x', byEvents: false, base64: false, headers: { a: 'b' }, events: [] };
    const { status, body } = await create({ token: 'tok-1', qrcode: true, webhook });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      instance: {
        instanceName: 'shop-1',
        integration: 'WHATSAPP-BAILEYS',
        webhookWaBusiness: null,
        status: 'connecting',
      },
      hash: 'tok-1',
      webhook: { webhookUrl: webhook.url, webhookHeaders: { a: 'b' }, webhookByEvents: false, webhookBase64: false },
      settings: { rejectCall: false, msgCall: '', wavoipToken: '' },
      qrcode: { pairingCode: null, count: 1 },
    });
    expect(body.qrcode.code).toMatch(/^2@/);
    expect(body.qrcode.base64).toMatch(/^data:image\/png;base64,iVBOR/);
  });

  it('makes an upper-case UUID token and leaves the instance closed when no QR is asked for', async () => {
    const { body } = await create();
    expect(body.hash).toMatch(/^[0-9A-F]{8}-/);
    expect(body.instance.status).toBe('close');
    expect(body).not.toHaveProperty('qrcode');
  });

  it('refuses a taken name before it looks at the key', async () => {
    await create();
    expect(await create({}, 'wrong')).toEqual(envelope(403, 'Forbidden', ['This name "shop-1" is already in use.']));
    expect(await api.post('/instance/create', { instanceName: 'other' }, 'wrong')).toEqual(
      envelope(401, 'Unauthorized', 'Unauthorized'),
    );
  });

  it('keeps nothing of an instance it refuses', async () => {
    expect(await create({ integration: 'SIGNAL' })).toEqual(envelope(400, 'Bad Request', ['Invalid integration']));
    expect(await create({ webhook: { url: 'http://x.example' } })).toEqual(
      envelope(400, 'Bad Request', ["Cannot read properties of undefined (reading 'length')"]),
    );
    expect(await create({ integration: 'WHATSAPP-BUSINESS' })).toEqual(
      envelope(400, 'Bad Request', ['token is required']),
    );
    expect((await api.get('/instance/fetchInstances')).body).toEqual([]);
  });

  it('lets an instance token see its own instance and nothing else', async () => {
    await create({ token: 'tok-1' });
    await create({ instanceName: 'shop-2', token: 'tok-2' });
    const { body } = await api.get('/instance/fetchInstances', 'tok-1');
    expect(body).toHaveLength(1);
    expect(body[0]).toMatchObject({ name: 'shop-1', token: 'tok-1', _count: { Message: 0, Contact: 0, Chat: 0 } });
    expect((await api.get('/instance/connectionState/shop-2', 'tok-1')).status).toBe(401);
    expect(
      (await api.post('/instance/create', { instanceName: 'shop-3', integration: 'EVOLUTION' }, 'tok-1')).status,
    ).toBe(401);
  });
});

describe('link', () => {
  it('gives a pairing code when a number is known, and the state once it is open', async () => {
    await create();
    const { body } = await api.get('/instance/connect/shop-1?number=15550009999');
    expect(body.pairingCode).toMatch(/^[1-9A-Z]{8}$/);
    expect((await api.get('/instance/connect/shop-1')).body.code).toBe(body.code);
    await api.post('/_control/instances/shop-1/scan');
    const open = { instance: { instanceName: 'shop-1', state: 'open' } };
    expect((await api.get('/instance/connect/shop-1')).body).toEqual(open);
    expect((await api.get('/instance/connectionState/shop-1')).body).toEqual(open);
    const [row] = (await api.get('/instance/fetchInstances?instanceName=shop-1')).body;
    expect(row).toMatchObject({ connectionStatus: 'open', ownerJid: '15550009999@s.whatsapp.net' });
  });

  it('answers the first connect after a logout without a QR, the next one with it', async () => {
    await api.connect('shop-1');
    expect(await api.remove('/instance/logout/shop-1')).toEqual({
      status: 200,
      body: { status: 'SUCCESS', error: false, response: { message: 'Instance logged out' } },
    });
    expect((await api.get('/instance/connect/shop-1')).body).toEqual({ count: 0 });
    let qr = await api.get('/instance/connect/shop-1');
    while (qr.body.count === 0) qr = await api.get('/instance/connect/shop-1');
    expect(qr.body.count).toBe(1);
  });

  it('refuses to log out what is not connected', async () => {
    await create();
    expect(await api.remove('/instance/logout/shop-1')).toEqual(
      envelope(400, 'Bad Request', ['The "shop-1" instance is not connected']),
    );
  });

  it('restarts an open link at once, and says an error with status 200 when closed', async () => {
    await create({ instanceName: 'closed' });
    expect(await api.post('/instance/restart/closed')).toEqual({
      status: 200,
      body: { error: true, message: '[object Object]' },
    });
    await api.connect('shop-1');
    expect((await api.post('/instance/restart/shop-1')).body.instance.state).toBe('open');
    expect((await api.get('/instance/connectionState/shop-1')).body.instance.state).toBe('connecting');
  });

  it('forgets a deleted instance', async () => {
    await api.connect('shop-1');
    expect((await api.remove('/instance/delete/shop-1')).body.response.message).toBe('Instance deleted');
    expect((await api.remove('/instance/delete/shop-1')).status).toBe(404);
    expect(await api.get('/instance/fetchInstances?instanceName=shop-1')).toEqual(
      envelope(404, 'Not Found', ['Instance "shop-1" not found']),
    );
  });
});

describe('settings', () => {
  it('requires every setting and keeps them', async () => {
    await create();
    expect((await api.post('/settings/set/shop-1', { rejectCall: true })).status).toBe(400);
    const all = { rejectCall: true, groupsIgnore: true, alwaysOnline: false, readMessages: false, readStatus: false };
    expect((await api.post('/settings/set/shop-1', { ...all, syncFullHistory: false })).status).toBe(201);
    expect((await api.get('/settings/find/shop-1')).body).toMatchObject({ rejectCall: true, groupsIgnore: true });
  });

  it('returns the webhook row, keeps headers that are not given, and null when there is none', async () => {
    await create();
    expect((await api.get('/webhook/find/shop-1')).body).toBeNull();
    const set = (webhook: unknown) => api.post('/webhook/set/shop-1', webhook === undefined ? {} : { webhook });
    expect((await set(undefined)).status).toBe(400);
    expect((await set({ enabled: true, url: 'http://x.example' })).body.response.message).toMatch(/reading 'length'/);
    const unknown = await set({ enabled: true, url: 'http://x.example', events: ['GROUPS_UPDATE'] });
    expect(unknown.status).toBe(400);
    expect(unknown.body.response.message[0][0]).toContain('MESSAGES_UPSERT');
    await set({ enabled: true, url: 'http://x.example', headers: { a: 'b' }, events: ['MESSAGES_UPSERT'] });
    const { status, body } = await set({ enabled: false, url: 'http://y.example', events: ['MESSAGES_UPSERT'] });
    expect(status).toBe(201);
    expect(body).toMatchObject({ url: 'http://y.example', headers: { a: 'b' }, enabled: false, events: [] });
    expect((await api.get('/webhook/find/shop-1', KEY)).body).toEqual(body);
  });
});
