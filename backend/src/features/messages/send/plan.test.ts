// What leaves for what a person sends, per channel.
import { type Channel, type NewOutboundMessage, outboundMessage } from '@parley/contract';
import { capabilitiesOf } from '../../../channels/capabilities';
import { newId } from '../../../platform/ids';
import { demandTakes, type PlannedFile, planMessages } from './plan';

const target = (channel: Channel) => ({ channel, capabilities: capabilitiesOf[channel] });
const file = (values: Partial<PlannedFile> = {}): PlannedFile => ({
  id: newId(),
  kind: 'image',
  mime: 'image/png',
  fileName: 'a.png',
  sizeBytes: 10,
  durationSeconds: null,
  ...values,
});
const plan = (body: Partial<NewOutboundMessage>, files: PlannedFile[] = [], channel: Channel = 'whatsapp_cloud') => {
  const assetIds = files.map(({ id }) => id);
  const parsed = outboundMessage.parse({ chatId: newId(), ...body, ...(files.length ? { assetIds } : {}) });
  return planMessages(parsed, target(channel), files).map(({ kind, text }) => [kind, text]);
};
const voice = file({ kind: 'audio', mime: 'audio/ogg' });

test('each file is a message of its own, and the text stands under the first', () => {
  expect(plan({ text: 'Look' }, [file(), file({ kind: 'video', mime: 'video/mp4' })])).toEqual([
    ['image', 'Look'],
    ['video', null],
  ]);
});

test.each([
  ['the channel has no captions', [file()], 'Look', 'messenger'],
  ['the first file is a sound', [voice], 'Look', 'whatsapp_cloud'],
  ['it is longer than a caption may be', [file()], 'x'.repeat(1025), 'whatsapp_cloud'],
] as const)('the text goes ahead as a message of its own when %s', (_why, files, text, channel) => {
  const planned = plan({ text }, [...files], channel);
  expect(planned).toEqual([
    ['text', text],
    [files[0].kind, null],
  ]);
});

test('any file leaves as a document when asked, and only WebP images as stickers', () => {
  expect(plan({ kind: 'document' }, [file()])).toEqual([['document', null]]);
  expect(plan({ kind: 'sticker' }, [file({ mime: 'image/webp' })])).toEqual([['sticker', null]]);
  expect(() => plan({ kind: 'sticker' }, [file()])).toThrow(/WebP/);
});

test('a place and contacts follow the text', () => {
  const location = { latitude: 1, longitude: 2 };
  const contacts = [{ name: 'Dana', phones: ['+972500000000'], emails: [] }];
  expect(plan({ text: 'Here', location, contacts })).toEqual([
    ['text', 'Here'],
    ['location', null],
    ['contact', null],
  ]);
});

test('a choice is shown as buttons where the channel has them, and as numbered lines where not', () => {
  const interactive = {
    buttons: [
      { id: 'y', title: 'Yes' },
      { id: 'n', title: 'No' },
    ],
  };
  expect(plan({ text: 'Coming?', interactive })).toEqual([['interactive', 'Coming?']]);
  expect(plan({ text: 'Coming?', interactive }, [], 'whatsapp_evolution')).toEqual([
    ['text', 'Coming?\n\n1. Yes\n2. No'],
  ]);
});

test.each([
  ['a voice message of two files', { voice: true }, [voice, voice]],
  ['a voice message of a picture', { voice: true }, [file()]],
  [
    'buttons together with a list',
    {
      text: 'x',
      interactive: { buttons: [{ id: 'a', title: 'A' }], list: { button: 'b', rows: [{ id: 'r', title: 'R' }] } },
    },
    [],
  ],
  ['neither buttons nor a list', { text: 'x', interactive: {} }, []],
  [
    'buttons with a file',
    { text: 'x', interactive: { buttons: [{ id: 'a', title: 'A' }] }, location: { latitude: 1, longitude: 1 } },
    [],
  ],
  ['a kind that is not among the parts', { text: 'x', kind: 'image' as const }, []],
])('%s is refused in words', (_what, body, files) => {
  expect(() => plan(body, files)).toThrow(expect.objectContaining({ code: 'validation_failed' }));
});

test.each([
  ['messenger', { kind: 'location', text: null }, 'unsupported_type', /Messenger does not take places/],
  ['messenger', { kind: 'text', text: 'x'.repeat(2001) }, 'validation_failed', /2000 characters; this text has 2001/],
  ['instagram', { kind: 'text', text: 'ש'.repeat(501) }, 'validation_failed', /1000 bytes of text; this one has 1002/],
] as const)('%s refuses what it cannot carry, and says how much it can', (channel, planned, code, words) => {
  const attempt = () =>
    demandTakes([{ ...planned, content: {} }], target(channel), channel === 'messenger' ? 'Messenger' : 'Instagram');
  expect(attempt).toThrow(expect.objectContaining({ code }));
  expect(attempt).toThrow(words);
});
