// The list of chats: what a filter holds, what a live change does to it, how it keeps still, and choosing many.
import { QueryClient } from '@tanstack/react-query';
import { changeBackTo } from './actions';
import { type ChatPages, chatKey, chatListsKey } from './api';
import { predict } from './bulk';
import { changeChats, dropChat } from './cache';
import { type ChatFilter, changeFilter, countNarrowing, judge, readFilter, toQuery, writeFilter } from './filter';
import { choose } from './list/use-selection';
import { judgeWindow } from './list/window-mark';
import { inboxLive, showChats, showPrediction } from './live';
import { cutAtMarks } from './search/excerpt';
import { holdOrder } from './steady';
import { all, at, makeChat } from './testing';

const pagesOf = (...pages: ReturnType<typeof makeChat>[][]): ChatPages => ({
  pageParams: pages.map(() => undefined),
  pages: pages.map((items, index) => ({
    items,
    pagination: { limit: 50, nextCursor: index < pages.length - 1 ? 'more' : null },
  })),
});
const ids = (pages: ChatPages) => pages.pages.map((page) => page.items.map((chat) => chat.id));
const put = (pages: ChatPages, chat: ReturnType<typeof makeChat>, filter = all) =>
  changeChats(pages, new Map([[chat.id, chat]]), (one) => judge(one, filter));

test('every filter survives the address', () => {
  const filter: ChatFilter = {
    ...all,
    status: 'pending',
    unread: true,
    channel: 'instagram',
    connectionId: 'line',
    assigneeId: 'dana',
    tagId: 'vip',
    search: 'noa b',
  };
  expect(readFilter(writeFilter(filter), filter.reader)).toEqual(filter);
  expect(countNarrowing(filter)).toBe(6);
  expect(toQuery(filter)).toMatchObject({ assignee: 'dana', tag: 'vip', channel: 'instagram', status: 'pending' });
  expect(readFilter(new URLSearchParams('tab=x&status=y&channel=z'), all.reader)).toEqual(all);
});

test('one colleague’s chats are asked for among everybody’s, and forgotten in another tab', () => {
  const mine = changeFilter(all, { tab: 'mine' });
  const danas = changeFilter(mine, { assigneeId: 'dana' });
  expect([danas.tab, danas.assigneeId]).toEqual(['all', 'dana']);
  expect(changeFilter(danas, { tab: 'unassigned' }).assigneeId).toBeNull();
});

test('a chat given to somebody else leaves the list of an agent, and stays in that of a manager', () => {
  const given = makeChat('a', 10, { assigneeId: 'dana' });
  expect(judge(given, { ...all, reader: { id: 'me', seesOthers: false } })).toBe('remove');
  expect(judge(given, all)).toBe('place');
  expect(judge({ ...given, assigneeId: 'me' }, { ...all, reader: { id: 'me', seesOthers: false } })).toBe('place');
});

test('a chat that lost the tag, channel or assignee asked for leaves the list', () => {
  const tagged = makeChat('a', 10, { tags: [{ id: 'vip', name: 'VIP', color: 'red' }], assigneeId: 'dana' });
  expect(judge(tagged, { ...all, tagId: 'vip' })).toBe('place');
  expect(judge(tagged, { ...all, tagId: 'other' })).toBe('remove');
  expect(judge(tagged, { ...all, channel: 'messenger' })).toBe('remove');
  expect(judge(tagged, { ...all, assigneeId: 'omer' })).toBe('remove');
});

test('a change touches only its own page, and the last loaded chat keeps its place when it is read', () => {
  const list = pagesOf([makeChat('a', 50), makeChat('b', 40)], [makeChat('c', 30), makeChat('d', 20)]);
  const changed = put(list, makeChat('d', 20, { unreadCount: 0, assigneeId: 'me' }));
  expect(ids(changed)).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ]);
  expect(changed.pages[0]).toBe(list.pages[0]);
  const halfLoaded: ChatPages = {
    ...list,
    pages: [{ items: [makeChat('a', 50)], pagination: { limit: 1, nextCursor: 'more' } }],
  };
  expect(ids(put(halfLoaded, makeChat('a', 50, { unreadCount: 3 })))).toEqual([['a']]);
  expect(ids(put(list, makeChat('d', 60)))).toEqual([['d', 'a', 'b'], ['c']]);
});

test('a picture of a chat that is older than the one shown is left alone, whatever comes last', () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData(chatKey('a'), makeChat('a', 50));
  const [read, answered] = [makeChat('a', 50, { version: 2 }), makeChat('a', 55, { version: 3 })];
  showChats(queryClient, new Map([['a', answered]]));
  showChats(queryClient, new Map([['a', read]]));
  expect(queryClient.getQueryData(chatKey('a'))).toEqual(answered);
  queryClient.clear();
});

test('what is about to become of a chat shows even when it was made from an older picture', () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData(chatKey('a'), makeChat('a', 50));
  showChats(queryClient, new Map([['a', makeChat('a', 50, { version: 3 })]]));
  showPrediction(queryClient, makeChat('a', 50, { version: 2, status: 'closed' }));
  expect(queryClient.getQueryData(chatKey('a'))).toMatchObject({ status: 'closed', version: 3 });
  queryClient.clear();
});

test('a deleted chat is taken out of every list', () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData<ChatPages>([...chatListsKey, all], pagesOf([makeChat('a', 50), makeChat('b', 40)]));
  queryClient.setQueryData(chatKey('a'), makeChat('a', 50));
  inboxLive['chat.deleted']?.({ seq: 1, type: 'chat.deleted', data: { chatId: 'a' } }, queryClient);
  expect(ids(queryClient.getQueryData<ChatPages>([...chatListsKey, all]) ?? pagesOf())).toEqual([['b']]);
  expect(queryClient.getQueryData(chatKey('a'))).toBeUndefined();
  const list = pagesOf([makeChat('b', 40)]);
  expect(dropChat(list, 'unknown')).toBe(list);
  queryClient.clear();
});

test('a line that goes down is marked on each of its chats, in the lists and open', () => {
  const queryClient = new QueryClient();
  const own = makeChat('a', 50);
  const other = makeChat('b', 40, { connectionId: 'other' });
  queryClient.setQueryData<ChatPages>([...chatListsKey, all], pagesOf([own], [other]));
  queryClient.setQueryData(chatKey('a'), own);
  const before = queryClient.getQueryData<ChatPages>([...chatListsKey, all]);
  const data = { connectionId: own.connectionId, state: 'error' } as const;
  inboxLive['connection.status']?.({ seq: 1, type: 'connection.status', data }, queryClient);
  const after = queryClient.getQueryData<ChatPages>([...chatListsKey, all]);
  expect(after?.pages[0]?.items[0]?.connectionState).toBe('error');
  expect(after?.pages[1]).toBe(before?.pages[1]);
  expect(queryClient.getQueryData(chatKey('a'))).toMatchObject({ connectionState: 'error' });
  queryClient.clear();
});

test('a held list keeps its order: what rises waits, what left is gone, the next page follows', () => {
  const [a, b, c, d] = [makeChat('a', 50), makeChat('b', 40), makeChat('c', 30), makeChat('d', 20)];
  const risen = { ...c, unreadCount: 1 };
  const fresh = makeChat('n', 70);
  const held = holdOrder(['a', 'b', 'c'], [fresh, risen, a, b, d]);
  expect(held.chats.map((chat) => chat.id)).toEqual(['a', 'b', 'c', 'd']);
  expect(held.chats[2]).toBe(risen);
  expect(held.waiting).toBe(2);
  expect(holdOrder(['a', 'b', 'c'], [a, c])).toEqual({ chats: [a, c], waiting: 0 });
});

test('x switches one chat, Shift takes everything between, and no more than the most', () => {
  const order = ['a', 'b', 'c', 'd'];
  const one = choose(new Set(), order, 'b', null, 50);
  expect([...one.chosen]).toEqual(['b']);
  expect([...choose(one.chosen, order, 'b', null, 50).chosen]).toEqual([]);
  expect([...choose(one.chosen, order, 'd', 'b', 50).chosen]).toEqual(['b', 'c', 'd']);
  expect([...choose(one.chosen, order, 'a', 'b', 50).chosen].sort()).toEqual(['a', 'b']);
  expect(choose(one.chosen, order, 'd', 'b', 2)).toEqual({ chosen: new Set(['b', 'c']), full: true });
});

test('a verb for many is shown as the server will answer it', () => {
  const chat = makeChat('a', 1, {
    tags: [{ id: 'x', name: 'X', color: 'red' }],
    status: 'snoozed',
    snoozedUntil: 'later',
  });
  const vip = { id: 'vip', name: 'VIP', color: 'blue' };
  expect(predict(chat, { verb: 'close' })).toMatchObject({ status: 'closed', snoozedUntil: null });
  expect(predict(chat, { verb: 'tag', tag: vip, on: true }).tags.map((tag) => tag.id)).toEqual(['x', 'vip']);
  expect(predict(chat, { verb: 'tag', tag: { ...vip, id: 'x' }, on: false }).tags).toEqual([]);
  expect(predict(chat, { verb: 'assign', person: null }).assigneeId).toBeNull();
});

test('undo brings back the status a chat had, with its time', () => {
  expect(changeBackTo(makeChat('a', 1, { status: 'pending' }))).toEqual({ status: 'pending' });
  const snoozed = makeChat('a', 1, { status: 'snoozed', snoozedUntil: at(600) });
  expect(changeBackTo(snoozed)).toEqual({ status: 'snoozed', snoozedUntil: at(600) });
});

test('the time to answer freely is only told when it is short, and coloured in its last hour', () => {
  const now = Date.UTC(2026, 8, 3, 12);
  const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  expect(judgeWindow(null, now)).toBeNull();
  expect(judgeWindow(inMinutes(600), now)).toBeNull();
  expect(judgeWindow(inMinutes(120), now)).toEqual({ leftMs: 7_200_000, urgent: false });
  expect(judgeWindow(inMinutes(42), now)).toEqual({ leftMs: 2_520_000, urgent: true });
  expect(judgeWindow(inMinutes(-1), now)).toBe('closed');
});

test('found words are marked where the server says, however the ranges lie', () => {
  const cut = (ranges: [number, number][]) =>
    cutAtMarks('easy on the knee', ranges).map((part) => [part.text, part.marked]);
  expect(cut([[12, 16]])).toEqual([
    ['easy on the ', false],
    ['knee', true],
  ]);
  expect(
    cut([
      [5, 7],
      [0, 4],
      [0, 6],
    ]),
  ).toEqual([
    ['easy', true],
    [' o', true],
    ['n', true],
    [' the knee', false],
  ]);
  expect(cut([[14, 99]])).toEqual([
    ['easy on the kn', false],
    ['ee', true],
  ]);
});
