import { startFileServer } from '../../test/file-server';
import { type Api, type Receiver, startApi, startReceiver } from '../../test/harness';
import { SAMPLES } from '../samples';

let api: Api;
let receiver: Receiver;
let files: Awaited<ReturnType<typeof startFileServer>>;
beforeAll(async () => {
  api = await startApi();
  receiver = await startReceiver();
  files = await startFileServer();
});
afterAll(async () => {
  await Promise.all([receiver.stop(), files.stop()]);
  await api.stop();
});
beforeEach(async () => {
  await api.post('/_control/reset');
  await api.control.setStatuses({ enabled: false });
  receiver.received.length = 0;
  await api.connect('shop-1', { webhook: { url: receiver.url, events: [] } });
});

const to = { number: '15550001111' };
const send = (body: object, kind = 'sendMedia') => api.post(`/message/${kind}/shop-1`, body);
const bytesOf = async (id: string) => {
  const { body } = await api.post('/chat/getBase64FromMediaMessage/shop-1', { message: { key: { id } } });
  return Buffer.from(body.base64, 'base64');
};

describe('files through Evolution', () => {
  it('fetches what is given by address and keeps its bytes', async () => {
    const given = { ...to, mediatype: 'document', media: `${files.url}/inv-77.pdf`, caption: 'Invoice' };
    const { status, body } = await send(given);
    expect(status).toBe(201);
    expect(body.message.documentMessage).toMatchObject({
      mimetype: 'application/pdf',
      fileName: 'inv-77.pdf',
      caption: 'Invoice',
    });
    expect((await bytesOf(body.key.id)).equals(SAMPLES.document.bytes)).toBe(true);
    const kept = await api.control.readMedia('shop-1', body.key.id);
    expect(kept).toMatchObject({ mimetype: 'application/pdf', base64: SAMPLES.document.bytes.toString('base64') });
  });

  it('says that an address leads nowhere, in the words of each kind', async () => {
    const media = `${files.url}/gone.jpg`;
    const image = await send({ ...to, mediatype: 'image', media });
    expect([image.status, image.body.response.message]).toEqual([
      500,
      ['AxiosError: Request failed with status code 404'],
    ]);
    const video = await send({ ...to, mediatype: 'video', media });
    expect([video.status, video.body.response.message]).toEqual([500, ['Error: Failed to fetch stream from URL']]);
  });

  it('takes a file as a part of the request', async () => {
    const form = new FormData();
    form.set('number', to.number);
    form.set('mediatype', 'image');
    form.set('caption', 'Front');
    form.set('file', new Blob([new Uint8Array(SAMPLES.image.bytes)], { type: 'image/jpeg' }), 'photo.jpg');
    const response = await fetch(`${api.url}/message/sendMedia/shop-1`, {
      method: 'POST',
      headers: { apikey: 'global-key' },
      body: form,
    });
    expect(response.status).toBe(201);
    const { key } = (await response.json()) as { key: { id: string } };
    expect((await bytesOf(key.id)).equals(SAMPLES.image.bytes)).toBe(true);
  });

  it.each(['image', 'video', 'audio', 'document', 'sticker'] as const)(
    'brings a real %s from a customer',
    async (kind) => {
      const { messageId } = await api.control.receiveInbound('shop-1', { from: to.number, kind });
      const [upsert] = await receiver.until('messages.upsert');
      expect(upsert?.body.data.messageType).toBe(`${kind}Message`);
      expect((await bytesOf(messageId)).equals(SAMPLES[kind].bytes)).toBe(true);
    },
  );

  it('brings the very bytes a test gives', async () => {
    const base64 = Buffer.from('exactly these').toString('base64');
    const { messageId } = await api.control.receiveInbound('shop-1', {
      from: to.number,
      kind: 'document',
      content: { base64 },
    });
    expect((await bytesOf(messageId)).toString()).toBe('exactly these');
  });
});

describe('what happens to a message afterwards', () => {
  it('a customer reacts to, corrects and takes back', async () => {
    const sent = await api.post('/message/sendText/shop-1', { ...to, text: 'Your order is ready' });
    const { messageId } = await api.control.receiveInbound('shop-1', { from: to.number, text: 'thx' });
    await api.control.receiveInbound('shop-1', {
      from: to.number,
      kind: 'reaction',
      text: '👍',
      targetId: sent.body.key.id,
    });
    const reaction = (await receiver.until('messages.upsert', 2))[1]?.body.data.message.reactionMessage;
    expect(reaction).toMatchObject({ key: { fromMe: true, id: sent.body.key.id }, text: '👍' });
    await api.control.receiveInbound('shop-1', { from: to.number, kind: 'edit', targetId: messageId, text: 'thanks' });
    await api.control.receiveInbound('shop-1', { from: to.number, kind: 'revoke', targetId: messageId });
    const [edit, revoke] = (await receiver.until('messages.edited', 2)).map(({ body }) => body.data);
    expect(edit).toMatchObject({
      type: 'MESSAGE_EDIT',
      key: { id: messageId },
      editedMessage: { conversation: 'thanks' },
    });
    expect(revoke).toEqual({ type: 'REVOKE', key: { id: messageId } });
    await expect(
      api.control.receiveInbound('shop-1', { from: to.number, kind: 'revoke', targetId: sent.body.key.id }),
    ).rejects.toThrow('no message');
  });

  it('chats are listed with their last message and what is unread', async () => {
    await api.control.receiveInbound('shop-1', { from: to.number, pushName: 'Ann', text: 'one' });
    const { messageId, remoteJid } = await api.control.receiveInbound('shop-1', {
      from: to.number,
      pushName: 'Ann',
      text: 'two',
    });
    const list = async () => (await api.post('/chat/findChats/shop-1', { where: {} })).body;
    expect(await list()).toMatchObject([
      { remoteJid, pushName: 'Ann', unreadCount: 2, lastMessage: { message: { conversation: 'two' } } },
    ]);
    await api.post('/chat/markMessageAsRead/shop-1', { readMessages: [{ remoteJid, fromMe: false, id: messageId }] });
    expect((await list())[0].unreadCount).toBe(1);
  });
});
