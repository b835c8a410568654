// Every example of the gateway's contract becomes what it means, and no webhook whatsoever makes the reader fail.
import fc from 'fast-check';
import { translate } from './translate';

const receivedAt = new Date('2026-11-21T10:00:00Z');
const at = new Date(1_795_287_600_000 > receivedAt.getTime() ? receivedAt : 1_795_287_600_000);
const key = { remoteJid: '15550001111@s.whatsapp.net', fromMe: false, id: '3A5B' };
const read = (event: string, data: unknown, rest: object = {}) =>
  translate({ event, instance: 'shop-1', data, date_time: '2026-11-20T16:01:08.134Z', ...rest }, receivedAt);
const upsert = (messageType: string, message: unknown, rest: object = {}) =>
  read('messages.upsert', { key, pushName: 'Ann', messageType, message, messageTimestamp: 1_795_287_600, ...rest });
const order = (rank: number) => Date.parse('2026-11-20T16:01:08.134Z') * 1000 + rank;

const annLee = [
  'BEGIN:VCARD',
  'VERSION:3.0',
  'N:Lee;Ann;;;',
  'FN:Ann Lee',
  'item1.TEL;waid=15550001111:+1 555 000 1111',
  'EMAIL;type=WORK:ann@example.test',
  'END:VCARD',
].join('\n');

const contents: [string, unknown, object][] = [
  ['conversation', { conversation: 'hello' }, { kind: 'text', text: 'hello', content: {} }],
  ['conversation', { conversation: '', messageContextInfo: {} }, { kind: 'text', text: '' }],
  [
    'extendedTextMessage',
    { extendedTextMessage: { text: 'see https://x.example' } },
    { kind: 'text', text: 'see https://x.example' },
  ],
  [
    'imageMessage',
    {
      imageMessage: {
        url: 'https://mmg',
        mimetype: 'image/jpeg',
        caption: 'look',
        fileLength: { low: 51234, high: 0, unsigned: true },
        height: 600,
        width: 800,
        mediaKey: { 0: 9 },
        jpegThumbnail: 'x',
      },
    },
    {
      kind: 'image',
      text: 'look',
      content: {},
      media: {
        kind: 'image',
        mime: 'image/jpeg',
        fileName: null,
        sizeBytes: 51234,
        durationSeconds: null,
        voice: false,
        reference: { id: '3A5B' },
      },
    },
  ],
  [
    'videoMessage',
    { videoMessage: { mimetype: 'video/mp4', seconds: 3, gifPlayback: true } },
    { kind: 'video', text: null, content: {}, media: { kind: 'video', mime: 'video/mp4', durationSeconds: 3 } },
  ],
  ['ptvMessage', { ptvMessage: { mimetype: 'video/mp4', seconds: 3 } }, { kind: 'video' }],
  [
    'audioMessage',
    { audioMessage: { mimetype: 'audio/ogg; codecs=opus', seconds: 7, ptt: true } },
    { kind: 'audio', media: { mime: 'audio/ogg; codecs=opus', durationSeconds: 7, voice: true } },
  ],
  [
    'documentMessage',
    { documentMessage: { mimetype: 'application/pdf', title: 'inv.pdf', fileName: 'inv.pdf', pageCount: 2 } },
    { kind: 'document', media: { mime: 'application/pdf', fileName: 'inv.pdf', voice: false } },
  ],
  [
    'documentWithCaptionMessage',
    { documentWithCaptionMessage: { message: { documentMessage: { fileName: 'a.pdf', caption: 'here' } } } },
    { kind: 'document', text: 'here' },
  ],
  [
    'stickerMessage',
    { stickerMessage: { mimetype: 'image/webp', isAnimated: false } },
    { kind: 'sticker', media: { kind: 'image', mime: 'image/webp' } },
  ],
  [
    'locationMessage',
    { locationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5, name: 'Shop', address: '1 Main St' } },
    {
      kind: 'location',
      text: 'Shop',
      content: { location: { latitude: 1.5, longitude: 2.5, name: 'Shop', address: '1 Main St' } },
    },
  ],
  [
    'liveLocationMessage',
    { liveLocationMessage: { degreesLatitude: 1.5, degreesLongitude: 2.5 } },
    { kind: 'location', content: { location: { latitude: 1.5, longitude: 2.5 } } },
  ],
  [
    'contactMessage',
    { contactMessage: { displayName: 'Ann Lee', vcard: annLee } },
    {
      kind: 'contact',
      text: 'Ann Lee',
      content: { contacts: [{ name: 'Ann Lee', phones: ['+1 555 000 1111'], emails: ['ann@example.test'] }] },
    },
  ],
  [
    'contactsArrayMessage',
    {
      contactsArrayMessage: {
        displayName: '2 contacts',
        contacts: [
          { displayName: 'A', vcard: 'a' },
          { displayName: 'B', vcard: 'b' },
        ],
      },
    },
    { kind: 'contact', text: '2 contacts' },
  ],
  [
    'buttonsResponseMessage',
    { buttonsResponseMessage: { selectedButtonId: 'yes', selectedDisplayText: 'Yes' } },
    { kind: 'interactive', text: 'Yes', content: { choice: { id: 'yes', title: 'Yes' } } },
  ],
  [
    'listResponseMessage',
    { listResponseMessage: { title: 'A', singleSelectReply: { selectedRowId: 'a' } } },
    { kind: 'interactive', text: 'A', content: { choice: { id: 'a', title: 'A' } } },
  ],
  [
    'templateButtonReplyMessage',
    { templateButtonReplyMessage: { selectedId: 'yes', selectedDisplayText: 'Yes' } },
    { kind: 'interactive', text: 'Yes' },
  ],
  [
    'pollCreationMessageV3',
    { pollCreationMessageV3: { name: 'Which?', options: [{ optionName: 'A' }] } },
    { kind: 'unsupported', text: 'Which?\nA', content: { type: 'pollCreationMessageV3' } },
  ],
  [
    'ephemeralMessage',
    { ephemeralMessage: { message: { extendedTextMessage: { text: 'gone soon' } } } },
    { kind: 'text', text: 'gone soon' },
  ],
  [
    'viewOnceMessageV2',
    { viewOnceMessageV2: { message: { ephemeralMessage: { message: { imageMessage: { mimetype: 'image/jpeg' } } } } } },
    { kind: 'image' },
  ],
  ['unknown', { somethingNew: { a: 1 } }, { kind: 'unsupported', content: { type: 'unknown' } }],
  ['imageMessage', null, { kind: 'unsupported', content: { type: 'imageMessage' } }],
  ['constructor', { constructor: {} }, { kind: 'unsupported' }],
];

test.each(contents)('a message of type %s reads as what it is', (messageType, message, expected) => {
  expect(upsert(messageType, message)).toMatchObject([{ type: 'message', message: expected }]);
});

test.each(['protocolMessage', 'senderKeyDistributionMessage', 'pollUpdateMessage'])(
  '%s is nobody’s message',
  (type) => {
    expect(upsert(type, { [type]: {}, messageContextInfo: {} })).toEqual([]);
  },
);

test('a reply names the message it answers; a message carries who, when and their own name', () => {
  expect(upsert('conversation', { conversation: 'yes' }, { contextInfo: { stanzaId: '3EB0' } })).toEqual([
    {
      type: 'message',
      message: {
        providerId: '3A5B',
        from: { phone: '+15550001111' },
        fromMe: false,
        kind: 'text',
        text: 'yes',
        content: {},
        at,
        name: 'Ann',
        quotedProviderId: '3EB0',
      },
    },
  ]);
});

test.each([
  ['👍', '👍'],
  ['', ''],
])('a reaction %j names the message it is about and nothing else', (text, emoji) => {
  const [event] = upsert('reactionMessage', { reactionMessage: { key: { id: '3EB0', fromMe: true }, text } });
  expect(event).toMatchObject({ type: 'reaction', reaction: { targetProviderId: '3EB0', emoji, fromMe: false } });
  expect(upsert('reactionMessage', { reactionMessage: { text } })).toEqual([]);
});

test('a message typed on the phone is ours, and our own name is not the customer’s', () => {
  const [event] = upsert('conversation', { conversation: 'hi' }, { key: { ...key, fromMe: true }, pushName: 'Você' });
  expect(event).toMatchObject({ message: { fromMe: true, from: { phone: '+15550001111' } } });
  expect(event).not.toHaveProperty('message.name');
});

test.each([
  ['2.2: the LID alone', { remoteJid: '198@lid' }, { lid: '198' }],
  [
    '2.3.6: the LID, with the phone beside it',
    { remoteJid: '198@lid', remoteJidAlt: '1555000:12@s.whatsapp.net' },
    { phone: '+1555000', lid: '198' },
  ],
  [
    '2.3.7: the phone twice',
    { remoteJid: '1555000@s.whatsapp.net', remoteJidAlt: '1555000@s.whatsapp.net', addressingMode: 'lid' },
    { phone: '+1555000' },
  ],
  [
    '2.4: the phone, with the LID beside it',
    { remoteJid: '1555000@s.whatsapp.net', remoteJidAlt: '198@lid' },
    { phone: '+1555000', lid: '198' },
  ],
  ['the legacy spelling', { remoteJid: '1555000@c.us' }, { phone: '+1555000' }],
])('version %s names the same person', (_version, jids, from) => {
  const [event] = upsert('conversation', { conversation: 'x' }, { key: { id: 'a', fromMe: false, ...jids } });
  expect(event).toMatchObject({ message: { from } });
  expect(Object.keys((event as { message: { from: object } }).message.from)).toEqual(Object.keys(from));
});

test.each([
  '120363012345678901@g.us',
  '4917-1234@g.us',
  'status@broadcast',
  '1@broadcast',
  '99@newsletter',
  '',
  'nonsense',
])('what comes from %s is left out', (remoteJid) => {
  const foreign = { ...key, remoteJid };
  expect(upsert('conversation', { conversation: 'x' }, { key: foreign })).toEqual([]);
  expect(read('send.message', { key: foreign, messageType: 'conversation', message: { conversation: 'x' } })).toEqual(
    [],
  );
});

test.each([
  ['ERROR', 'failed'],
  ['SERVER_ACK', 'sent'],
  ['DELIVERY_ACK', 'delivered'],
  ['READ', 'read'],
  ['PLAYED', 'read'],
  [3, 'delivered'],
])('status %s means %s', (status, state) => {
  const update = { keyId: '3EB0', remoteJid: '198@lid', fromMe: true, status, messageId: 'cm0' };
  expect(read('messages.update', update)).toEqual([
    { type: 'status', status: { providerId: '3EB0', state, at: receivedAt } },
  ]);
});

test.each([
  { keyId: '3EB0', status: 'PENDING', fromMe: true },
  { keyId: '3EB0', status: 'DELETED', fromMe: true },
  { keyId: '3EB0', status: 'READ', fromMe: false },
  { keyId: '3EB0', status: 'READ', fromMe: true, remoteJid: '1203@g.us' },
  { status: 'READ', fromMe: true },
])('%j moves nothing', (update) => {
  expect(read('messages.update', update)).toEqual([]);
});

test('edits, revokes and deletions name the original message', () => {
  const edit = { key, type: 'MESSAGE_EDIT', editedMessage: { conversation: 'hello!' }, timestampMs: '1763719200123' };
  expect(read('messages.edited', edit)).toEqual([
    { type: 'change', change: { type: 'edited', providerId: '3A5B', text: 'hello!', at: new Date(1_763_719_200_123) } },
  ]);
  const revoked = [{ type: 'change', change: { type: 'revoked', providerId: '3A5B', at: receivedAt } }];
  expect(read('messages.edited', { key: { id: '3A5B' }, type: 'REVOKE' })).toEqual(revoked);
  expect(read('messages.delete', { remoteJid: key.remoteJid, fromMe: false, id: '3A5B', status: 'DELETED' })).toEqual(
    revoked,
  );
  expect(read('messages.delete', { id: 'cm0row', key, messageType: 'conversation' })).toEqual(revoked);
});

test('an accepted message of ours tells its id, recipient and words', () => {
  const data = {
    key: { ...key, fromMe: true, id: '3EB0' },
    pushName: 'Você',
    status: 'PENDING',
    messageType: 'conversation',
    message: { conversation: 'Your order is ready' },
    messageTimestamp: 1_795_287_600,
  };
  expect(read('send.message', data)).toEqual([
    {
      type: 'accepted',
      accepted: { providerId: '3EB0', phone: '+15550001111', kind: 'text', text: 'Your order is ready', at },
    },
  ]);
});

const lineEvents: [string, unknown, object | undefined][] = [
  [
    'qrcode.updated',
    { qrcode: { instance: 'shop-1', pairingCode: null, code: '2@aB', base64: 'data:image/png;base64,iVB' } },
    { type: 'qr', code: '2@aB', image: 'data:image/png;base64,iVB', pairingCode: null, order: order(1) },
  ],
  [
    'qrcode.updated',
    { message: 'QR code limit reached, please login again', statusCode: 500 },
    { type: 'refused', order: order(2) },
  ],
  ['qrcode.updated', { qrcode: { count: 0 } }, undefined],
  ['connection.update', { state: 'connecting', statusReason: 200 }, { type: 'connecting' }],
  [
    'connection.update',
    {
      wuid: '15550009999:3@s.whatsapp.net',
      profileName: 'Shop One',
      profilePictureUrl: null,
      state: 'open',
      statusReason: 200,
    },
    { type: 'opened', phone: '+15550009999', profileName: 'Shop One', order: order(5) },
  ],
  ['connection.update', { state: 'close', statusReason: 401 }, { type: 'closed', code: 401 }],
  ['connection.update', { state: 'refused', statusReason: 428 }, { type: 'refused' }],
  [
    'status.instance',
    { status: 'closed', disconnectionReasonCode: 403, disconnectionObject: '{}' },
    { type: 'closed', code: 403 },
  ],
  ['remove.instance', null, { type: 'removed' }],
  ['instance.create', { instanceName: 'shop-1' }, undefined],
  ['logout.instance', null, undefined],
  ['contacts.update', [{ remoteJid: key.remoteJid }], undefined],
  ['messages.set', [], undefined],
  ['error', {}, undefined],
];
test.each(lineEvents)('%s %j is read', (event, data, expected) => {
  expect(read(event, data)).toMatchObject(
    expected ? [{ type: 'connection', event: { instanceName: 'shop-1', ...expected } }] : [],
  );
});

test('a time from the future or none at all becomes the receipt time', () => {
  for (const messageTimestamp of [9_999_999_999, 0, undefined, 'x', { low: -1, high: 0 }])
    expect(upsert('conversation', { conversation: 'x' }, { messageTimestamp })).toMatchObject([
      { message: { at: receivedAt } },
    ]);
  expect(
    upsert(
      'conversation',
      { conversation: 'x' },
      { messageTimestamp: { low: 1_763_719_200, high: 0, unsigned: true } },
    ),
  ).toMatchObject([{ message: { at: new Date(1_763_719_200_000) } }]);
});

test('no webhook makes the reader fail', () => {
  const names = [
    'messages.upsert',
    'send.message',
    'messages.update',
    'messages.edited',
    'messages.delete',
    'connection.update',
    'qrcode.updated',
    'status.instance',
  ];
  const noise = fc.oneof(
    fc.jsonValue(),
    fc.record({
      key: fc.jsonValue(),
      message: fc.jsonValue(),
      messageType: fc.jsonValue(),
      status: fc.jsonValue(),
      qrcode: fc.jsonValue(),
      editedMessage: fc.jsonValue(),
    }),
  );
  fc.assert(
    fc.property(fc.constantFrom(...names), noise, fc.jsonValue(), (event, data, dateTime) => {
      for (const told of translate({ event, data, date_time: dateTime, instance: dateTime }, receivedAt))
        if (told.type === 'message') expect(told.message.at.getTime()).not.toBeNaN();
    }),
    { numRuns: 2000, examples: [['messages.update', { status: { toString: 0 } }, []]] },
  );
  expect(translate(null, receivedAt)).toEqual([]);
});
