// Whatever a customer can do at Meta's stand-in arrives in our words, over signed webhooks.
import { lines, startGraph, type TestGraph } from '../../../test/graph';
import type { ChannelEvent } from '../events';

let meta: TestGraph;
beforeAll(async () => {
  meta = await startGraph();
});
beforeEach(async () => {
  await meta.reset();
});
afterAll(() => meta.stop());

const { whatsApp, page, instagram } = lines;
const people = new Map([
  [whatsApp, '15550001111'],
  [page, 'PSID_1'],
  [instagram, 'IGSID_1'],
]);
type Kind = Parameters<TestGraph['graph']['receiveInbound']>[0]['kind'];
type Row = [Kind, ChannelEvent['type'], object];

const onAll: Row[] = [
  ['text', 'message', { kind: 'text' }],
  ['image', 'message', { kind: 'image' }],
  ['video', 'message', { kind: 'video' }],
  ['audio', 'message', { kind: 'audio' }],
  ['document', 'message', { kind: 'document' }],
  ['sticker', 'message', { kind: 'sticker' }],
  ['reaction', 'reaction', { emoji: '👍' }],
  ['revoke', 'change', { type: 'revoked' }],
  ['unsupported', 'message', { kind: 'unsupported' }],
];
const rows: [string, typeof whatsApp, Row[]][] = [
  [
    'WhatsApp',
    whatsApp,
    [
      ...onAll,
      ['edit', 'change', { type: 'edited', text: 'words' }],
      ['location', 'message', { kind: 'location' }],
      ['contacts', 'message', { kind: 'contact' }],
      ['button', 'message', { kind: 'interactive' }],
      ['button_reply', 'message', { kind: 'interactive' }],
      ['list_reply', 'message', { kind: 'interactive' }],
      ['flow_reply', 'message', { kind: 'text' }],
      ['order', 'message', { kind: 'text' }],
      ['referral', 'message', { content: { referral: { source: 'ad', headline: 'Sale' } } }],
      ['failed_media', 'message', { kind: 'unsupported' }],
    ],
  ],
  [
    'Messenger',
    page,
    [
      ...onAll.filter(([kind]) => kind !== 'revoke'),
      ['edit', 'change', { type: 'edited', text: 'words' }],
      ['quick_reply', 'message', { kind: 'interactive' }],
      ['postback', 'message', { kind: 'interactive' }],
      ['share', 'message', { kind: 'text' }],
    ],
  ],
  [
    'Instagram',
    instagram,
    [
      ...onAll,
      ['story_reply', 'message', { content: { referral: { source: 'story' } } }],
      ['story_mention', 'message', { content: { referral: { source: 'story_mention' } } }],
      ['postback', 'message', { kind: 'interactive' }],
      ['share', 'message', { kind: 'text' }],
    ],
  ],
];

test.each(
  rows.flatMap(([name, line, of]) => of.map(([kind, type, expected]) => ({ name, line, kind, type, expected }))),
)('$name: $kind is a $type', async ({ line, kind, type, expected }) => {
  const base = { to: line.externalId!, from: people.get(line)!, name: 'Ann' };
  const { messageId: targetId } = await meta.graph.receiveInbound({ ...base, text: 'first' });
  await meta.tells('message');
  meta.told.length = 0;
  const referral = kind === 'referral' ? { referral: { source_type: 'ad', headline: 'Sale' } } : {};
  await meta.graph.receiveInbound({ ...base, kind, text: 'words', targetId, emoji: '👍', ...referral });
  const event = await meta.tells(type);
  expect(Object.values(event).find((value) => typeof value === 'object')).toMatchObject(expected);
});

test('what the business writes in Meta’s own app is a message of ours', async () => {
  for (const [line, person] of people) {
    await meta.graph.receiveInbound({ to: line.externalId!, from: person, text: 'hi' });
    await meta.graph.writeElsewhere({ senderId: line.externalId!, personId: person, text: `from ${person}` });
    const written = await meta.tells('message', ({ message }) => message.text === `from ${person}`);
    expect(written.message.fromMe).toBe(true);
  }
});

test('a customer who stops marketing at WhatsApp is told as such', async () => {
  await meta.graph.receiveInbound({ to: whatsApp.externalId!, from: '15550001111', text: 'hi' });
  await meta.graph.setMarketing({ senderId: whatsApp.externalId!, personId: '15550001111', value: 'stop' });
  expect(await meta.tells('consent')).toMatchObject({
    consent: { decision: 'opt_out', from: { phone: '+15550001111' } },
  });
});

test('a hidden phone leaves the user id', async () => {
  await meta.graph.receiveInbound({
    to: whatsApp.externalId!,
    from: '15550001111',
    userId: 'US.12',
    isPhoneHidden: true,
    text: 'hi',
  });
  expect((await meta.tells('message')).message.from).toEqual({ scopedId: 'US.12' });
});

test('a rating and a limit that change are told of the number', async () => {
  await meta.graph.setQuality({ pnid: whatsApp.externalId!, tier: 'TIER_10K', event: 'UPGRADE' });
  expect(await meta.tells('line')).toMatchObject({ line: { phone: '+15550009999', messagingLimit: 'TIER_10K' } });
});
