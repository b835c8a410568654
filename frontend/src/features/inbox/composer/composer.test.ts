// What the composer decides: ready answers, times, windows, locks, lengths, blanks.
import type { CannedReply, ProviderTemplate } from '@parley/contract';
import { fillText, findBlanks } from '../../../lib/template-blanks';
import { findAsk, findReplies, insertReply } from './canned';
import { toOutgoing } from './fill-template';
import { fromField, laterTimes, toField } from './later-times';
import { findLock } from './soft-lock';
import { judgeLength } from './text-length';
import { judgeWindow } from './window';

const reply = (shortcut: string, title = shortcut): CannedReply => ({
  id: shortcut,
  shortcut,
  title,
  text: `Text of ${shortcut}`,
  ownerId: null,
  uses: 0,
  updatedAt: '2026-09-03T12:00:00.000Z',
  abilities: { edit: true },
});

describe('ready answers', () => {
  test('are asked for by a slash that begins a line, and by no other slash', () => {
    expect(findAsk('/hel', 4)).toEqual({ start: 0, end: 4, query: 'hel' });
    expect(findAsk('Dear Dana\n/', 11)).toEqual({ start: 10, end: 11, query: '' });
    expect(findAsk('either/or', 9)).toBeNull();
    expect(findAsk('/hello there', 12)).toBeNull();
  });

  test('are found in Hebrew too', () => {
    expect(findAsk('/שלום', 5)?.query).toBe('שלום');
  });

  test('whose shortcut begins with the word stand before those that only hold it', () => {
    const found = findReplies(
      [reply('say-hello'), reply('hello'), reply('price', 'Our Hello price'), reply('bye')],
      'HEL',
    );
    expect(found.map((one) => one.id)).toEqual(['hello', 'say-hello', 'price']);
  });

  test('take the place of what asked for them and leave the rest alone', () => {
    const text = 'Hi\n/he\nBye';
    const ask = findAsk(text, 6);
    expect(ask && insertReply(text, ask, 'Good morning')).toEqual({ text: 'Hi\nGood morning\nBye', caret: 15 });
  });
});

describe('sending later', () => {
  const zone = 'Asia/Jerusalem';

  test('offers nine o’clock on the team’s clock, whatever this device’s', () => {
    // Thursday 3 September 2026, 23:30 in Jerusalem: tomorrow is Friday there.
    const times = laterTimes(Date.parse('2026-09-03T20:30:00Z'), zone);
    expect(times.map(({ key, at }) => [key, at.toISOString()])).toEqual([
      ['hour', '2026-09-03T21:30:00.000Z'],
      ['tomorrow', '2026-09-04T06:00:00.000Z'],
      ['monday', '2026-09-07T06:00:00.000Z'],
    ]);
  });

  test('offers Monday once when Monday is tomorrow', () => {
    expect(laterTimes(Date.parse('2026-09-06T09:00:00Z'), zone).map(({ key }) => key)).toEqual(['hour', 'tomorrow']);
  });

  test('keeps nine o’clock across a change of the clocks', () => {
    // Israel’s clocks go back on 25 October 2026.
    const [, tomorrow] = laterTimes(Date.parse('2026-10-24T12:00:00Z'), zone);
    expect(tomorrow?.at.toISOString()).toBe('2026-10-25T07:00:00.000Z');
  });

  test('reads back the moment the field shows', () => {
    const at = Date.parse('2026-12-01T07:15:00Z');
    expect(toField(at, zone)).toBe('2026-12-01T09:15');
    expect(fromField('2026-12-01T09:15', zone)?.getTime()).toBe(at);
    expect(fromField('', zone)).toBeNull();
  });
});

describe('the window', () => {
  const now = Date.parse('2026-09-03T12:00:00Z');
  const inbound = '2026-09-02T13:00:00.000Z';

  test('does not exist where the channel has none', () => {
    expect(judgeWindow({ windowClosesAt: null, lastInboundAt: null }, { windowHours: null }, now)).toEqual({
      state: 'none',
    });
  });

  test('is urgent in its last hour and closed at its end', () => {
    const at = (closes: string) =>
      judgeWindow({ windowClosesAt: closes, lastInboundAt: inbound }, { windowHours: 24 }, now);
    expect(at('2026-09-03T15:00:00Z')).toMatchObject({ state: 'open', urgent: false });
    expect(at('2026-09-03T13:00:00Z')).toMatchObject({ state: 'open', urgent: true });
    expect(at('2026-09-03T12:00:00Z')).toEqual({ state: 'closed', everWrote: true });
  });

  test('is closed towards somebody who never wrote', () => {
    expect(judgeWindow({ windowClosesAt: null, lastInboundAt: null }, { windowHours: 24 }, now)).toEqual({
      state: 'closed',
      everWrote: false,
    });
  });
});

describe('the soft lock', () => {
  const now = Date.parse('2026-09-03T12:01:00Z');
  const answered = (secondsAgo: number, userId = 'dana') => ({
    userId,
    name: 'Dana',
    at: new Date(now - secondsAgo * 1000).toISOString(),
  });

  test('stands for a minute after a colleague’s answer', () => {
    expect(findLock(answered(12), [], 'me', now)).toEqual({ kind: 'answered', name: 'Dana', agoMs: 12_000 });
    expect(findLock(answered(60), [], 'me', now)).toBeNull();
  });

  test('never stands against one’s own answer', () => {
    expect(findLock(answered(5, 'me'), [], 'me', now)).toBeNull();
  });

  test('names who is writing before who has answered', () => {
    const others = [{ userId: 'noa', name: 'Noa', typing: true }];
    expect(findLock(answered(5), others, 'me', now)).toEqual({ kind: 'answering', name: 'Noa' });
  });

  test('does not mind a colleague who only looks', () => {
    expect(findLock(null, [{ userId: 'noa', name: 'Noa', typing: false }], 'me', now)).toBeNull();
  });
});

test('a text may be as long as the shortest limit, and a channel that counts bytes counts bytes', () => {
  expect(judgeLength('x'.repeat(100), { maxTextLength: 4096, maxTextBytes: null })).toEqual({
    left: null,
    tooLong: false,
  });
  expect(judgeLength('x'.repeat(4097), undefined)).toEqual({ left: -1, tooLong: true });
  expect(judgeLength('ש'.repeat(501), { maxTextLength: 1000, maxTextBytes: 1000 })).toEqual({
    left: -2,
    tooLong: true,
  });
});

describe('an approved template', () => {
  const template: ProviderTemplate = {
    id: 't1',
    connectionAccountId: 'waba',
    name: 'order_ready',
    language: 'en',
    category: 'UTILITY',
    status: 'APPROVED',
    sendable: true,
    quality: null,
    rejectedReason: null,
    header: { format: 'TEXT', text: 'Order {{1}}' },
    sample: null,
    body: 'Hello {{first_name}}, it is ready.',
    footer: 'Parley',
    buttons: [{ type: 'QUICK_REPLY', text: 'Thanks', url: null }],
    params: [
      { key: 'header.1', place: 'header', type: 'text', example: null },
      { key: 'body.first_name', place: 'body', type: 'text', example: 'Dana' },
    ],
    syncedAt: '2026-09-03T12:00:00.000Z',
    form: null,
    abilities: { edit: false, remove: false },
  };

  test('shows a blank as a blank until it is filled', () => {
    expect(fillText(template.body, 'body', { 'body.first_name': ' ' })).toBe(template.body);
    expect(fillText(template.body, 'body', { 'body.first_name': 'Dana' })).toBe('Hello Dana, it is ready.');
  });

  test('names every blank without a value', () => {
    expect(findBlanks(template, { 'header.1': '17' })).toEqual(['body.first_name']);
  });

  test('leaves with trimmed values and the words the customer sees', () => {
    expect(toOutgoing(template, { 'header.1': ' 17 ', 'body.first_name': 'Dana' })).toEqual({
      text: 'Hello Dana, it is ready.',
      template: {
        id: 't1',
        params: { 'header.1': '17', 'body.first_name': 'Dana' },
        shown: { name: 'order_ready', language: 'en', header: 'Order 17', footer: 'Parley', buttons: ['Thanks'] },
      },
    });
  });
});
