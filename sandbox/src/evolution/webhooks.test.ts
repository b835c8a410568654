import { createHmac } from 'node:crypto';
import { type Api, type Receiver, startApi, startReceiver } from '../../test/harness';

let api: Api;
let receiver: Receiver;
let answer = 200;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  answer = 200;
  await api.post('/_control/reset');
  await api.put('/_control/timings', { webhookRetryScale: 0.0001 });
  await api.put('/_control/statuses', { ackDelayMs: 10, deliveryDelayMs: 20, readDelayMs: 20, readRate: 1 });
  receiver = await startReceiver(() => answer);
});
afterEach(() => receiver.stop());
afterAll(() => api.stop());

const connect = (webhook: Record<string, unknown> = {}, extra: Record<string, unknown> = {}) =>
  api.connect('shop-1', {
    token: 'tok-1',
    webhook: {
      url: `${receiver.url}/hook`,
      byEvents: false,
      base64: false,
      headers: { 'X-Secret': 's3' },
      events: [],
      ...webhook,
    },
    ...extra,
  });
const act = (action: string, body: unknown) => api.post(`/_control/instances/shop-1/${action}`, body);
const sendText = (text = 'hi') => api.post('/message/sendText/shop-1', { number: '15550001111', text });

describe('webhooks', () => {
  it('tell the whole way from QR to open, in the envelope and with the headers as configured', async () => {
    await connect();
    const [qr] = await receiver.until('qrcode.updated');
    expect(qr?.headers).toMatchObject({ 'x-secret': 's3', 'user-agent': expect.stringMatching(/^axios\//) });
    expect(qr?.path).toBe('/hook');
    expect(qr?.body).toMatchObject({
      instance: 'shop-1',
      destination: `${receiver.url}/hook`,
      server_url: api.url,
      apikey: 'tok-1',
      data: { qrcode: { instance: 'shop-1', pairingCode: null, code: expect.stringMatching(/^2@/) } },
    });
    expect(qr?.body).not.toHaveProperty('sender');
    const updates = await receiver.until('connection.update', 3);
    expect(updates.map(({ body }) => body.data.state).sort()).toEqual(['connecting', 'connecting', 'open']);
    const open = updates.find(({ body }) => body.data.state === 'open');
    expect(open?.body).toMatchObject({
      sender: '15550009999@s.whatsapp.net',
      data: { wuid: '15550009999@s.whatsapp.net', profileName: 'Shop One', profilePictureUrl: null, statusReason: 200 },
    });
  });

  it('refresh the QR until the limit, then refuse', async () => {
    await api.put('/_control/timings', { firstQrMs: 20, nextQrMs: 20, qrLimit: 3 });
    const webhook = { url: receiver.url, events: [] };
    await api.post('/instance/create', {
      instanceName: 'shop-1',
      integration: 'WHATSAPP-BAILEYS',
      qrcode: true,
      webhook,
    });
    const codes = await receiver.until('qrcode.updated', 4);
    expect(codes.filter(({ body }) => body.data.qrcode)).toHaveLength(3);
    expect(codes.find(({ body }) => body.data.message)?.body.data).toEqual({
      message: 'QR code limit reached, please login again',
      statusCode: 500,
    });
    const updates = await receiver.until('connection.update', 2);
    expect(updates.map(({ body }) => body.data.state)).toContain('refused');
    expect((await api.get('/instance/connectionState/shop-1')).body.instance.state).toBe('close');
  });

  it('follow an accepted message from send to read', async () => {
    await connect();
    const sent = await sendText();
    const [told] = await receiver.until('send.message');
    expect(told?.body.data).toEqual(sent.body);
    const updates = await receiver.until('messages.update', 3);
    // Deliveries are parallel, as the real server's are, so their order is not promised.
    expect(updates.map(({ body }) => body.data.status).sort()).toEqual(['DELIVERY_ACK', 'READ', 'SERVER_ACK']);
    expect(updates[0]?.body.data).toMatchObject({
      keyId: sent.body.key.id,
      fromMe: true,
      messageId: expect.stringMatching(/^cm/),
    });
  });

  it('carry inbound messages with both identities', async () => {
    await connect();
    await act('inbound', { from: '15550001111', pushName: 'Ann', text: 'hello' });
    await act('inbound', { from: '15550001111', pushName: 'Ann', text: 'hidden', lid: true });
    await act('inbound', { from: '15550001111', pushName: 'Ann', text: 'alone', lid: 'only' });
    const upserts = (await receiver.until('messages.upsert', 3)).map(({ body }) => body.data);
    const find = (text: string) => upserts.find(({ message }) => message.conversation === text);
    expect(find('hello')).toMatchObject({
      key: {
        remoteJid: '15550001111@s.whatsapp.net',
        fromMe: false,
        remoteJidAlt: expect.stringMatching(/@lid$/),
        addressingMode: 'pn',
      },
      pushName: 'Ann',
      status: 'DELIVERY_ACK',
      contextInfo: null,
      messageType: 'conversation',
    });
    expect(find('hidden')?.key).toMatchObject({
      remoteJid: expect.stringMatching(/@lid$/),
      remoteJidAlt: '15550001111@s.whatsapp.net',
      addressingMode: 'lid',
    });
    expect(find('alone')?.key).not.toHaveProperty('remoteJidAlt');
    const [contact] = await receiver.until('contacts.upsert');
    expect(contact?.body.data).toMatchObject({ remoteJid: '15550001111@s.whatsapp.net', pushName: 'Ann' });
  });

  it('carry replies, groups, media and exact duplicates', async () => {
    await connect({ base64: true });
    const sent = await sendText('order ready');
    await act('inbound', { from: '15550001111', text: 'thanks', quotedId: sent.body.key.id });
    await act('inbound', { from: '15550001111', kind: 'image', text: 'look', repeat: 3 });
    await act('inbound', { from: '15550001111', text: 'all', groupJid: '120363012345678901@g.us' });
    const upserts = (await receiver.until('messages.upsert', 5)).map(({ body }) => body.data);
    expect(upserts.find(({ message }) => message.conversation === 'thanks')?.contextInfo).toMatchObject({
      stanzaId: sent.body.key.id,
      participant: '15550009999@s.whatsapp.net',
      quotedMessage: { conversation: 'order ready' },
    });
    const pictures = upserts.filter(({ messageType }) => messageType === 'imageMessage');
    expect(pictures).toHaveLength(3);
    expect(new Set(pictures.map(({ key }) => key.id)).size).toBe(1);
    expect(pictures[0].message).toMatchObject({ imageMessage: { caption: 'look' }, base64: expect.any(String) });
    expect(upserts.find(({ key }) => key.participant)?.key).toMatchObject({ remoteJid: '120363012345678901@g.us' });
  });

  it('tell what the owner typed on the phone as an upsert from me', async () => {
    await connect();
    await act('typed-on-phone', { to: '15550001111', text: 'from the phone' });
    const [upsert] = await receiver.until('messages.upsert');
    expect(upsert?.body.data).toMatchObject({ key: { fromMe: true }, status: 'SERVER_ACK', pushName: 'Shop One' });
    expect((await api.get('/_control/received')).body).toEqual([]);
  });

  it.each([
    ['logged_out', 401],
    ['banned', 403],
  ])('tell a final disconnection (%s) as status, logout and close', async (reason, code) => {
    await connect();
    await act('disconnect', { reason });
    const [status] = await receiver.until('status.instance');
    expect(status?.body.data).toMatchObject({ status: 'closed', disconnectionReasonCode: code });
    expect((await receiver.until('logout.instance'))[0]?.body.data).toBeNull();
    const updates = await receiver.until('connection.update', 4);
    expect(updates.map(({ body }) => body.data)).toContainEqual({
      instance: 'shop-1',
      state: 'close',
      statusReason: code,
    });
  });

  it('tell no close when the connection was only lost, and open again by itself', async () => {
    await connect();
    await receiver.until('connection.update', 3);
    await act('disconnect', { reason: 'lost', reconnectAfterMs: 20 });
    const updates = await receiver.until('connection.update', 5);
    expect(updates.map(({ body }) => body.data.state)).not.toContain('close');
    expect((await api.get('/instance/connectionState/shop-1')).body.instance.state).toBe('open');
  });

  it('tell of a deletion and stop', async () => {
    await connect();
    await api.remove('/instance/delete/shop-1');
    await Promise.all(
      ['status.instance', 'instance.delete', 'remove.instance', 'logout.instance'].map((name) => receiver.until(name)),
    );
  });

  it('reach only the chosen events, each on its own path when asked', async () => {
    await connect({ events: ['SEND_MESSAGE'], byEvents: true });
    await sendText();
    const [told] = await receiver.until('send.message');
    expect(told?.path).toBe('/hook/send-message');
    expect(receiver.received).toHaveLength(1);
  });

  it('turn jwt_key into a signed token and do not send it', async () => {
    await connect({ headers: { jwt_key: 'shared' }, events: ['SEND_MESSAGE'] });
    await sendText();
    const [told] = await receiver.until('send.message');
    const [head, claims, signature] = String(told?.headers.authorization).replace('Bearer ', '').split('.');
    expect(createHmac('sha256', 'shared').update(`${head}.${claims}`).digest('base64url')).toBe(signature);
    expect(JSON.parse(Buffer.from(String(claims), 'base64url').toString())).toMatchObject({
      app: 'evolution',
      action: 'webhook',
    });
    expect(told?.headers).not.toHaveProperty('jwt_key');
  });
});

describe('webhook retries', () => {
  const counts = async () => (await api.get('/_control/state')).body.webhooks;
  const settle = async () => {
    let state = await counts();
    while (state.abandoned === 0) state = await counts();
    return state;
  };

  it.each([500, 503, 429])('a receiver that answers %s is tried ten times', async (status) => {
    await connect({ events: ['SEND_MESSAGE'] });
    answer = status;
    await sendText();
    expect(await settle()).toMatchObject({ delivered: 0, retried: 9, abandoned: 1 });
    expect(receiver.of('send.message')).toHaveLength(10);
  });

  it.each([400, 401, 403, 404, 422])('a receiver that answers %s loses the event', async (status) => {
    await connect({ events: ['SEND_MESSAGE'] });
    answer = status;
    await sendText();
    expect(await settle()).toMatchObject({ retried: 0, abandoned: 1 });
    expect(receiver.of('send.message')).toHaveLength(1);
  });
});
