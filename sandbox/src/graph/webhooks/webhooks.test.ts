import { ANN, type Meta, PNID, startMeta, WABA } from '../../../test/meta';
import { encodeBody } from './encode';

let meta: Meta;
let answerWith: (index: number) => number = () => 200;
beforeAll(async () => {
  meta = await startMeta((index) => answerWith(index));
});
afterAll(() => meta.stop());
beforeEach(async () => {
  answerWith = () => 200;
  await meta.reset();
});

describe('webhooks of Meta', () => {
  it('escapes what is not ASCII, and slashes, and signs exactly those bytes', async () => {
    expect(encodeBody({ a: 'ä/😀' })).toBe('{"a":"\\u00e4\\/\\ud83d\\ude00"}');
    await meta.open({ name: 'Änn', text: 'שלום https://x.example' });
    const [post] = await meta.until(() => meta.posts);
    expect(post?.isSigned).toBe(true);
    expect(post?.raw).toContain('\\u05e9\\u05dc\\u05d5\\u05dd https:\\/\\/x.example');
    expect(post?.raw).toMatch(/^[\0-\x7f]*$/);
    expect(post?.body.entry[0].changes[0].value.messages[0].text.body).toBe('שלום https://x.example');
  });

  it('tells of a message in the envelope of the Cloud API', async () => {
    const { messageId } = await meta.open({ userId: 'US.1200000000000001' });
    const [post] = await meta.until(() => meta.posts);
    expect(post?.path).toBe('/api/webhooks/whatsapp');
    expect(post?.body).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: WABA,
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550009999', phone_number_id: PNID },
                contacts: [{ profile: { name: 'Ann' }, wa_id: ANN, user_id: 'US.1200000000000001' }],
                messages: [
                  {
                    from: ANN,
                    from_user_id: 'US.1200000000000001',
                    id: messageId,
                    timestamp: expect.stringMatching(/^\d{10}$/),
                    type: 'text',
                    text: { body: 'hello' },
                  },
                ],
              },
            },
          ],
        },
      ],
    });
  });

  it('carries every kind a person may send on WhatsApp', async () => {
    const { messageId } = await meta.open();
    const given = [
      { kind: 'image', text: 'look' },
      { kind: 'video' },
      { kind: 'audio' },
      { kind: 'document', fileName: 'inv.pdf' },
      { kind: 'sticker' },
      { kind: 'location', text: 'Shop' },
      { kind: 'contacts' },
      { kind: 'button', text: 'Stop', payload: 'STOP_77', replyTo: messageId },
      { kind: 'button_reply', text: 'Yes', payload: 'yes' },
      { kind: 'list_reply', text: '09:00', payload: 'm9', description: 'with Ann' },
      { kind: 'flow_reply' },
      { kind: 'reaction', targetId: messageId, emoji: '😮' },
      { kind: 'text', isForwarded: true },
      { kind: 'order' },
      { kind: 'unsupported' },
      { kind: 'system' },
      { kind: 'edit', targetId: messageId, text: 'fixed' },
      { kind: 'revoke', targetId: messageId },
    ] as const;
    for (const one of given) await meta.graph.receiveInbound({ to: PNID, from: ANN, text: '', ...one });
    const messages = await meta.until(meta.messages, given.length + 1);
    expect(messages.slice(1)).toMatchObject([
      { type: 'image', image: { mime_type: 'image/jpeg', caption: 'look', sha256: expect.stringMatching(/=$/) } },
      { type: 'video' },
      { type: 'audio', audio: { voice: true, mime_type: 'audio/ogg; codecs=opus' } },
      { type: 'document', document: { filename: 'inv.pdf' } },
      { type: 'sticker', sticker: { animated: false } },
      { type: 'location', location: { latitude: 32.0853, name: 'Shop' } },
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Bob Roe' } }] },
      { type: 'button', button: { payload: 'STOP_77', text: 'Stop' }, context: { from: ANN, id: messageId } },
      { type: 'interactive', interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } } },
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'm9' } } },
      { type: 'interactive', interactive: { type: 'nfm_reply' } },
      { type: 'reaction', reaction: { message_id: messageId, emoji: '😮' } },
      { type: 'text', context: { forwarded: true } },
      { type: 'order' },
      { type: 'unsupported', errors: [{ code: 131051 }] },
      { type: 'system', system: { type: 'user_changed_number' } },
      { type: 'edit', edit: { original_message_id: messageId, message: { text: { body: 'fixed' } } } },
      { type: 'revoke', revoke: { original_message_id: messageId } },
    ]);
    const file = await meta.ask('GET', messages[1].image.id);
    expect(Buffer.from(file.body.sha256, 'hex').toString('base64')).toBe(messages[1].image.sha256);
  });

  it('packs several entries, changes and messages into one post when asked', async () => {
    await meta.graph.addNumber({ pnid: '2', wabaId: 'other', token: 'other' });
    await meta.graph.setSettings({ batchMs: 30 });
    await Promise.all([meta.open(), meta.open({ from: '15550002222' }), meta.open({ to: '2' })]);
    const messages = await meta.until(meta.messages, 3);
    expect(messages).toHaveLength(3);
    expect(meta.posts).toHaveLength(1);
    const { entry } = meta.posts[0]!.body;
    expect(entry).toHaveLength(2);
    expect(entry.find(({ id }: { id: string }) => id === WABA).changes[0].value.messages).toHaveLength(2);
  });

  it('tries again until the receiver answers 200', async () => {
    await meta.control.setTimings({ webhookRetryScale: 0 });
    answerWith = (index) => [404, 503, 201, 200][index] ?? 200;
    await meta.open();
    await meta.until(() => meta.posts, 4);
    expect(new Set(meta.posts.map(({ raw }) => raw)).size).toBe(1);
  });

  it('tells nothing while the app is not subscribed', async () => {
    expect((await meta.ask('DELETE', `${WABA}/subscribed_apps`)).body).toEqual({ success: true });
    await meta.open({ text: 'unheard' });
    await meta.ask('POST', `${WABA}/subscribed_apps`);
    await meta.open({ text: 'heard' });
    expect((await meta.until(meta.messages))[0].text.body).toBe('heard');
  });

  it('shakes hands, overrides the callback of one account, and sends any signed body', async () => {
    expect(await meta.graph.verifyCallback({})).toEqual({ isVerified: true, fault: null });
    expect((await meta.graph.verifyCallback({ verifyToken: 'wrong' })).isVerified).toBe(false);
    const override = { override_callback_uri: `${meta.webhookBaseUrl}/mine`, verify_token: 'wrong' };
    expect((await meta.ask('POST', `${WABA}/subscribed_apps`, override)).body.error.code).toBe(2200);
    await meta.ask('POST', `${WABA}/subscribed_apps`, { ...override, verify_token: 'sandbox-verify-token' });
    await meta.open();
    expect((await meta.until(() => meta.posts))[0]?.path).toBe('/mine');
    await meta.graph.postRaw({ body: { object: 'page', entry: [] }, product: 'meta' });
    expect((await meta.until(() => meta.posts, 2))[1]).toMatchObject({ isSigned: true, path: '/api/webhooks/meta' });
  });

  it('tells of opt-outs, of quality, and of what the owner wrote in the app', async () => {
    await meta.open();
    await meta.graph.setMarketing({ senderId: PNID, personId: ANN, value: 'stop' });
    const [preference] = await meta.until(() => meta.values('user_preferences'));
    expect(preference.user_preferences[0]).toMatchObject({ wa_id: ANN, category: 'marketing_messages', value: 'stop' });
    await meta.graph.setQuality({ pnid: PNID, quality: 'RED', event: 'FLAGGED' });
    expect((await meta.until(() => meta.values('phone_number_quality_update')))[0].event).toBe('FLAGGED');
    expect((await meta.ask('GET', `${PNID}?fields=quality_rating`)).body).toEqual({ id: PNID, quality_rating: 'RED' });
    await meta.graph.writeElsewhere({ senderId: PNID, personId: ANN, text: 'From the app' });
    const [echo] = await meta.until(() => meta.values('smb_message_echoes'));
    expect(echo.message_echoes[0]).toMatchObject({ to: ANN, text: { body: 'From the app' } });
  });
});
