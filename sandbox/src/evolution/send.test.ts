import { type Api, startApi } from '../../test/harness';

let api: Api;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(async () => {
  await api.post('/_control/reset');
  await api.connect('shop-1');
});
afterAll(() => api.stop());

const send = (body: unknown, kind = 'sendText') => api.post(`/message/${kind}/shop-1`, body);
const to = { number: '15550001111' };
const messageOf = async (body: unknown, kind?: string) => {
  const reply = await send(body, kind);
  return [reply.status, reply.body.response?.message];
};

describe('sendText', () => {
  it('answers 201 with the key and the pending message', async () => {
    const { status, body } = await send({ number: '+1 555 000 1111', text: 'Your order is ready' });
    expect(status).toBe(201);
    expect(body).toEqual({
      key: { remoteJid: '15550001111@s.whatsapp.net', fromMe: true, id: expect.stringMatching(/^3EB0[0-9A-F]{16}$/) },
      pushName: 'Você',
      status: 'PENDING',
      message: { conversation: 'Your order is ready' },
      contextInfo: { mentionedJid: [], groupMentions: [] },
      messageType: 'conversation',
      messageTimestamp: expect.any(Number),
      instanceId: expect.any(String),
      source: 'web',
    });
  });

  it('refuses a body outside its schema with nested arrays', async () => {
    expect(await messageOf(to)).toEqual([400, [['instance requires property "text"']]]);
    expect(await messageOf({ number: 15550001111, text: 'hi' })).toEqual([400, [['Invalid format']]]);
    expect(await messageOf({ ...to, text: 'hi', delay: 1.5 })).toEqual([400, [['Enter a value in milliseconds']]]);
  });

  it('refuses an empty text, and lets an empty number pass as the real server does', async () => {
    expect(await messageOf({ ...to, text: '' })).toEqual([400, ['Text is required']]);
    expect((await send({ number: '', text: 'hi' })).body.key.remoteJid).toBe('@s.whatsapp.net');
    expect((await send({ number: 'abc', text: 'hi' })).status).toBe(500);
  });

  it('names the number that is not on WhatsApp', async () => {
    await api.put('/_control/faults', { numbersNotOnWhatsApp: ['15554040000'] });
    expect(await messageOf({ number: '15554040000', text: 'hi' })).toEqual([
      400,
      [{ jid: '15554040000@s.whatsapp.net', exists: false, number: '15554040000' }],
    ]);
  });

  it('fails as the real server does when the instance never connected, and when its socket is closed', async () => {
    await api.post('/instance/create', { instanceName: 'new', integration: 'WHATSAPP-BAILEYS' });
    const never = await api.post('/message/sendText/new', { ...to, text: 'hi' });
    expect(never).toMatchObject({
      status: 500,
      body: { response: { message: "Cannot read properties of undefined (reading 'onWhatsApp')" } },
    });
    await api.post('/_control/instances/shop-1/disconnect', { reason: 'logged_out' });
    expect(await messageOf({ ...to, text: 'hi' })).toEqual([500, 'Connection Closed']);
  });

  it('carries the quoted message of a reply', async () => {
    const first = await send({ ...to, text: 'one' });
    const { body } = await send({ ...to, text: 'two', quoted: { key: { id: first.body.key.id } } });
    expect(body.contextInfo).toMatchObject({ stanzaId: first.body.key.id, quotedMessage: { conversation: 'one' } });
  });
});

describe('other sends', () => {
  it('refuses files that the real server refuses', async () => {
    const pdf = { ...to, mediatype: 'document', media: 'AAAA', caption: 'Invoice' };
    const owned = [400, ['Owned media must be a url or base64']];
    expect(await messageOf({ ...pdf, media: 'data:image/png;base64,AAAA' }, 'sendMedia')).toEqual(owned);
    expect(await messageOf({ ...pdf, media: 'http://localhost/x.pdf' }, 'sendMedia')).toEqual(owned);
    expect(await messageOf({ ...pdf, media: 'AAAA' }, 'sendMedia')).toEqual([
      400,
      ['For base64 the file name must be informed.'],
    ]);
    expect(await messageOf({ ...pdf, mediatype: 'gif' }, 'sendMedia')).toEqual([
      400,
      [['mediatype is not one of enum values: image,document,video,audio']],
    ]);
  });

  it.each([
    ['sendWhatsAppAudio', { audio: 'AAAA' }, 'audioMessage'],
    ['sendSticker', { sticker: 'AAAA' }, 'stickerMessage'],
    ['sendLocation', { latitude: 1.5, longitude: 2.5, name: 'Shop', address: '1 Main St' }, 'locationMessage'],
    ['sendContact', { contact: [{ fullName: 'Ann Lee', phoneNumber: '+1 555 000 2222' }] }, 'contactMessage'],
  ])('%s answers 201 with its content', async (kind, content, messageType) => {
    const { status, body } = await send({ ...to, ...content }, kind);
    expect(status).toBe(201);
    expect(body.messageType).toBe(messageType);
    expect(body.message).toHaveProperty(messageType);
  });

  it('reacts with one emoji or none', async () => {
    const key = { remoteJid: '15550001111@s.whatsapp.net', fromMe: false, id: '3A00' };
    expect((await send({ key, reaction: '👍🏽' }, 'sendReaction')).body.messageType).toBe('reactionMessage');
    expect((await send({ key, reaction: '' }, 'sendReaction')).status).toBe(201);
    expect(await messageOf({ key, reaction: 'ok' }, 'sendReaction')).toEqual([
      400,
      ['Reaction must be a single emoji or empty string'],
    ]);
  });
});

describe('chat', () => {
  const chat = (call: string, body: unknown, instance = 'shop-1') => api.post(`/chat/${call}/${instance}`, body);

  it('says who is on WhatsApp, and fails in its own bare shapes', async () => {
    await api.put('/_control/faults', { numbersNotOnWhatsApp: ['15554040000'] });
    expect(await chat('whatsappNumbers', { numbers: ['15550001111', '15554040000'] })).toEqual({
      status: 200,
      body: [
        { jid: '15550001111@s.whatsapp.net', exists: true, number: '15550001111' },
        { jid: '15554040000@s.whatsapp.net', exists: false, number: '15554040000' },
      ],
    });
    expect(await chat('whatsappNumbers', {})).toEqual({
      status: 400,
      body: { status: 400, error: 'Bad Request', message: [['instance requires property "numbers"']] },
    });
    await api.post('/instance/create', { instanceName: 'new', integration: 'WHATSAPP-BAILEYS' });
    expect(await chat('whatsappNumbers', { numbers: ['1'] }, 'new')).toEqual({ status: 400, body: {} });
    await api.post('/_control/instances/shop-1/disconnect', { reason: 'lost', reconnectAfterMs: null });
    expect((await chat('whatsappNumbers', { numbers: ['1'] })).body.output.payload.message).toBe('Connection Closed');
  });

  it('marks messages read, except those of hidden identities', async () => {
    const inbound = await api.post('/_control/instances/shop-1/inbound', { from: '15550001111', text: 'hello' });
    const key = { remoteJid: '15550001111@s.whatsapp.net', fromMe: false, id: inbound.body.messageId };
    const read = async () =>
      (await chat('findMessages', { where: { key: { id: key.id } } })).body.messages.records[0].status;
    await chat('markMessageAsRead', { readMessages: [{ ...key, remoteJid: '1@lid' }] });
    expect(await read()).toBe('DELIVERY_ACK');
    expect(await chat('markMessageAsRead', { readMessages: [key] })).toEqual({
      status: 201,
      body: { message: 'Read messages', read: 'success' },
    });
    expect(await read()).toBe('READ');
  });

  it('gives the media of a message, and says why when it cannot', async () => {
    const inbound = await api.post('/_control/instances/shop-1/inbound', {
      from: '15550001111',
      kind: 'image',
      text: 'look',
    });
    const fetchMedia = (id: string) => chat('getBase64FromMediaMessage', { message: { key: { id } } });
    const { status, body } = await fetchMedia(inbound.body.messageId);
    expect(status).toBe(201);
    expect(body).toMatchObject({ mediaType: 'imageMessage', caption: 'look', mimetype: 'image/jpeg', buffer: null });
    expect((await fetchMedia('nothing')).body.response.message).toEqual(['Message not found']);
    const text = await send({ ...to, text: 'plain' });
    expect((await fetchMedia(text.body.key.id)).body.response.message).toEqual([
      'The message is not of the media type',
    ]);
  });

  it('requires a delay for presence, and deletes for everyone with 201', async () => {
    expect((await chat('sendPresence', { ...to, presence: 'composing' })).status).toBe(400);
    expect((await chat('sendPresence', { ...to, presence: 'composing', delay: 0 })).body).toEqual({
      presence: 'composing',
    });
    expect((await api.post('/instance/setPresence/shop-1', { presence: 'available' })).body).toEqual({
      presence: 'available',
    });
    const sent = await send({ ...to, text: 'oops' });
    const { key } = sent.body;
    expect((await api.remove('/chat/deleteMessageForEveryone/shop-1', { ...key })).status).toBe(201);
    expect((await chat('fetchProfilePictureUrl', to)).body).toEqual({
      wuid: '15550001111@s.whatsapp.net',
      profilePictureUrl: null,
    });
  });
});
