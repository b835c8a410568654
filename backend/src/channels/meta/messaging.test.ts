// Every kind of webhook of Messenger and Instagram becomes what it means, and no webhook whatsoever makes the reader fail.
import fc from 'fast-check';
import { splitMeta } from './intake';
import { translateMeta } from './translate';

const receivedAt = new Date('2026-11-21T21:00:00Z');
const at = new Date(1_795_287_600_000);
const ourId = '01939c5e-7000-7abc-8def-0123456789ab';

/** From an item of a post to our words, through the same door as in life. */
const readBy = (channel: 'messenger' | 'instagram') => (rest: object) => {
  const [object, id, person] =
    channel === 'messenger' ? ['page', 'PAGE_1', 'PSID_1'] : ['instagram', 'IG_1', 'IGSID_1'];
  const item = { sender: { id: person }, recipient: { id }, timestamp: 1_795_287_600_000, ...rest };
  return splitMeta({ object, entry: [{ id, time: 1, messaging: [item] }] }).flatMap(({ payload }) =>
    translateMeta(channel, payload, receivedAt),
  );
};
const page = readBy('messenger');
const instagram = readBy('instagram');
const file = (kind: string, mime: string, url: string, rest: object = {}) => ({
  kind,
  mime,
  fileName: null,
  sizeBytes: null,
  durationSeconds: null,
  voice: false,
  reference: { url },
  ...rest,
});
const url = 'https://cdn.example/a%20b.pdf?oe=1';

test.each<[string, object, object]>([
  ['text', { text: 'hello' }, { kind: 'text', text: 'hello', content: {} }],
  [
    'quick reply',
    { text: 'Small', quick_reply: { payload: 'S' } },
    { kind: 'interactive', text: 'Small', content: { choice: { id: 'S', title: 'Small' } } },
  ],
  ['reply', { text: 'that one', reply_to: { mid: 'm_0' } }, { text: 'that one', quotedProviderId: 'm_0' }],
  [
    'image',
    { attachments: [{ type: 'image', payload: { url } }] },
    { kind: 'image', text: null, media: file('image', 'image/jpeg', url) },
  ],
  [
    'video',
    { attachments: [{ type: 'video', payload: { url } }] },
    { kind: 'video', media: file('video', 'video/mp4', url) },
  ],
  [
    'audio',
    { attachments: [{ type: 'audio', payload: { url } }] },
    { kind: 'audio', media: file('audio', 'audio/mp4', url) },
  ],
  [
    'file',
    { attachments: [{ type: 'file', payload: { url } }] },
    { kind: 'document', media: file('document', 'application/octet-stream', url, { fileName: 'a b.pdf' }) },
  ],
  [
    'sticker',
    { attachments: [{ type: 'sticker', payload: { url, sticker_id: 369 } }] },
    { kind: 'sticker', media: { kind: 'image' } },
  ],
  ['sticker of old', { attachments: [{ type: 'image', payload: { url, sticker_id: 369 } }] }, { kind: 'sticker' }],
  [
    'shared link',
    { attachments: [{ type: 'fallback', title: 'News', url: 'https://x.example/n' }] },
    { kind: 'text', text: 'News\nhttps://x.example/n' },
  ],
  [
    'shared link with words',
    { text: 'see', attachments: [{ type: 'fallback', title: 'News', url: 'https://x.example/n' }] },
    { kind: 'text', text: 'see' },
  ],
  [
    'reel',
    { attachments: [{ type: 'ig_reel', payload: { title: 'Reel', url } }] },
    { kind: 'text', content: { referral: { source: 'ig_reel', headline: 'Reel', url } } },
  ],
  [
    'place',
    { attachments: [{ type: 'location', payload: { coordinates: { lat: 1.5, long: 2.5 } } }] },
    { kind: 'location', content: { location: { latitude: 1.5, longitude: 2.5 } } },
  ],
  [
    'template',
    { attachments: [{ type: 'template', payload: {} }] },
    { kind: 'unsupported', content: { type: 'template' } },
  ],
  [
    'an address that is none',
    { attachments: [{ type: 'image', payload: { url: 'javascript:1' } }] },
    { kind: 'unsupported', content: { type: 'image' } },
  ],
  ['nothing', {}, { kind: 'unsupported', content: { type: 'unknown' } }],
  [
    'advertisement',
    {
      text: 'Hi',
      referral: {
        ref: 'promo',
        source: 'ADS',
        type: 'OPEN_THREAD',
        ad_id: 'AD1',
        ads_context_data: { ad_title: 'Sale' },
      },
    },
    { content: { referral: { source: 'ADS', headline: 'Sale' } } },
  ],
])('Messenger: %s', (_what, message, expected) => {
  expect(page({ message: { mid: 'm_1', ...message } })).toMatchObject([
    { type: 'message', message: { providerId: 'm_1', from: { scopedId: 'PSID_1' }, fromMe: false, at, ...expected } },
  ]);
});

test('several files of one message are several messages; the words belong to the first', () => {
  const attachments = ['a', 'b', 'c'].map((name) => ({
    type: 'image',
    payload: { url: `https://cdn.example/${name}` },
  }));
  const events = page({ message: { mid: 'm_1', text: 'three', attachments } });
  expect(events).toMatchObject([
    { message: { providerId: 'm_1', text: 'three', media: { reference: { url: 'https://cdn.example/a' } } } },
    { message: { providerId: 'm_1#2', text: null, media: { reference: { url: 'https://cdn.example/b' } } } },
    { message: { providerId: 'm_1#3', text: null } },
  ]);
});

describe('echoes', () => {
  const echo = (message: object) =>
    page({ sender: { id: 'PAGE_1' }, recipient: { id: 'PSID_1' }, message: { mid: 'm_4', is_echo: true, ...message } });

  test('one that carries our id confirms our message', () => {
    expect(echo({ app_id: 1_234_567_890, metadata: ourId, text: 'Hello' })).toEqual([
      {
        type: 'accepted',
        accepted: { providerId: 'm_4', scopedId: 'PSID_1', kind: 'text', text: 'Hello', at, messageId: ourId },
      },
    ]);
  });
  test('one from the page’s own inbox, or from another app, is a message of ours to that person', () => {
    for (const rest of [{}, { app_id: 263_902_037_430_900 }, { metadata: 'other-app' }])
      expect(echo({ text: 'Hello', ...rest })).toMatchObject([
        { type: 'message', message: { providerId: 'm_4', from: { scopedId: 'PSID_1' }, fromMe: true, text: 'Hello' } },
      ]);
  });
  test('Instagram’s are known by the account as sender, flag or not', () => {
    for (const flag of [{ is_echo: true }, {}])
      expect(
        instagram({ sender: { id: 'IG_1' }, recipient: { id: 'IGSID_1' }, message: { mid: 'a', text: 'x', ...flag } }),
      ).toMatchObject([{ message: { from: { scopedId: 'IGSID_1' }, fromMe: true } }]);
  });
});

test('a click on a button is a choice, known by itself also where it has no id', () => {
  const referral = { ref: 'x', source: 'SHORTLINK', type: 'OPEN_THREAD' };
  expect(page({ postback: { mid: 'm_5', title: 'Get started', payload: 'START', referral } })).toMatchObject([
    {
      message: {
        providerId: 'm_5',
        kind: 'interactive',
        text: 'Get started',
        content: { choice: { id: 'START', title: 'Get started' }, referral: { source: 'SHORTLINK', headline: 'x' } },
      },
    },
  ]);
  const click = () => page({ postback: { title: 'Get started', payload: 'START' } });
  expect(click()).toEqual(click());
  expect(click()).toMatchObject([{ message: { providerId: expect.stringContaining('PSID_1') } }]);
});

test.each([
  [{ action: 'react', reaction: 'love', emoji: '❤' }, '❤'],
  [{ action: 'react', reaction: 'wow' }, '😮'],
  [{ action: 'unreact' }, ''],
])('the reaction %j', (reaction, emoji) => {
  expect(page({ reaction: { mid: 'm_4', ...reaction } })).toMatchObject([
    { type: 'reaction', reaction: { targetProviderId: 'm_4', from: { scopedId: 'PSID_1' }, fromMe: false, emoji, at } },
  ]);
});

test('Messenger tells how far a conversation got, Instagram which message was read', () => {
  const upTo = new Date(1_795_287_590_000);
  expect(page({ delivery: { mids: ['m_4'], watermark: 1_795_287_590_000 } })).toEqual([
    { type: 'watermark', watermark: { to: { scopedId: 'PSID_1' }, state: 'delivered', upTo } },
  ]);
  expect(page({ read: { watermark: 1_795_287_590_000 } })).toEqual([
    { type: 'watermark', watermark: { to: { scopedId: 'PSID_1' }, state: 'read', upTo } },
  ]);
  expect(page({ delivery: { mids: ['m_4'] } })).toEqual([
    { type: 'status', status: { providerId: 'm_4', state: 'delivered', at } },
  ]);
  expect(instagram({ read: { mid: 'a' } })).toEqual([
    { type: 'status', status: { providerId: 'a', state: 'read', at } },
  ]);
});

test('edits and withdrawals name the message they are about', () => {
  expect(page({ message_edit: { mid: 'm_1', text: 'hello!', num_edit: 1 } })).toEqual([
    { type: 'change', change: { type: 'edited', providerId: 'm_1', text: 'hello!', at } },
  ]);
  expect(instagram({ message: { mid: 'a', is_deleted: true } })).toEqual([
    { type: 'change', change: { type: 'revoked', providerId: 'a', at } },
  ]);
});

test.each<[string, object, object]>([
  [
    'story reply',
    { text: 'wow', reply_to: { story: { id: 'S1', url: 'https://s.example/1' } } },
    { text: 'wow', content: { referral: { source: 'story', url: 'https://s.example/1' } } },
  ],
  [
    'story mention',
    { attachments: [{ type: 'story_mention', payload: { url } }] },
    { kind: 'image', media: { reference: { url } }, content: { referral: { source: 'story_mention' } } },
  ],
  ['voice', { attachments: [{ type: 'audio', payload: { url } }] }, { kind: 'audio', media: { voice: true } }],
  ['share', { attachments: [{ type: 'share', payload: { url } }] }, { kind: 'text', text: url }],
  [
    'post',
    { attachments: [{ type: 'ig_post', payload: { url, title: 'Post' } }] },
    { kind: 'text', text: `Post\n${url}` },
  ],
  ['unsupported', { is_unsupported: true }, { kind: 'unsupported', content: { type: 'unsupported' } }],
  [
    'quick reply',
    { text: 'Yes', quick_reply: { payload: 'Y' } },
    { kind: 'interactive', content: { choice: { id: 'Y', title: 'Yes' } } },
  ],
])('Instagram: %s', (_what, message, expected) => {
  expect(instagram({ message: { mid: 'a', ...message } })).toMatchObject([
    { type: 'message', message: { providerId: 'a', from: { scopedId: 'IGSID_1' }, ...expected } },
  ]);
});

test('a followed link without a word is no message', () => {
  expect(page({ referral: { ref: 'promo', source: 'ADS', type: 'OPEN_THREAD', ad_id: 'AD1' } })).toEqual([]);
});

test('no value in a webhook can make the reader throw', () => {
  const part = fc.constantFrom('message', 'postback', 'reaction', 'delivery', 'read', 'message_edit', 'referral');
  const field = fc.constantFrom(
    'mid',
    'text',
    'attachments',
    'quick_reply',
    'reply_to',
    'metadata',
    'watermark',
    'mids',
    'referral',
    'is_echo',
  );
  const attachment = fc.record(
    {
      type: fc.oneof(fc.constantFrom('image', 'location', '__proto__'), fc.string()),
      payload: fc.jsonValue(),
      url: fc.webUrl(),
    },
    { requiredKeys: [] },
  );
  const value = fc.oneof(fc.jsonValue(), fc.array(attachment));
  fc.assert(
    fc.property(part, fc.dictionary(field, value), fc.jsonValue(), (name, fields, any) => {
      for (const read of [page, instagram]) read({ [name]: fields, timestamp: any });
      translateMeta('messenger', any, receivedAt);
      translateMeta('instagram', { item: 'messaging', event: any }, receivedAt);
    }),
    { numRuns: 500 },
  );
});
