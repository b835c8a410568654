// Every verb of the Cloud API channel against Meta's stand-in, and what it tells of them by webhook.

import { SAMPLES } from '../../../../sandbox/src/samples';
import { lines, startGraph, startRecorder, type TestGraph, testFile } from '../../../test/graph';
import type { Channel, OutboundBody, OutboundMessage } from '../channel';
import { createWhatsAppCloudChannel } from './channel';

const line = lines.whatsApp;
const ann = '15550001111';
const message = (body: OutboundBody, rest: Partial<OutboundMessage> = {}): OutboundMessage => ({
  to: { phone: `+${ann}` },
  body,
  messageId: '01939c5e-7000-7abc-8def-0123456789ab',
  ...rest,
});
const hello = message({ kind: 'text', text: 'hello https://x.example' });

let meta: TestGraph;
let channel: Channel;
beforeAll(async () => {
  meta = await startGraph();
  channel = createWhatsAppCloudChannel(meta.client);
});
beforeEach(async () => {
  await meta.reset();
});
afterAll(() => meta.stop());

const write = (rest: object = {}) =>
  meta.graph.receiveInbound({ to: line.externalId!, from: ann, name: 'Ann', text: 'hi', ...rest });
const received = async () => (await meta.graph.listReceived()).at(-1);

describe('sending', () => {
  beforeEach(async () => {
    await write();
  });

  test('a text leaves with our id, which comes back with every status', async () => {
    const result = await channel.send(line, hello);
    expect(result).toEqual({ ok: true, providerId: expect.stringMatching(/^wamid\./), to: { phone: `+${ann}` } });
    expect(await received()).toMatchObject({
      to: ann,
      kind: 'text',
      callbackData: hello.messageId,
      content: { body: hello.body.kind === 'text' && hello.body.text, preview_url: true },
    });
    for (const state of ['sent', 'delivered', 'read'])
      expect(await meta.tells('status', ({ status }) => status.state === state)).toMatchObject({
        status: { providerId: result.ok && result.providerId, messageId: hello.messageId },
      });
  });

  test.each<[string, OutboundBody, object]>([
    [
      'location',
      { kind: 'location', latitude: 1.5, longitude: 2.5, name: 'Shop', address: '1 Main St' },
      { latitude: '1.5', name: 'Shop' },
    ],
    [
      'contacts',
      { kind: 'contact', contacts: [{ name: 'Ann Lee', phones: ['+15550002222'], emails: ['ann@example.com'] }] },
      { contacts: [{ name: { formatted_name: 'Ann Lee', first_name: 'Ann', last_name: 'Lee' } }] },
    ],
    [
      'interactive',
      {
        kind: 'interactive',
        text: 'Keep?',
        interactive: {
          header: 'Slot',
          footer: 'Shop',
          buttons: [
            { id: 'yes', title: 'Yes' },
            { id: 'no', title: 'No' },
          ],
        },
      },
      { type: 'button', body: { text: 'Keep?' }, footer: { text: 'Shop' } },
    ],
    [
      'interactive',
      {
        kind: 'interactive',
        text: 'Choose',
        interactive: { list: { button: 'See slots', rows: [{ id: 'm9', title: '09:00', description: 'with Ann' }] } },
      },
      { type: 'list', action: { button: 'See slots' } },
    ],
  ])('a message of type %s', async (kind, body, content) => {
    expect(await channel.send(line, message(body))).toMatchObject({ ok: true });
    expect(await received()).toMatchObject({ kind, content });
  });

  test('an answer quotes its message; a reaction goes to its message and is taken back', async () => {
    const { messageId: theirs } = await write({ text: 'question' });
    await channel.send(line, { ...hello, quoted: { providerId: theirs, fromUs: false } });
    expect(await received()).toMatchObject({ replyTo: theirs });
    for (const emoji of ['👍', '']) {
      const reaction = { kind: 'reaction' as const, targetProviderId: theirs, targetFromUs: false, emoji };
      expect(await channel.send(line, message(reaction))).toMatchObject({ ok: true });
    }
  });

  test.each(['image', 'video', 'audio', 'document', 'sticker'] as const)(
    'a file of kind %s arrives byte for byte',
    async (kind) => {
      const sample = SAMPLES[kind];
      const { file, uploads } = testFile({
        bytes: sample.bytes,
        mime: sample.mimeType,
        fileName: sample.fileName,
        kind: kind === 'sticker' ? 'image' : kind,
      });
      const sent = await channel.send(
        line,
        message({
          kind,
          file,
          caption: kind === 'audio' || kind === 'sticker' ? null : 'look',
          voice: kind === 'audio',
        }),
      );
      expect(sent).toMatchObject({ ok: true });
      const got = await received();
      expect(got).toMatchObject({ kind, text: kind === 'audio' || kind === 'sticker' ? '' : 'look' });
      const stored = await meta.graph.readFile(got?.fileIds[0] ?? '');
      expect(Buffer.from(stored.base64, 'base64').equals(sample.bytes)).toBe(true);
      expect(uploads).toEqual([{ id: expect.any(String), expiresAt: expect.any(Date) }]);
    },
  );

  test('a file that Meta still has is not uploaded again; one that it has lost is, once', async () => {
    const { bytes } = SAMPLES.image;
    const first = testFile({ bytes });
    await channel.send(line, message({ kind: 'image', file: first.file, caption: null, voice: false }));
    const again = testFile({
      bytes,
      uploadedId: first.uploads[0]?.id ?? null,
      read: async () => Promise.reject(new Error('not needed')),
    });
    expect(
      await channel.send(line, message({ kind: 'image', file: again.file, caption: null, voice: false })),
    ).toMatchObject({ ok: true });
    const lost = testFile({ bytes, uploadedId: '999' });
    expect(
      await channel.send(line, message({ kind: 'image', file: lost.file, caption: null, voice: false })),
    ).toMatchObject({ ok: true });
    expect(lost.uploads.length).toBe(1);
  });

  test('a file that cannot be read, or that Meta will not take, is the file’s fault', async () => {
    const gone = testFile({ bytes: Buffer.alloc(0), read: async () => Promise.reject(new Error('The file is gone')) });
    const send = (file: typeof gone.file) =>
      channel.send(line, message({ kind: 'image', file, caption: null, voice: false }));
    expect(await send(gone.file)).toMatchObject({
      kind: 'permanent',
      code: 'media_failed',
      detail: 'The file is gone',
    });
    const wrong = testFile({ bytes: Buffer.from('<svg/>'), mime: 'image/svg+xml' });
    expect(await send(wrong.file)).toMatchObject({ ok: false, kind: 'permanent' });
  });

  test.each<[number, object]>([
    [190, { kind: 'not_connected', code: 'auth_failed' }],
    [131056, { kind: 'retry', code: 'pair_limited', scope: 'person' }],
    [130429, { kind: 'retry', code: 'rate_limited', scope: 'line' }],
    [131026, { kind: 'permanent', code: 'undeliverable' }],
    [131042, { kind: 'permanent', code: 'payment_problem' }],
    [132015, { kind: 'permanent', code: 'template_rejected' }],
    [133010, { kind: 'not_connected', code: 'not_connected' }],
  ])('a refusal with %i', async (code, expected) => {
    await meta.graph.failNext({ code });
    expect(await channel.send(line, hello)).toMatchObject({ ok: false, ...expected });
    expect(await channel.send(line, hello)).toMatchObject({ ok: true });
  });

  test('a failure told later names the message and the reason', async () => {
    await meta.graph.failNext({ code: 131049, as: 'status' });
    await channel.send(line, hello);
    expect(await meta.tells('status', ({ status }) => status.state === 'failed')).toMatchObject({
      status: { messageId: hello.messageId, code: 'restricted' },
    });
  });

  test('an answer that is cut leaves it open whether the message left', async () => {
    await meta.sandbox.control.setFaults({ acceptThenResetRate: 1 });
    expect(await channel.send(line, hello)).toMatchObject({ ok: false, kind: 'unknown', code: 'unconfirmed' });
    // The statuses bring our own id, which proves it.
    expect(await meta.tells('status')).toMatchObject({ status: { messageId: hello.messageId } });
  });
});

test('outside the window a free message is refused as such', async () => {
  expect(await channel.send(line, hello)).toMatchObject({ kind: 'permanent', code: 'window_closed' });
});

test('somebody known by a user id alone is written to by it; nobody’s address is refused unasked', async () => {
  const recorder = await startRecorder(() => [
    200,
    { contacts: [{ user_id: 'US.12' }], messages: [{ id: 'wamid.1' }] },
  ]);
  const recorded = createWhatsAppCloudChannel(recorder.client);
  expect(await recorded.send(line, { ...hello, to: { scopedId: 'US.12' } })).toEqual({
    ok: true,
    providerId: 'wamid.1',
    to: { scopedId: 'US.12' },
  });
  expect(recorder.asked[0]?.body).toMatchObject({ recipient: 'US.12' });
  expect(recorder.asked[0]?.body).not.toHaveProperty('to');
  for (const to of [{}, { phone: '+12' }, { phone: 'abc' }, { scopedId: 'psid' }, { lid: '12' }])
    expect(await recorded.send(line, { ...hello, to })).toMatchObject({ code: 'invalid_number' });
  expect(recorder.asked.length).toBe(1);
  await recorder.close();
});

test('a template is sent by name and language, with its parts only where it has some', async () => {
  const recorder = await startRecorder(() => [200, { messages: [{ id: 'wamid.1', message_status: 'accepted' }] }]);
  const recorded = createWhatsAppCloudChannel(recorder.client);
  const components = [{ type: 'body', parameters: [{ type: 'text', text: 'Ann' }] }];
  await recorded.send(line, message({ kind: 'template', name: 'order_ready', language: 'pt_BR', components }));
  await recorded.send(line, message({ kind: 'template', name: 'plain', language: 'en', components: [] }));
  expect(recorder.asked.map(({ body }) => (body as { template: object }).template)).toEqual([
    { name: 'order_ready', language: { code: 'pt_BR' }, components },
    { name: 'plain', language: { code: 'en' } },
  ]);
  await recorder.close();
});

test('a success without an id proves nothing; without a token nothing is asked', async () => {
  const recorder = await startRecorder(() => [200, {}]);
  const recorded = createWhatsAppCloudChannel(recorder.client);
  expect(await recorded.send(line, hello)).toMatchObject({ kind: 'unknown', code: 'unconfirmed' });
  expect(await recorded.send({ ...line, accessToken: null }, hello)).toMatchObject({
    kind: 'not_connected',
    code: 'auth_failed',
  });
  expect(recorder.asked.length).toBe(1);
  await recorder.close();
});

test('the customer sees that a message was read and that somebody writes', async () => {
  const { messageId } = await write();
  const reference = { providerId: messageId, fromUs: false, to: hello.to };
  await channel.markRead?.(line, reference);
  await channel.showTyping?.(line, hello.to, reference);
  // Without a message of theirs there is nothing to hang it on.
  await channel.showTyping?.(line, hello.to, null);
  await expect(channel.markRead?.(line, { ...reference, providerId: 'wamid.none' })).rejects.toMatchObject({
    kind: 'refused',
  });
});

describe('files of customers', () => {
  test.each(['image', 'audio', 'document'] as const)('a received %s is fetched byte for byte', async (kind) => {
    await write({ kind });
    const { message: told } = await meta.tells('message');
    const fetched = await channel.fetchMedia?.(line, told.media?.reference ?? {}, 100_000_000);
    expect(fetched?.bytes.equals(SAMPLES[kind].bytes)).toBe(true);
    expect(fetched?.mime.split(';')[0]).toBe(SAMPLES[kind].mimeType.split(';')[0]);
    await expect(channel.fetchMedia?.(line, told.media?.reference ?? {}, 10)).rejects.toMatchObject({
      kind: 'refused',
    });
  });

  test('an address that has expired is asked for again', async () => {
    const recorder = await startRecorder(({ path }, index) => {
      if (path === '/lookaside')
        return index < 2 ? [404, 'expired'] : [200, 'the bytes', { 'content-type': 'image/png' }];
      return [200, { url: `${recorder.url}/lookaside`, mime_type: 'image/jpeg' }];
    });
    const recorded = createWhatsAppCloudChannel(recorder.client);
    const file = await recorded.fetchMedia?.(line, { id: '1079' }, 100);
    expect(file).toMatchObject({ mime: 'image/jpeg', bytes: Buffer.from('the bytes') });
    expect(recorder.asked.map(({ path }) => path)).toEqual(['/v25.0/1079', '/lookaside', '/v25.0/1079', '/lookaside']);
    expect(recorder.asked[3]?.headers.authorization).toBe(`Bearer ${line.accessToken}`);
    await recorder.close();
  });

  test('a file that is gone is missing', async () => {
    await write({ kind: 'image' });
    const { message: told } = await meta.tells('message');
    await meta.graph.setSettings({ mediaUrlLifeMs: 0 });
    await expect(channel.fetchMedia?.(line, told.media?.reference ?? {}, 1e8)).rejects.toMatchObject({
      kind: 'missing',
    });
    await expect(channel.fetchMedia?.(line, { id: '999' }, 1e8)).rejects.toMatchObject({ kind: 'missing' });
    await expect(channel.fetchMedia?.(line, {}, 1e8)).rejects.toMatchObject({ name: 'Error' });
  });
});

describe('the line', () => {
  test('a working number tells its name, number, rating and limits', async () => {
    expect(await channel.check?.(line)).toEqual({
      usable: true,
      reason: null,
      displayName: 'Shop One',
      phone: '+15550009999',
      quality: 'green',
      messagingLimit: 'TIER_2K',
      throughput: 'STANDARD',
      tokenExpiresAt: null,
      problems: [],
    });
  });

  test('a locked account, a number that is not registered and an expired token are told apart', async () => {
    await meta.graph.setQuality({ pnid: line.externalId!, isLocked: true });
    expect(await channel.check?.(line)).toMatchObject({
      usable: false,
      reason: 'account_restricted',
      problems: ['The account is locked'],
    });
    await meta.graph.setQuality({ pnid: line.externalId!, isLocked: false, isRegistered: false });
    expect(await channel.check?.(line)).toMatchObject({ usable: false, reason: 'not_registered' });
    await meta.graph.expireToken({ token: line.accessToken! });
    expect(await channel.check?.(line)).toMatchObject({ usable: false, reason: 'token_invalid' });
    expect(await channel.check?.({ ...line, externalId: '999' })).toMatchObject({ usable: false });
  });

  test('a number whose webhooks do not reach us can send, and is mended by subscribing', async () => {
    await meta.client.ask('DELETE', `/${line.accountId}/subscribed_apps`, { token: line.accessToken! });
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: 'not_subscribed' });
    await channel.subscribe?.(line);
    expect(await channel.check?.(line)).toMatchObject({ usable: true, reason: null });
  });
});
