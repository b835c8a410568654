// Every verb of the Messenger channel against Meta's stand-in, and what it tells of them by webhook.
import { SAMPLES } from '../../../../sandbox/src/samples';
import { lines, startGraph, startRecorder, type TestGraph, testFile } from '../../../test/graph';
import { createGuardedFetch } from '../../platform/guarded-fetch';
import type { Channel, OutboundBody, OutboundMessage } from '../channel';
import { createMessengerChannel } from './channel';

const line = lines.page;
const ann = 'PSID_1';
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
beforeAll(async () => {
  meta = await startGraph();
  channel = createMessengerChannel(meta.client, refuseToFetch);
});
beforeEach(async () => {
  await meta.reset();
});
afterAll(() => meta.stop());

const write = (rest: object = {}) =>
  meta.graph.receiveInbound({ to: line.externalId!, from: ann, name: 'Ann Lee', text: 'hi', ...rest });
const received = async () => meta.graph.listReceived();

/** The channel against a server that only remembers. */
async function record(...answers: [number, unknown][]) {
  const recorder = await startRecorder((_asked, index) => answers[Math.min(index, answers.length - 1)] ?? [500, '']);
  return { ...recorder, channel: createMessengerChannel(recorder.client, refuseToFetch) };
}

describe('sending', () => {
  beforeEach(async () => {
    await write();
  });

  test('a text leaves with our id, which its echo brings back; watermarks tell how far it got', async () => {
    const result = await channel.send(line, hello);
    expect(result).toEqual({ ok: true, providerId: expect.stringMatching(/^m_/) });
    expect(await received()).toMatchObject([{ to: ann, text: 'hello', callbackData: ourId }]);
    const { accepted } = await meta.tells('accepted');
    expect(accepted).toMatchObject({ providerId: result.ok && result.providerId, scopedId: ann, messageId: ourId });
    for (const state of ['delivered', 'read'])
      expect(await meta.tells('watermark', ({ watermark }) => watermark.state === state)).toMatchObject({
        watermark: { to: { scopedId: ann } },
      });
  });

  test.each(['image', 'video', 'audio', 'document'] as const)(
    'a file of kind %s arrives byte for byte',
    async (kind) => {
      const { bytes, mimeType: mime, fileName } = SAMPLES[kind];
      const { file, uploads } = testFile({ bytes, mime, fileName, kind });
      expect(await channel.send(line, message({ kind, file, caption: null, voice: false }))).toMatchObject({
        ok: true,
      });
      const [got] = await received();
      expect(got).toMatchObject({ kind: kind === 'document' ? 'file' : kind, callbackData: ourId });
      const stored = await meta.graph.readFile(got?.fileIds[0] ?? '');
      expect(Buffer.from(stored.base64, 'base64').equals(bytes)).toBe(true);
      expect(uploads.length).toBe(1);
    },
  );

  test('a file with a caption is refused unasked, rather than sent by halves', async () => {
    const { file } = testFile({ bytes: SAMPLES.image.bytes });
    expect(await channel.send(line, message({ kind: 'image', file, caption: 'look', voice: false }))).toMatchObject({
      kind: 'permanent',
      code: 'invalid_request',
    });
    expect(await received()).toEqual([]);
  });

  test('an upload that Meta still has is used again; one that it has lost is made anew', async () => {
    const { bytes } = SAMPLES.image;
    const first = testFile({ bytes });
    const send = (file: typeof first.file) =>
      channel.send(line, message({ kind: 'image', file, caption: null, voice: false }));
    await send(first.file);
    const again = testFile({ bytes, uploadedId: first.uploads[0]?.id ?? null, read: refuseToFetch });
    expect(await send(again.file)).toMatchObject({ ok: true });
    const lost = testFile({ bytes, uploadedId: '999' });
    expect(await send(lost.file)).toMatchObject({ ok: true });
    expect(lost.uploads.length).toBe(1);
  });

  test('an answer quotes its message; a reaction goes to its message and is taken back', async () => {
    const { messageId: theirs } = await write({ text: 'question' });
    await channel.send(line, { ...hello, quoted: { providerId: theirs, fromUs: false } });
    expect((await received()).at(-1)).toMatchObject({ replyTo: theirs });
    for (const emoji of ['❤️', '👍', ''])
      expect(
        await channel.send(line, message({ kind: 'reaction', targetProviderId: theirs, targetFromUs: false, emoji })),
      ).toEqual({ ok: true, providerId: `reaction:${ourId}` });
  });

  test('a quote that Meta does not take is left out rather than the message', async () => {
    expect(await channel.send(line, { ...hello, quoted: { providerId: 'm_unknown', fromUs: true } })).toMatchObject({
      ok: true,
    });
    expect(await received()).toMatchObject([{ text: 'hello', replyTo: null }]);
  });

  test('up to three buttons are a template; a list is quick replies', async () => {
    const buttons = [
      { id: 'yes', title: 'Yes' },
      { id: 'no', title: 'No' },
    ];
    await channel.send(line, message({ kind: 'interactive', text: 'Keep?', interactive: { buttons, footer: 'Shop' } }));
    const rows = [
      { id: 'm9', title: '09:00', description: 'with Ann' },
      { id: 'm10', title: 'A title of more than twenty' },
    ];
    await channel.send(
      line,
      message({ kind: 'interactive', text: 'Choose', interactive: { list: { button: 'Slots', rows } } }),
    );
    expect(await received()).toMatchObject([
      { kind: 'template', text: 'Keep?\n\nShop' },
      {
        text: 'Choose\n\n09:00 – with Ann',
        content: {
          quick_replies: [
            { title: '09:00', payload: 'm9' },
            { title: 'A title of more tha…', payload: 'm10' },
          ],
        },
      },
    ]);
  });

  test.each<[number, number | undefined, object]>([
    [190, 463, { kind: 'not_connected', code: 'auth_failed' }],
    [10, 2018278, { kind: 'permanent', code: 'window_closed' }],
    [551, 1545041, { kind: 'permanent', code: 'undeliverable' }],
    [613, undefined, { kind: 'retry', scope: 'line' }],
    [100, 2534037, { kind: 'permanent', code: 'restricted' }],
  ])('a refusal with %i/%s', async (code, subcode, expected) => {
    await meta.graph.failNext({ code, ...(subcode ? { subcode } : {}) });
    expect(await channel.send(line, hello)).toMatchObject({ ok: false, ...expected });
    expect(await channel.send(line, hello)).toMatchObject({ ok: true });
  });

  test('a cut answer leaves it open, and the echo proves it', async () => {
    await meta.sandbox.control.setFaults({ acceptThenResetRate: 1 });
    expect(await channel.send(line, hello)).toMatchObject({ kind: 'unknown' });
    expect(await meta.tells('accepted')).toMatchObject({ accepted: { messageId: ourId } });
  });

  test('a day after their last word only a person may answer, and nobody after a week', async () => {
    const daysAgo = (days: number) =>
      meta.graph.setPerson({
        senderId: line.externalId!,
        personId: ann,
        lastInboundAt: Date.now() - days * 86_400_000,
      });
    await daysAgo(2);
    expect(await channel.send(line, hello)).toMatchObject({ code: 'window_closed' });
    expect(await channel.send(line, { ...hello, humanAgent: true })).toMatchObject({ ok: true });
    await daysAgo(8);
    expect(await channel.send(line, { ...hello, humanAgent: true })).toMatchObject({ code: 'window_closed' });
  });

  test('typing and seen reach the customer', async () => {
    await channel.showTyping?.(line, hello.to, null);
    await channel.markRead?.(line, { providerId: 'm', fromUs: false, to: hello.to });
    await expect(
      channel.markRead?.(line, { providerId: 'm', fromUs: false, to: { scopedId: 'nobody' } }),
    ).rejects.toMatchObject({ kind: 'refused' });
  });
});

test('what the channel cannot carry, and nobody’s address, are refused unasked', async () => {
  const recorder = await record([200, {}]);
  expect(await recorder.channel.send(line, { ...hello, to: { phone: '+15550001111' } })).toMatchObject({
    code: 'invalid_number',
  });
  for (const body of [
    { kind: 'location', latitude: 1, longitude: 2 },
    { kind: 'contact', contacts: [] },
    { kind: 'template', name: 'a', language: 'en', components: [] },
  ] satisfies OutboundBody[])
    expect(await recorder.channel.send(line, message(body))).toMatchObject({
      kind: 'permanent',
      code: 'unsupported_kind',
    });
  expect(recorder.asked).toEqual([]);
  await recorder.close();
});

test('who wrote is told when Meta says so, and left open when it does not', async () => {
  await write();
  expect(await channel.readProfile?.(line, { scopedId: ann })).toEqual({
    name: 'Ann Lee',
    pictureUrl: expect.stringContaining('http'),
  });
  await meta.graph.setPerson({ senderId: line.externalId!, personId: ann, profile: 'private' });
  expect(await channel.readProfile?.(line, { scopedId: ann })).toBeUndefined();
  expect(await channel.readProfile?.(line, { phone: '+15550001111' })).toBeUndefined();
  await meta.graph.expireToken({ token: line.accessToken! });
  await expect(channel.readProfile?.(line, { scopedId: ann })).rejects.toMatchObject({ reason: 'token_invalid' });
});

describe('files of customers', () => {
  const guarded = (allowPrivateAddresses: boolean) =>
    createMessengerChannel(meta.client, createGuardedFetch({ allowPrivateAddresses }));

  test('a received picture is fetched byte for byte from the address in the webhook', async () => {
    await write({ kind: 'image' });
    const { message: told } = await meta.tells('message');
    const fetched = await guarded(true).fetchMedia?.(line, told.media?.reference ?? {}, 100_000_000);
    expect(fetched).toMatchObject({ mime: 'image/jpeg' });
    expect(fetched?.bytes.equals(SAMPLES.image.bytes)).toBe(true);
    await expect(guarded(true).fetchMedia?.(line, told.media?.reference ?? {}, 7)).rejects.toMatchObject({
      kind: 'refused',
    });
    const forged = { url: `${told.media?.reference.url}x` };
    await expect(guarded(true).fetchMedia?.(line, forged, 7)).rejects.toMatchObject({ kind: 'missing' });
  });

  test('an address within our own network, or none, is not fetched', async () => {
    await expect(guarded(false).fetchMedia?.(line, { url: 'http://127.0.0.1:9/x' }, 7)).rejects.toMatchObject({
      kind: 'refused',
    });
    await expect(guarded(true).fetchMedia?.(line, {}, 7)).rejects.toMatchObject({ kind: 'missing' });
  });
});

describe('the line', () => {
  test('a page that works; one that is not subscribed is mended; another page’s token is told', async () => {
    expect(await channel.check?.(line)).toMatchObject({
      usable: true,
      reason: null,
      displayName: 'Shop Page',
      problems: [],
    });
    await meta.client.ask('DELETE', `/${line.externalId}/subscribed_apps`, { token: line.accessToken! });
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: 'not_subscribed' });
    await channel.subscribe?.(line);
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: null });
    expect(await channel.check?.({ ...line, externalId: '999' })).toMatchObject({
      usable: false,
      reason: 'token_invalid',
    });
  });

  test('missing permissions, an expired token and its end are told', async () => {
    const soon = Math.floor(Date.now() / 1000) + 86_400;
    await meta.graph.addPage({ pageId: '111', token: 'EAABfew', scopes: ['pages_messaging'], tokenExpiresAt: soon });
    const few = { ...line, externalId: '111', accessToken: 'EAABfew' };
    expect(await channel.check?.(few)).toMatchObject({
      usable: false,
      reason: 'permissions_missing',
      tokenExpiresAt: new Date(soon * 1000),
      problems: ['Missing: pages_manage_metadata'],
    });
    await meta.graph.expireToken({ token: line.accessToken! });
    expect(await channel.check?.(line)).toMatchObject({ usable: false, reason: 'token_invalid' });
  });

  test('a token is exchanged for one that lives longer and works', async () => {
    const renewed = await channel.refreshToken?.(line);
    expect(renewed?.expiresAt?.getTime()).toBeGreaterThan(Date.now() + 50 * 86_400_000);
    expect(await channel.check?.({ ...line, accessToken: renewed?.accessToken ?? '' })).toMatchObject({ usable: true });
    await meta.graph.expireToken({ token: line.accessToken! });
    await expect(channel.refreshToken?.(line)).rejects.toMatchObject({ reason: 'token_invalid' });
  });

  test('when Meta cannot be reached nothing is said of the line', async () => {
    const recorder = await record([503, 'down']);
    await expect(recorder.channel.check?.(line)).rejects.toMatchObject({ kind: 'unreachable' });
    await recorder.close();
  });
});
