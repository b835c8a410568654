// Every verb of the Instagram channel against Meta's stand-in, in both set-ups.
import { SAMPLES } from '../../../../sandbox/src/samples';
import { lines, listen, startGraph, startRecorder, type TestGraph, testFile } from '../../../test/graph';
import type { Channel, OutboundBody, OutboundMessage } from '../channel';
import { createInstagramChannel } from './channel';

const line = lines.instagram;
const ann = 'IGSID_1';
const ourId = '01939c5e-7000-7abc-8def-0123456789ab';
const message = (body: OutboundBody, rest: Partial<OutboundMessage> = {}): OutboundMessage => ({
  to: { scopedId: ann },
  body,
  messageId: ourId,
  ...rest,
});
const hello = message({ kind: 'text', text: 'hello' });
const refuseToFetch = async () => Promise.reject(new Error('nothing is fetched here'));

let meta: TestGraph;
let channel: Channel;
let files: Awaited<ReturnType<typeof listen>>;
beforeAll(async () => {
  meta = await startGraph();
  channel = createInstagramChannel(meta.client, refuseToFetch);
  files = await listen(
    (_request, response) => void response.writeHead(200, { 'content-type': 'image/jpeg' }).end(SAMPLES.image.bytes),
  );
});
beforeEach(async () => {
  await meta.reset();
});
afterAll(async () => {
  await meta.stop();
  await files.close();
});

const write = (rest: object = {}) =>
  meta.graph.receiveInbound({ to: line.externalId!, from: ann, name: 'Ann', username: 'ann.lee', text: 'hi', ...rest });

describe('sending', () => {
  beforeEach(async () => {
    await write();
  });

  test('a text arrives, and the message that was read is named', async () => {
    const result = await channel.send(line, hello);
    expect(result).toMatchObject({ ok: true });
    expect(await meta.graph.listReceived()).toMatchObject([{ to: ann, text: 'hello' }]);
    expect(await meta.tells('status', ({ status }) => status.state === 'read')).toMatchObject({
      status: { providerId: result.ok && result.providerId },
    });
  });

  test('a file is fetched by Meta from our address', async () => {
    const { file } = testFile({ bytes: SAMPLES.image.bytes, url: () => `${files.url}/photo.jpg`, read: refuseToFetch });
    expect(await channel.send(line, message({ kind: 'image', file, caption: null, voice: false }))).toMatchObject({
      ok: true,
    });
    const [picture] = await meta.graph.listReceived();
    const stored = await meta.graph.readFile(picture?.fileIds[0] ?? '');
    expect(Buffer.from(stored.base64, 'base64').equals(SAMPLES.image.bytes)).toBe(true);
  });

  test('an address that Meta cannot fetch is the file’s fault', async () => {
    const { file } = testFile({ bytes: SAMPLES.image.bytes });
    expect(await channel.send(line, message({ kind: 'image', file, caption: null, voice: false }))).toMatchObject({
      kind: 'permanent',
      code: 'media_failed',
    });
  });

  test('a file with a caption is refused unasked, rather than sent by halves', async () => {
    const { file } = testFile({ bytes: SAMPLES.image.bytes, url: () => `${files.url}/photo.jpg` });
    expect(await channel.send(line, message({ kind: 'image', file, caption: 'look', voice: false }))).toMatchObject({
      kind: 'permanent',
      code: 'invalid_request',
    });
    expect(await meta.graph.listReceived()).toEqual([]);
  });

  test('a thousand bytes are sent; one more is refused unasked, whatever the number of characters', async () => {
    expect(await channel.send(line, message({ kind: 'text', text: 'ש'.repeat(500) }))).toMatchObject({ ok: true });
    const buttons = [{ id: 'a', title: 'A' }];
    for (const body of [
      { kind: 'text', text: `${'ש'.repeat(500)}a` },
      { kind: 'interactive', text: 'a'.repeat(999), interactive: { footer: 'Shop', buttons } },
    ] satisfies OutboundBody[])
      expect(await channel.send(line, message(body))).toMatchObject({
        kind: 'permanent',
        code: 'invalid_request',
        detail: expect.stringMatching(/bytes; Instagram takes 1000/),
      });
    expect((await meta.graph.listReceived()).length).toBe(1);
  });

  test('choices are quick replies; a reaction goes to its message', async () => {
    const { messageId: theirs } = await write({ text: 'question' });
    const buttons = [{ id: 'yes', title: 'Yes' }];
    await channel.send(line, message({ kind: 'interactive', text: 'Keep?', interactive: { buttons } }));
    expect(await meta.graph.listReceived()).toMatchObject([
      { text: 'Keep?', content: { quick_replies: [{ payload: 'yes' }] } },
    ]);
    const reaction = { kind: 'reaction' as const, targetProviderId: theirs, targetFromUs: false, emoji: '❤️' };
    expect(await channel.send(line, message(reaction))).toEqual({ ok: true, providerId: `reaction:${ourId}` });
  });

  test('outside the window only a person may answer', async () => {
    const lastInboundAt = Date.now() - 2 * 86_400_000;
    await meta.graph.setPerson({ senderId: line.externalId!, personId: ann, lastInboundAt });
    expect(await channel.send(line, hello)).toMatchObject({ kind: 'permanent', code: 'window_closed' });
    expect(await channel.send(line, { ...hello, humanAgent: true })).toMatchObject({ ok: true });
  });

  test('typing and seen reach the customer; a name or the user name is told', async () => {
    await channel.showTyping?.(line, hello.to, null);
    await channel.markRead?.(line, { providerId: 'm', fromUs: false, to: hello.to });
    expect(await channel.readProfile?.(line, { scopedId: ann })).toMatchObject({ name: 'Ann' });
    await meta.graph.setPerson({ senderId: line.externalId!, personId: ann, name: '' });
    expect(await channel.readProfile?.(line, { scopedId: ann })).toMatchObject({ name: 'ann.lee' });
    await meta.graph.setPerson({ senderId: line.externalId!, personId: ann, profile: 'private' });
    expect(await channel.readProfile?.(line, { scopedId: ann })).toBeUndefined();
  });

  test('what the channel cannot carry is refused', async () => {
    expect(await channel.send(line, message({ kind: 'location', latitude: 1, longitude: 2 }))).toMatchObject({
      code: 'unsupported_kind',
    });
    expect(await channel.send(line, { ...hello, to: { phone: '+15550001111' } })).toMatchObject({
      code: 'invalid_number',
    });
  });
});

test('the token tells which host and which path to use', async () => {
  const recorder = await startRecorder(() => [200, { message_id: 'a' }]);
  const recorded = createInstagramChannel(recorder.client, refuseToFetch);
  await recorded.send({ ...line, accessToken: 'IGAAx' }, hello);
  await recorded.send({ ...line, accessToken: 'EAABx' }, hello);
  await recorded.subscribe?.({ ...line, accessToken: 'IGAAx' });
  await recorded.subscribe?.({ ...line, accessToken: 'EAABx' });
  expect(recorder.asked.map(({ path }) => path)).toEqual([
    `/ig/v25.0/${line.externalId}/messages`,
    '/v25.0/me/messages',
    `/ig/v25.0/${line.externalId}/subscribed_apps`,
    '/v25.0/me/subscribed_apps',
  ]);
  await recorder.close();
});

describe('the line', () => {
  test('an account that works; one that is not subscribed is mended; another account’s token is told', async () => {
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: null, displayName: 'shop.one' });
    await meta.client.ask('DELETE', `/${line.externalId}/subscribed_apps`, {
      token: line.accessToken!,
      host: 'instagram',
    });
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: 'not_subscribed' });
    await channel.subscribe?.(line);
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: null });
    expect(await channel.check?.({ ...line, externalId: '999' })).toMatchObject({
      usable: false,
      reason: 'token_invalid',
    });
    await meta.graph.expireToken({ token: line.accessToken! });
    expect(await channel.check?.(line)).toMatchObject({ usable: false, reason: 'token_invalid' });
  });

  test('an account of a linked page works with the page’s token', async () => {
    const pageId = lines.page.externalId!;
    await meta.graph.addInstagram({
      igId: '1789',
      token: 'EAABlinked',
      pageId,
      username: 'linked',
      scopes: ['instagram_manage_messages'],
    });
    const linked = { ...line, externalId: '1789', accessToken: 'EAABlinked' };
    expect(await channel.check?.(linked)).toMatchObject({ displayName: 'linked', usable: true });
  });

  test('a token of Instagram Login renews itself', async () => {
    const recorder = await startRecorder(() => [200, { access_token: 'IGAAnew', expires_in: 5_183_944 }]);
    const recorded = createInstagramChannel(recorder.client, refuseToFetch);
    const renewed = await recorded.refreshToken?.(line);
    expect(renewed).toEqual({ accessToken: 'IGAAnew', expiresAt: expect.any(Date) });
    expect(recorder.asked[0]).toMatchObject({
      path: '/ig/v25.0/refresh_access_token',
      query: { grant_type: 'ig_refresh_token' },
    });
    await recorder.close();
  });
});
