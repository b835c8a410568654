// What a thread makes of messages, notes, outages and words.
import type { ChatGap, Message, Note } from '@parley/contract';
import { kindOfFile } from '../../../lib/file-kinds';
import { boxOf } from '../media/box';
import { findProblem, titleOf } from '../media/files';
import { zoomAt } from '../media/use-zoom';
import { waveformOf } from '../media/waveform';
import { at, makeMessage } from '../testing';
import { withReaction } from './api';
import { asMessage } from './as-message';
import { linkify } from './linkify';
import { groupReactions } from './reactions';
import { reachOfRemoval } from './remove-dialog';
import { toRows } from './rows';

const note = (id: string, minute: number): Note => ({
  id,
  chatId: 'a',
  text: id,
  visibility: 'public',
  pinned: false,
  authorId: 'me',
  authorName: 'Me',
  createdAt: at(minute),
  updatedAt: at(minute),
  abilities: { edit: true, pin: true },
});
const gap = (id: string, from: number, to: number, extra: Partial<ChatGap> = {}): ChatGap => ({
  id,
  from: at(from),
  to: at(to),
  state: 'may_be_missing',
  recovered: 0,
  ...extra,
});
const keys = (messages: Message[], notes: Note[], gaps: ChatGap[], complete = true) =>
  toRows(messages, [], { notes, gaps, complete }).map((row) => row.key);

describe('rows', () => {
  test('notes and outages stand at their time between the messages', () => {
    const messages = [makeMessage('m2', 20), makeMessage('m1', 10)];
    expect(keys(messages, [note('n', 15)], [gap('g', 18, 19)])).toEqual(['m1', 'note-n', 'gap-g', 'm2']);
  });

  test('what is older than the loaded messages waits until they are loaded', () => {
    const messages = [makeMessage('m1', 10)];
    expect(keys(messages, [note('old', 5)], [], false)).toEqual(['m1']);
    expect(keys(messages, [note('old', 5)], [], true)).toEqual(['note-old', 'm1']);
  });

  test('files of a test stand together, apart from what was really said', () => {
    const out = { direction: 'out', senderId: 'me' } as const;
    const tested = { ...out, content: { test: true, testOf: 'Open day' } };
    const messages = [
      makeMessage('said', 4, out),
      makeMessage('file', 3, tested),
      makeMessage('text', 2, tested),
      makeMessage('other', 1, { ...out, content: { test: true, testOf: 'Sale' } }),
    ];
    const rows = toRows(messages, [], { notes: [], gaps: [], complete: true });
    expect(rows.filter(({ followed }) => !followed).map(({ key }) => key)).toEqual(['other', 'file', 'said']);
  });

  test('outages with nothing between them are one; one that lasts or lost nothing is not told', () => {
    const gaps = [
      gap('c', 15, 16, { state: 'open', to: null }),
      gap('b', 13, 14, { state: 'recovered' }),
      gap('a2', 12, 13),
      gap('a1', 11, 12),
    ];
    const rows = toRows([makeMessage('m', 10)], [], { notes: [], gaps, complete: true });
    expect(rows.map((row) => row.key)).toEqual(['m', 'gap-a1']);
    expect(rows[1]).toMatchObject({ gap: { from: at(11), to: at(13), recovered: 0 } });
  });

  test('messages fetched afterwards are counted together', () => {
    const gaps = [
      gap('b', 13, 14, { state: 'recovered', recovered: 2 }),
      gap('a', 11, 12, { state: 'recovered', recovered: 1 }),
    ];
    const rows = toRows([makeMessage('m', 10)], [], { notes: [], gaps, complete: true });
    expect(rows[1]).toMatchObject({ gap: { from: at(11), to: at(14), recovered: 3 } });
  });

  test('an outage of which only a part came back may still hide messages', () => {
    const gaps = [gap('a', 11, 12, { recovered: 10_000 })];
    const rows = toRows([makeMessage('m', 10)], [], { notes: [], gaps, complete: true });
    expect(rows[1]).toMatchObject({ gap: { recovered: 0 } });
  });

  test('a reaction has no row, nor has what was cancelled before it left; a withdrawn message keeps its place', () => {
    const messages = [
      makeMessage('reaction', 13, { kind: 'reaction', text: '👍' }),
      makeMessage('cancelled', 12, { state: 'skipped', deletedAt: at(20) }),
      makeMessage('withdrawn', 11, { state: 'read', deletedAt: at(20) }),
    ];
    expect(keys(messages, [], [])).toEqual(['withdrawn']);
  });
});

describe('links', () => {
  const links = (text: string) => linkify(text).flatMap((part) => (part.type === 'link' ? [part.text] : []));

  test('only web addresses become links, without the marks of the sentence around them', () => {
    expect(links('See https://a.example/x, then (http://b.example/y).')).toEqual([
      'https://a.example/x',
      'http://b.example/y',
    ]);
    expect(links('https://a.example/Foo_(bar)')).toEqual(['https://a.example/Foo_(bar)']);
    expect(links('ראו https://a.example/שלום!')).toEqual(['https://a.example/שלום']);
  });

  test('nothing that could run or pretend becomes a link', () => {
    expect(links('javascript:alert(1) data:text/html,x ftp://a.example www.a.example')).toEqual([]);
    expect(links('https://bank.example@evil.example/')).toEqual([]);
  });

  test('the parts together are the text again', () => {
    const text = 'a https://a.example/?q=1&b=2#c b\nhttps://x.example';
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});

describe('reactions', () => {
  const them = { emoji: '👍', direction: 'in' as const, senderId: null, senderName: null };
  test('ours takes the place of our earlier one, whoever gave it, and leaves the customer’s', () => {
    const ours = { emoji: '🙏', direction: 'out' as const, senderId: 'dana', senderName: 'Dana' };
    const before = makeMessage('m', 1, { reactions: [them, ours] });
    const me = { id: 'me', name: 'Me' };
    expect(withReaction(before, '👍', me).reactions.map((one) => one.senderId)).toEqual([null, 'me']);
    expect(withReaction(before, '', me).reactions).toEqual([them]);
    expect(groupReactions(withReaction(before, '👍', me).reactions)).toMatchObject([{ emoji: '👍', by: [{}, {}] }]);
  });
});

test('what is deleted is gone for everyone only when it left and the channel can withdraw it', () => {
  expect(reachOfRemoval(makeMessage('m', 1, { state: 'queued' }), true)).toBe('cancelled');
  expect(reachOfRemoval(makeMessage('m', 1, { state: 'delivered' }), true)).toBe('everywhere');
  expect(reachOfRemoval(makeMessage('m', 1, { state: 'delivered' }), false)).toBe('here');
  expect(reachOfRemoval(makeMessage('m', 1, { state: 'failed' }), true)).toBe('here');
  expect(reachOfRemoval(makeMessage('m', 1, { direction: 'in', state: 'received' }), true)).toBe('here');
});

test('what is on its way offers nothing that needs the server to know it', () => {
  const message = asMessage('a', { clientKey: 'k', text: 'hello', at: at(1), error: null }, null);
  expect(message).toMatchObject({ id: 'k', clientKey: 'k', kind: 'text', text: 'hello', state: 'queued' });
  expect(Object.values(message.abilities)).not.toContain(true);
});

describe('files', () => {
  const file = (name: string, type: string, size = 10) => ({ name, type, size });
  test('the kind comes from the type, else from the name; all else is refused', () => {
    expect(kindOfFile(file('a', 'image/webp'))).toBe('image');
    expect(kindOfFile(file('a.ogg', 'audio/ogg; codecs=opus'))).toBe('audio');
    expect(kindOfFile(file('A.WMV', ''))).toBe('video');
    expect(findProblem(file('a.svg', 'image/svg+xml'), undefined)).toEqual({ code: 'type' });
    expect(findProblem(file('a.html', 'text/html'), undefined)).toEqual({ code: 'type' });
    expect(findProblem(file('a.png', 'image/png', 0), undefined)).toEqual({ code: 'empty' });
  });

  test('a picture over the channel’s limit is taken, for it is made smaller; a film is not', () => {
    const megabyte = 1024 * 1024;
    const channel = {
      sends: ['text', 'image', 'video'],
      mediaBytes: { image: 5 * megabyte, video: 16 * megabyte, audio: 0, document: 0 },
    } as unknown as Parameters<typeof findProblem>[1];
    expect(findProblem(file('a.png', 'image/png', 8 * megabyte), channel)).toBeNull();
    expect(findProblem(file('a.png', 'image/png', 11 * megabyte), channel)).toMatchObject({ code: 'size' });
    expect(findProblem(file('a.mp4', 'video/mp4', 17 * megabyte), channel)).toEqual({
      code: 'channelSize',
      limitBytes: 16 * megabyte,
    });
    expect(findProblem(file('a.pdf', 'application/pdf'), channel)).toEqual({ code: 'channelKind', kind: 'document' });
  });

  test('a title leaves the extension to the badge', () => {
    expect(titleOf('Plan, weeks 5–8.pdf')).toBe('Plan, weeks 5–8');
    expect(titleOf('no extension')).toBe('no extension');
  });
});

test('a picture keeps its shape within the bubble, and has room before it is measured', () => {
  expect(boxOf(1200, 675)).toEqual({ width: 252, height: 142 });
  expect(boxOf(600, 1200)).toEqual({ width: 160, height: 320 });
  expect(boxOf(40, 40)).toEqual({ width: 96, height: 96 });
  expect(boxOf(null, null).width).toBe(252);
  expect(boxOf(40, 400, true).width).toBeGreaterThan(150);
});

test('enlarging keeps the point under the pointer, and never goes below the whole picture', () => {
  const closer = zoomAt({ scale: 1, x: 0, y: 0 }, 2, 100, 50);
  expect(closer).toEqual({ scale: 2, x: -100, y: -50 });
  expect(zoomAt(closer, 0.1, 0, 0)).toEqual({ scale: 1, x: 0, y: 0 });
});

test('a recording’s bars are always the same for the same recording', () => {
  expect(waveformOf('a', 40)).toEqual(waveformOf('a', 40));
  expect(waveformOf('a', 40)).not.toEqual(waveformOf('b', 40));
  expect(waveformOf('a', 40).every((height) => height > 0 && height <= 1)).toBe(true);
});
