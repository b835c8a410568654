// Every kind of webhook in the Cloud API's contract becomes what it means, and no webhook whatsoever makes the reader fail.
import fc from 'fast-check';
import { splitWhatsApp } from '../meta/intake';
import { translateMeta } from '../meta/translate';

const receivedAt = new Date('2026-11-21T21:00:00Z');
const at = new Date(1_795_287_600_000);
const contact = { profile: { name: 'Ann' }, wa_id: '15550001111', user_id: 'US.1200000000000001' };
const from = { phone: '+15550001111', scopedId: 'US.1200000000000001' };

/** From a change of a post to our words, through the same door as in life. */
const read = (value: object, field = 'messages') => {
  const metadata = { display_phone_number: '15550009999', phone_number_id: 'PNID_1' };
  const body = {
    object: 'whatsapp_business_account',
    entry: [{ id: 'WABA_1', changes: [{ field, value: { metadata, ...value } }] }],
  };
  return splitWhatsApp(JSON.parse(JSON.stringify(body))).flatMap(({ payload }) =>
    translateMeta('whatsapp_cloud', payload, receivedAt),
  );
};
const receive = (message: object, rest: object = {}) =>
  read({
    contacts: [contact],
    messages: [{ from: '15550001111', id: 'wamid.1', timestamp: '1795287600', ...message }],
    ...rest,
  });

const media = (kind: string, mime: string, rest: object = {}) => ({
  kind,
  mime,
  fileName: null,
  sizeBytes: null,
  durationSeconds: null,
  voice: false,
  ...rest,
});

const contents: [string, object, object][] = [
  ['text', { text: { body: 'hello' } }, { kind: 'text', text: 'hello', content: {} }],
  [
    'image',
    { image: { id: '1079', mime_type: 'image/jpeg', sha256: 'b64=', caption: 'look', url: 'https://x' } },
    { kind: 'image', text: 'look', media: media('image', 'image/jpeg', { reference: { id: '1079' } }) },
  ],
  [
    'video',
    { video: { id: '1080', mime_type: 'video/mp4', caption: 'clip' } },
    { kind: 'video', text: 'clip', media: media('video', 'video/mp4', { reference: { id: '1080' } }) },
  ],
  [
    'audio',
    { audio: { id: '1081', mime_type: 'audio/ogg; codecs=opus', voice: true } },
    {
      kind: 'audio',
      text: null,
      media: media('audio', 'audio/ogg; codecs=opus', { voice: true, reference: { id: '1081' } }),
    },
  ],
  [
    'document',
    { document: { id: '1082', mime_type: 'application/pdf', filename: 'inv.pdf', caption: 'inv' } },
    {
      kind: 'document',
      text: 'inv',
      media: media('document', 'application/pdf', { fileName: 'inv.pdf', reference: { id: '1082' } }),
    },
  ],
  [
    'sticker',
    { sticker: { id: '1083', mime_type: 'image/webp', animated: false } },
    { kind: 'sticker', media: media('image', 'image/webp', { reference: { id: '1083' } }) },
  ],
  ['image', { image: {}, errors: [{ code: 131052 }] }, { kind: 'unsupported', content: { type: 'image' } }],
  [
    'location',
    { location: { latitude: 1.5, longitude: 2.5, name: 'Shop', address: '1 Main St', url: 'https://x' } },
    {
      kind: 'location',
      text: 'Shop',
      content: { location: { latitude: 1.5, longitude: 2.5, name: 'Shop', address: '1 Main St' } },
    },
  ],
  [
    'contacts',
    {
      contacts: [
        {
          name: { formatted_name: 'Bob', first_name: 'Bob' },
          phones: [{ phone: '+1 555 000 2222', wa_id: '15550002222', type: 'CELL' }],
          emails: [{ email: 'bob@example.com' }],
        },
      ],
    },
    {
      kind: 'contact',
      text: 'Bob',
      content: { contacts: [{ name: 'Bob', phones: ['+1 555 000 2222'], emails: ['bob@example.com'] }] },
    },
  ],
  [
    'button',
    { context: { from: '15550009999', id: 'wamid.T1' }, button: { payload: 'STOP_77', text: 'Stop' } },
    {
      kind: 'interactive',
      text: 'Stop',
      content: { choice: { id: 'STOP_77', title: 'Stop' } },
      quotedProviderId: 'wamid.T1',
    },
  ],
  [
    'interactive',
    { context: { id: 'wamid.B1' }, interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Yes' } } },
    {
      kind: 'interactive',
      text: 'Yes',
      content: { choice: { id: 'yes', title: 'Yes' } },
      quotedProviderId: 'wamid.B1',
    },
  ],
  [
    'interactive',
    { interactive: { type: 'list_reply', list_reply: { id: 'm9', title: '09:00', description: 'with Ann' } } },
    {
      kind: 'interactive',
      text: '09:00',
      content: { choice: { id: 'm9', title: '09:00', description: 'with Ann' } },
    },
  ],
  [
    'interactive',
    {
      interactive: {
        type: 'nfm_reply',
        nfm_reply: { name: 'flow', body: 'Sent', response_json: '{"a":1,"flow_token":"x"}' },
      },
    },
    { kind: 'text', text: 'Sent\na: 1', content: { type: 'nfm_reply' } },
  ],
  ['interactive', {}, { kind: 'unsupported', content: { type: 'interactive' } }],
  ['text', { text: { body: 'fwd' }, context: { forwarded: true } }, { text: 'fwd', content: { forwarded: true } }],
  ['text', { text: { body: 'fwd' }, context: { frequently_forwarded: true } }, { content: { forwarded: true } }],
  [
    'text',
    {
      text: { body: 'Hi' },
      referral: {
        source_url: 'https://fb.me/x',
        source_id: 'AD1',
        source_type: 'ad',
        headline: 'Sale',
        body: '10% off',
      },
    },
    { content: { referral: { source: 'ad', headline: 'Sale', body: '10% off', url: 'https://fb.me/x' } } },
  ],
  [
    'order',
    {
      order: {
        text: 'soon',
        product_items: [{ product_retailer_id: 'SKU1', quantity: 2, item_price: 30, currency: 'USD' }],
      },
    },
    { kind: 'text', text: 'soon\n2 × SKU1 – 30 USD', content: { type: 'order' } },
  ],
  [
    'unsupported',
    { errors: [{ code: 131051, title: 'Message type unknown' }], unsupported: { type: 'poll' } },
    { kind: 'unsupported', text: null, content: { type: 'poll' } },
  ],
  ['hologram', { hologram: { a: 1 } }, { kind: 'unsupported', text: null, content: { type: 'hologram' } }],
  ['constructor', { constructor: {} }, { kind: 'unsupported' }],
];

test.each(contents)('a message of type %s: %j', (type, part, expected) => {
  expect(receive({ type, ...part })).toMatchObject([
    { type: 'message', message: { providerId: 'wamid.1', from, fromMe: false, name: 'Ann', at, ...expected } },
  ]);
});

describe('who wrote', () => {
  const written = { type: 'text', text: { body: 'hi' }, id: 'w', timestamp: '1795287600' };
  test.each<[string, object, object | undefined]>([
    ['a number alone', { messages: [{ ...written, from: '15550001111' }] }, { phone: '+15550001111' }],
    ['a user id alone', { messages: [{ ...written, from_user_id: 'US.12' }] }, { scopedId: 'US.12' }],
    [
      'a profile with a user name and no number',
      { contacts: [{ profile: { username: 'ann' }, user_id: 'US.12' }], messages: [written] },
      { scopedId: 'US.12' },
    ],
    ['nobody', { messages: [written] }, undefined],
  ])('%s', (_what, value, expected) => {
    expect(read(value).map((event) => (event as { message: { from: object } }).message.from)).toEqual(
      expected ? [expected] : [],
    );
  });
  test('a user name stands in for a missing name', () => {
    const value = { contacts: [{ profile: { username: 'ann' }, user_id: 'US.12' }], messages: [written] };
    expect(read(value)).toMatchObject([{ message: { name: 'ann' } }]);
  });
  test('groups are left out', () => {
    expect(receive({ type: 'text', text: { body: 'x' }, group_id: 'g' })).toEqual([]);
  });
});

test.each([
  [{ message_id: 'wamid.R1', emoji: '😮' }, '😮'],
  [{ message_id: 'wamid.R1', emoji: '' }, ''],
  [{ message_id: 'wamid.R1' }, ''],
])('the reaction %j', (reaction, emoji) => {
  expect(receive({ type: 'reaction', reaction })).toMatchObject([
    {
      type: 'reaction',
      reaction: { providerId: 'wamid.1', targetProviderId: 'wamid.R1', from, emoji, fromMe: false, at },
    },
  ]);
});

test('edits and withdrawals name the message they are about', () => {
  const edit = { original_message_id: 'wamid.X', message: { type: 'text', text: { body: 'fixed' } } };
  expect(receive({ type: 'edit', edit })).toEqual([
    { type: 'change', change: { type: 'edited', providerId: 'wamid.X', text: 'fixed', at } },
  ]);
  expect(receive({ type: 'revoke', revoke: { original_message_id: 'wamid.X' } })).toEqual([
    { type: 'change', change: { type: 'revoked', providerId: 'wamid.X', at } },
  ]);
  expect(receive({ type: 'edit', edit: {} })).toEqual([]);
});

test('a changed number or user id is a changed address; other notes of the system are nobody’s words', () => {
  const system = { type: 'user_changed_number', body: 'Ann changed number', wa_id: '15550003333' };
  expect(receive({ type: 'system', system })).toMatchObject([
    { type: 'address', address: { before: { phone: '+15550001111' }, after: { phone: '+15550003333' } } },
  ]);
  const moved = { type: 'user_changed_user_id', user_id: 'US.77' };
  expect(receive({ type: 'system', system: moved, from_user_id: 'US.12' })).toMatchObject([
    { type: 'address', address: { before: { scopedId: 'US.12' }, after: { scopedId: 'US.77' } } },
  ]);
  expect(receive({ type: 'system', system: { type: 'customer_identity_changed', body: '…' } })).toEqual([]);
});

describe('statuses', () => {
  const status = (rest: object) => ({
    statuses: [{ id: 'wamid.S', timestamp: '1795287605', recipient_id: '15550001111', ...rest }],
  });
  const told = new Date(1_795_287_605_000);

  test.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['played', 'read'],
  ])('%s means %s and brings our own id back', (word, state) => {
    expect(read(status({ status: word, biz_opaque_callback_data: 'our-id', pricing: { billable: true } }))).toEqual([
      { type: 'status', status: { providerId: 'wamid.S', messageId: 'our-id', state, at: told } },
    ]);
  });

  test('a word that is not known moves nothing', () => {
    expect(read(status({ status: 'warehoused' }))).toEqual([]);
    expect(read({ statuses: [{ status: 'read' }] })).toEqual([]);
  });

  test.each([
    [131026, 'undeliverable'],
    [131047, 'window_closed'],
    [131049, 'restricted'],
    [131053, 'media_failed'],
    [132015, 'template_rejected'],
    [999_999, 'provider_failed'],
  ])('a failure with %i means %s, in the words of Meta', (code, expected) => {
    const errors = [{ code, title: 'Message undeliverable', message: 'x', error_data: { details: 'because' } }];
    expect(read(status({ status: 'failed', errors }))).toEqual([
      {
        type: 'status',
        status: {
          providerId: 'wamid.S',
          state: 'failed',
          at: told,
          code: expected,
          detail: `${code}: Message undeliverable (because)`,
        },
      },
    ]);
  });

  test('a failure that is the line’s fault, or the customer’s wish, is told as such too', () => {
    expect(read(status({ status: 'failed', errors: [{ code: 131031, title: 'Account locked' }] }))).toMatchObject([
      { type: 'status', status: { code: 'restricted' } },
      { type: 'line', line: { reason: 'account_restricted' } },
    ]);
    expect(read(status({ status: 'failed', errors: [{ code: 131050, title: 'Stopped' }] }))).toMatchObject([
      { type: 'status', status: { code: 'unsubscribed' } },
      { type: 'consent', consent: { from: { phone: '+15550001111' }, decision: 'opt_out' } },
    ]);
    expect(read(status({ status: 'failed', errors: [{ code: 131042, title: 'Payment' }] }))).toMatchObject([
      { type: 'status', status: { code: 'payment_problem' } },
      { type: 'line', line: { problem: '131042: Payment' } },
    ]);
    expect(read(status({ status: 'failed' }))).toMatchObject([{ status: { code: 'provider_failed', detail: null } }]);
  });
});

test.each([
  ['stop', 'opt_out'],
  ['resume', 'opt_in'],
  ['signup', 'opt_in'],
])('the preference %s is an %s', (value, decision) => {
  const preference = {
    wa_id: '15550001111',
    detail: 'As asked',
    category: 'marketing_messages',
    value,
    timestamp: 1_795_287_600,
  };
  expect(read({ user_preferences: [preference] }, 'user_preferences')).toEqual([
    { type: 'consent', consent: { from: { phone: '+15550001111' }, decision, detail: 'As asked', at } },
  ]);
});

test('what was typed in the WhatsApp Business app is ours, to the person it went to', () => {
  const echo = {
    from: '15550009999',
    to: '15550001111',
    id: 'e1',
    timestamp: '1795287600',
    type: 'text',
    text: { body: 'hi' },
  };
  expect(read({ message_echoes: [echo] }, 'smb_message_echoes')).toEqual([
    {
      type: 'message',
      message: {
        providerId: 'e1',
        from: { phone: '+15550001111' },
        fromMe: true,
        kind: 'text',
        text: 'hi',
        content: {},
        at,
      },
    },
  ]);
});

test('errors of the number without a message are a problem of the line', () => {
  expect(read({ errors: [{ code: 131016, title: 'Service unavailable' }] })).toEqual([
    { type: 'line', line: { problem: '131016: Service unavailable' } },
  ]);
});

test('a time from the future, or none, is the time of receipt', () => {
  for (const timestamp of ['9999999999', '', 'soon', undefined, '12'])
    expect(receive({ type: 'text', text: { body: 'x' }, timestamp })).toMatchObject([{ message: { at: receivedAt } }]);
});

test('no value in a webhook can make the reader throw', () => {
  const type = fc.constantFrom(...contents.map(([name]) => name), 'reaction', 'edit', 'revoke', 'system', '__proto__');
  const message = fc.record({ id: fc.string(), from: fc.constantFrom('15550001111', '', null), type });
  fc.assert(
    fc.property(
      message,
      fc.dictionary(fc.constantFrom(...contents.map(([name]) => name), 'edit', 'context'), fc.jsonValue()),
      fc.jsonValue(),
      (base, parts, any) => {
        for (const payload of [
          { item: 'message', message: { ...parts, ...base }, contact: any },
          { item: 'message', message: { ...base, [base.type]: any, context: any, referral: any }, contact: null },
          { item: 'status', status: { id: 'x', status: 'failed', errors: any, timestamp: any } },
          { item: 'preference', preference: any },
          { item: 'echo', message: any },
          { item: any },
          any,
        ])
          translateMeta('whatsapp_cloud', payload, receivedAt);
      },
    ),
    { numRuns: 500 },
  );
});
