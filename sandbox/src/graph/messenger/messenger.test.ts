import { startFileServer } from '../../../test/file-server';
import { IG, IG_TOKEN, type Meta, PAGE, PAGE_TOKEN, startMeta } from '../../../test/meta';
import { SAMPLES } from '../../samples';

const PSID = '24000000000001';
const IGSID = '17000000000001';

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

const post = (body: object) => meta.ask('POST', `${PAGE}/messages`, { recipient: { id: PSID }, ...body }, PAGE_TOKEN);
const postIg = (body: object) => meta.ask('POST', `${IG}/messages`, { recipient: { id: IGSID }, ...body }, IG_TOKEN);
const write = (extra: object = {}) =>
  meta.graph.receiveInbound({ to: PAGE, from: PSID, name: 'Ann Lee', text: 'hello', ...extra });
const writeIg = (extra: object = {}) =>
  meta.graph.receiveInbound({ to: IG, from: IGSID, name: 'Ann', username: 'ann.lee', text: 'hello', ...extra });
const response = (message: object) => ({ messaging_type: 'RESPONSE', message });
const errorOf = ({ body }: { body: { error?: { code: number; error_subcode?: number } } }) => [
  body.error?.code,
  body.error?.error_subcode,
];

describe('Messenger', () => {
  it('sends, echoes with our metadata, and tells delivery and reading by watermark', async () => {
    await write();
    const { status, body } = await post(response({ text: 'Hello', metadata: 'msg_1' }));
    expect(status).toBe(200);
    expect(body).toEqual({ recipient_id: PSID, message_id: expect.stringMatching(/^m_/) });
    const [inbound, echo, delivery, read] = await meta.until(meta.items, 4);
    expect(inbound).toMatchObject({ sender: { id: PSID }, recipient: { id: PAGE }, message: { text: 'hello' } });
    expect(echo).toMatchObject({
      sender: { id: PAGE },
      recipient: { id: PSID },
      message: { mid: body.message_id, is_echo: true, app_id: 1234567890, metadata: 'msg_1', text: 'Hello' },
    });
    expect(delivery.delivery).toEqual({ mids: [body.message_id], watermark: expect.any(Number) });
    expect(read.read).toEqual({ watermark: expect.any(Number) });
    expect(meta.posts.every(({ isSigned, path }) => isSigned && path === '/api/webhooks/meta')).toBe(true);
  });

  it('keeps the 24-hour window and the 7 days of a human agent', async () => {
    await write();
    const closed = (agoMs: number) =>
      meta.graph.setPerson({ senderId: PAGE, personId: PSID, lastInboundAt: Date.now() - agoMs });
    await closed(86_400_001);
    expect(errorOf(await post(response({ text: 'Hi' })))).toEqual([10, 2018278]);
    const human = { messaging_type: 'MESSAGE_TAG', tag: 'HUMAN_AGENT', message: { text: 'Sorry for the wait' } };
    expect((await post(human)).status).toBe(200);
    await closed(7 * 86_400_000 + 1);
    expect(errorOf(await post(human))).toEqual([10, 2018278]);
    expect(errorOf(await post({ ...human, tag: 'ACCOUNT_UPDATE' }))[0]).toBe(100);
  });

  it('refuses a stranger, a blocked person, a wrong token, too long a text, and a file it cannot fetch', async () => {
    expect(errorOf(await post(response({ text: 'Hi' })))).toEqual([100, 2018001]);
    await write();
    expect(errorOf(await post(response({ text: 'x'.repeat(2_001) })))[0]).toBe(100);
    expect(errorOf(await post({ sender_action: 'typing_on', message: { text: 'x' } }))[0]).toBe(100);
    const image = (payload: object) => response({ attachment: { type: 'image', payload } });
    expect(errorOf(await post(image({ url: `${files.url}/gone.jpg` })))).toEqual([100, 2018047]);
    expect(errorOf(await post(image({ attachment_id: '1' })))).toEqual([100, 2018074]);
    const quick = Array.from({ length: 14 }, () => ({ content_type: 'text', title: 'a', payload: 'a' }));
    expect(errorOf(await post(response({ text: 'Size?', quick_replies: quick })))[0]).toBe(100);
    await meta.graph.setPerson({ senderId: PAGE, personId: PSID, isBlocked: true });
    expect(errorOf(await post(response({ text: 'Hi' })))).toEqual([551, 1545041]);
    await meta.graph.failNext({ code: 368, status: 403 });
    expect(errorOf(await post(response({ text: 'Hi' })))[0]).toBe(368);
    await meta.graph.expireToken({ token: PAGE_TOKEN });
    expect(await post(response({ text: 'Hi' }))).toMatchObject({
      status: 401,
      body: { error: { code: 190, error_subcode: 463 } },
    });
  });

  it('sends files by link and by upload, and serves what people send without a token', async () => {
    await write({ kind: 'image', text: undefined });
    const [item] = await meta.until(meta.items);
    const [attachment] = item.message.attachments;
    expect(attachment.type).toBe('image');
    const bytes = Buffer.from(await (await fetch(attachment.payload.url)).arrayBuffer());
    expect(bytes.equals(SAMPLES.image.bytes)).toBe(true);
    expect((await fetch(`${attachment.payload.url}x`)).status).toBe(404);

    const byLink = response({
      attachment: { type: 'image', payload: { url: `${files.url}/a.jpg`, is_reusable: true } },
    });
    expect((await post(byLink)).status).toBe(200);
    const form = new FormData();
    form.set('message', JSON.stringify({ attachment: { type: 'file', payload: { is_reusable: true } } }));
    form.set('filedata', new Blob([new Uint8Array(SAMPLES.document.bytes)], { type: 'application/pdf' }), 'inv.pdf');
    const uploaded = await meta.ask('POST', `${PAGE}/message_attachments`, form, PAGE_TOKEN);
    const { attachment_id } = uploaded.body;
    expect((await post(response({ attachment: { type: 'file', payload: { attachment_id } } }))).status).toBe(200);
    const received = await meta.graph.listReceived({ senderId: PAGE });
    const sent = await meta.graph.readFile(received[1]!.fileIds[0]!);
    expect(sent).toMatchObject({ fileName: 'inv.pdf', base64: SAMPLES.document.bytes.toString('base64') });
  });

  it('carries every kind a person may send', async () => {
    const { messageId } = await write();
    await write({ kind: 'quick_reply', text: 'Small', payload: 'S' });
    await write({ text: 'that one', replyTo: messageId });
    await write({ kind: 'postback', text: 'Get started', payload: 'START' });
    await write({ kind: 'reaction', targetId: messageId, emoji: '❤' });
    await write({ kind: 'edit', targetId: messageId, text: 'hello!' });
    await write({ kind: 'referral', payload: 'promo' });
    await write({ kind: 'location' });
    const items = (await meta.until(meta.items, 8)).slice(1);
    expect(items).toMatchObject([
      { message: { text: 'Small', quick_reply: { payload: 'S' } } },
      { message: { text: 'that one', reply_to: { mid: messageId } } },
      { postback: { title: 'Get started', payload: 'START' } },
      { reaction: { mid: messageId, action: 'react', reaction: 'love', emoji: '❤' } },
      { message_edit: { mid: messageId, text: 'hello!', num_edit: 1 } },
      { referral: { ref: 'promo' } },
      { message: { attachments: [{ type: 'location', payload: { coordinates: { lat: 32.0853 } } }] } },
    ]);
  });

  it('shows profiles with their normal errors, subscriptions, and what was written in the inbox', async () => {
    await write();
    const profile = await meta.ask('GET', `${PSID}?fields=first_name,last_name,profile_pic`, undefined, PAGE_TOKEN);
    expect(profile.body).toMatchObject({ id: PSID, first_name: 'Ann', last_name: 'Lee' });
    await meta.graph.setPerson({ senderId: PAGE, personId: PSID, profile: 'private' });
    expect(errorOf(await meta.ask('GET', PSID, undefined, PAGE_TOKEN))).toEqual([100, 2018218]);
    expect((await meta.ask('GET', 'me?fields=id,name', undefined, PAGE_TOKEN)).body).toEqual({
      id: PAGE,
      name: 'Sandbox Page',
    });
    await meta.graph.writeElsewhere({ senderId: PAGE, personId: PSID, text: 'From the Page inbox' });
    const echo = (await meta.until(meta.items, 2))[1];
    expect(echo.message).toMatchObject({ is_echo: true, text: 'From the Page inbox' });
    expect(echo.message).not.toHaveProperty('app_id');
    expect((await meta.ask('DELETE', `${PAGE}/subscribed_apps`, undefined, PAGE_TOKEN)).body).toEqual({
      success: true,
    });
    await write();
    const fields = 'messages,message_echoes';
    await meta.ask('POST', `${PAGE}/subscribed_apps?subscribed_fields=${fields}`, {}, PAGE_TOKEN);
    const { data } = (await meta.ask('GET', `${PAGE}/subscribed_apps`, undefined, PAGE_TOKEN)).body;
    expect(data[0].subscribed_fields).toEqual(['messages', 'message_echoes']);
    await write({ text: 'again' });
    expect((await meta.until(meta.items, 3)).at(-1).message.text).toBe('again');
  });
});

describe('Instagram', () => {
  it('sends, echoes under messages, and tells reading by id alone', async () => {
    await writeIg();
    const { body } = await postIg({ message: { text: 'Hi', metadata: 'msg_2' } });
    const [, echo, read] = await meta.until(meta.items, 3);
    expect(echo.message).toMatchObject({ mid: body.message_id, is_echo: true, metadata: 'msg_2' });
    expect(read.read).toEqual({ mid: body.message_id });
    expect(meta.posts[0]?.body).toMatchObject({ object: 'instagram', entry: [{ id: IG }] });
  });

  it('counts text in bytes and closes the window in its own words', async () => {
    await writeIg();
    expect((await postIg({ message: { text: 'ש'.repeat(500) } })).status).toBe(200);
    expect(errorOf(await postIg({ message: { text: 'ש'.repeat(501) } }))[0]).toBe(100);
    await meta.graph.setPerson({ senderId: IG, personId: IGSID, lastInboundAt: 1 });
    expect(await postIg({ message: { text: 'Hi' } })).toMatchObject({
      status: 403,
      body: { error: { code: 10, error_subcode: 2534022, type: 'IGApiException' } },
    });
  });

  it('carries stories, unsent and unsupported messages, and profiles after consent only', async () => {
    const { messageId } = await writeIg();
    await writeIg({ kind: 'story_reply', payload: 'S1' });
    await writeIg({ kind: 'story_mention', text: undefined });
    await writeIg({ kind: 'revoke', targetId: messageId });
    await writeIg({ kind: 'unsupported' });
    const messages = (await meta.until(meta.items, 5)).slice(1).map(({ message }) => message);
    expect(messages).toMatchObject([
      { reply_to: { story: { id: 'S1' } } },
      { attachments: [{ type: 'story_mention' }] },
      { mid: messageId, is_deleted: true },
      { is_unsupported: true },
    ]);
    const profile = await meta.ask('GET', `${IGSID}?fields=name,username`, undefined, IG_TOKEN);
    expect(profile.body).toEqual({ id: IGSID, name: 'Ann', username: 'ann.lee' });
    await meta.graph.setPerson({ senderId: IG, personId: '17000000000009', name: 'Bob' });
    expect(errorOf(await meta.ask('GET', '17000000000009', undefined, IG_TOKEN))[0]).toBe(230);
  });

  it('is reached through the token of its linked Page', async () => {
    await meta.graph.addInstagram({ igId: IG, token: IG_TOKEN, pageId: PAGE });
    await writeIg();
    const answer = await meta.ask(
      'POST',
      `${PAGE}/messages`,
      { recipient: { id: IGSID }, message: { text: 'Hi' } },
      PAGE_TOKEN,
    );
    expect(answer.body).toMatchObject({ recipient_id: IGSID });
    expect((await meta.graph.listReceived({ senderId: IG }))[0]).toMatchObject({ text: 'Hi' });
  });
});
