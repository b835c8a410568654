// What live frames do to lists and threads: in place, in order, once.
import type { Chat, Frame, Message } from '@parley/contract';
import { QueryClient } from '@tanstack/react-query';
import { type ChatPages, chatListsKey, type MessagePages, threadKey } from './api';
import { addMessage, changeChats, updateMessage } from './cache';
import { type ChatFilter, judge, readFilter, toQuery, unfiltered, writeFilter } from './filter';
import { inboxLive } from './live';
import type { Outgoing } from './outgoing';
import { toRows } from './thread/rows';

const at = (minute: number) => new Date(Date.UTC(2026, 8, 3, 12, minute)).toISOString();
const reader = { id: 'me', seesOthers: true };
const all: ChatFilter = { ...unfiltered, tab: 'all', reader };

function chat(id: string, minute: number, extra: Partial<Chat> = {}): Chat {
  return {
    id,
    contactId: `contact-${id}`,
    contactName: id,
    contactPhone: null,
    optedOut: false,
    connectionId: 'line',
    connectionName: 'Line',
    channel: 'whatsapp_evolution',
    status: 'open',
    snoozedUntil: null,
    assigneeId: null,
    assigneeName: null,
    unreadCount: 0,
    lastMessage: { preview: 'hi', direction: 'out', state: 'sent', kind: 'text', at: at(minute) },
    lastInboundAt: null,
    windowClosesAt: null,
    createdAt: at(0),
    tags: [],
    contactPictureUrl: null,
    takeover: null,
    lastAnswer: null,
    connectionState: 'connected',
    version: 1,
    abilities: { send: true, assign: true, remove: true },
    ...extra,
  };
}

function message(id: string, minute: number, extra: Partial<Message> = {}): Message {
  return {
    id,
    chatId: 'a',
    direction: 'out',
    kind: 'text',
    text: id,
    content: {},
    state: 'queued',
    error: null,
    source: 'inbox',
    senderId: 'me',
    senderName: 'Me',
    campaignId: null,
    campaignName: null,
    replyToId: null,
    clientKey: null,
    at: at(minute),
    sentAt: null,
    deliveredAt: null,
    readAt: null,
    media: null,
    reactions: [],
    quoted: null,
    scheduledAt: null,
    editedAt: null,
    deletedAt: null,
    abilities: { retry: false, remove: false, reply: true, react: true },
    ...extra,
  };
}

function listOf(chats: Chat[], nextCursor: string | null = null): ChatPages {
  return { pageParams: [undefined], pages: [{ items: chats, pagination: { limit: 50, nextCursor } }] };
}
function threadOf(...messages: Message[]): MessagePages {
  return { pageParams: [undefined], pages: [{ items: messages, pagination: { limit: 50, nextCursor: null } }] };
}
const ids = (pages: ChatPages | undefined) => pages?.pages.flatMap((page) => page.items.map((one) => one.id));
const change = (pages: ChatPages, changed: Chat, filter = all) =>
  changeChats(pages, new Map([[changed.id, changed]]), (one) => judge(one, filter));

test('a chat with a new message rises to its place, and stands there once', () => {
  const list = listOf([chat('a', 30), chat('b', 20), chat('c', 10)]);
  expect(ids(change(list, chat('c', 40)))).toEqual(['c', 'a', 'b']);
  expect(ids(change(list, chat('c', 25)))).toEqual(['a', 'c', 'b']);
  expect(ids(change(list, chat('b', 20, { unreadCount: 2 })))).toEqual(['a', 'b', 'c']);
});

test('an unknown chat appears; one older than what is loaded waits for its page', () => {
  expect(ids(change(listOf([chat('a', 30)]), chat('n', 40)))).toEqual(['n', 'a']);
  expect(ids(change(listOf([chat('a', 30)]), chat('old', 5)))).toEqual(['a', 'old']);
  expect(ids(change(listOf([chat('a', 30)], 'more'), chat('old', 5)))).toEqual(['a']);
});

test('a chat that no longer fits leaves the list; one just read stays in the unread list', () => {
  const list = listOf([chat('a', 30), chat('b', 20, { unreadCount: 1 })]);
  expect(ids(change(list, chat('a', 30, { status: 'closed' })))).toEqual(['b']);
  expect(ids(change(list, chat('a', 30), { ...all, tab: 'mine' }))).toEqual(['b']);
  expect(ids(change(list, chat('b', 20), { ...all, unread: true }))).toEqual(['a', 'b']);
});

test('a list that a change does not concern stays the same object', () => {
  const list = listOf([chat('a', 30)]);
  expect(change(list, chat('z', 40, { status: 'closed' }))).toBe(list);
});

test('the server’s message takes the place of the bubble with its key', () => {
  const outgoing: Outgoing = { clientKey: 'k1', text: 'hello', at: at(5), error: null };
  const before = toRows([message('m0', 1)], [outgoing]);
  const after = toRows([message('m1', 6, { clientKey: 'k1' }), message('m0', 1)], [outgoing]);
  expect(before.map((row) => row.key)).toEqual(['m0', 'k1']);
  expect(after.map((row) => [row.key, row.type])).toEqual([
    ['m0', 'message'],
    ['k1', 'message'],
  ]);
});

test('an answer that comes after its live frame does not take a message back', () => {
  const delivered = message('m1', 5, { state: 'delivered', clientKey: 'k1' });
  const late = message('m1', 5, { state: 'queued', clientKey: 'k1' });
  const thread = addMessage(threadOf(delivered), late);
  expect(thread.pages[0]?.items).toEqual([delivered]);
});

test('a message is added at its time, and a status changes only its own', () => {
  const thread = addMessage(threadOf(message('m3', 30), message('m1', 10)), message('m2', 20));
  expect(thread.pages[0]?.items.map((one) => one.id)).toEqual(['m3', 'm2', 'm1']);
  const read = updateMessage(thread, message('m2', 20, { state: 'read' }));
  expect(read.pages[0]?.items.map((one) => one.state)).toEqual(['queued', 'read', 'queued']);
});

test('messages of one sender stand together; a failure, a gap or another day parts them', () => {
  const rows = toRows(
    [
      message('d', 40, { state: 'failed' }),
      message('c', 13, { direction: 'in', state: 'received' }),
      message('b', 12),
      message('a', 10),
      message('z', -2000),
    ],
    [],
  );
  expect(rows.map((row) => row.opens)).toEqual([true, true, false, true, true]);
  expect(rows.map((row) => row.followed)).toEqual([false, true, false, false, false]);
  expect(rows.map((row) => row.opensDay)).toEqual([true, true, false, false, false]);
});

const created = (asOf: number, state: Message['state']): Frame<'message.created'> => ({
  seq: 1,
  type: 'message.created',
  data: { chat: chat('a', 30), message: message('m1', 30, { state }), asOf },
});
const changed = (asOf: number, state: Message['state']): Frame<'message.status'> => ({
  seq: 2,
  type: 'message.status',
  data: { asOf, changes: [{ messageId: 'm1', chatId: 'a', message: message('m1', 30, { state }) }] },
});
/** Until the first message of chat "a" is shown in this state. */
async function untilState(queryClient: QueryClient, state: Message['state']): Promise<void> {
  const shown = () => queryClient.getQueryData<MessagePages>(threadKey('a'))?.pages[0]?.items[0]?.state;
  if (shown() === state) return;
  await new Promise<void>((resolve) => {
    const stop = queryClient.getQueryCache().subscribe(() => {
      if (shown() !== state) return;
      stop();
      resolve();
    });
  });
}

test('a burst of frames changes list and thread without a request', async () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData<ChatPages>([...chatListsKey, all], listOf([chat('b', 20), chat('a', 10)]));
  queryClient.setQueryData<MessagePages>(threadKey('a'), threadOf());
  inboxLive['message.created']?.(created(1, 'queued'), queryClient);
  inboxLive['message.status']?.(changed(2, 'sent'), queryClient);
  await untilState(queryClient, 'sent');
  expect(ids(queryClient.getQueryData([...chatListsKey, all]))).toEqual(['a', 'b']);
  expect(queryClient.isFetching()).toBe(0);
  queryClient.clear();
});

test('a change that is told before its message is not undone by it, nor by an older change', async () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData<MessagePages>(threadKey('a'), threadOf());
  inboxLive['message.status']?.(changed(5, 'read'), queryClient);
  inboxLive['message.created']?.(created(3, 'queued'), queryClient);
  inboxLive['message.status']?.(changed(4, 'sent'), queryClient);
  await untilState(queryClient, 'read');
  queryClient.clear();
});

test('an answer that was read before a frame does not take back what the frame told', async () => {
  const queryClient = new QueryClient();
  queryClient.setQueryData<MessagePages>(threadKey('a'), threadOf());
  let answer: (page: MessagePages['pages'][number]) => void = () => undefined;
  const fetching = queryClient.fetchInfiniteQuery({
    queryKey: threadKey('a'),
    queryFn: () => new Promise<MessagePages['pages'][number]>((resolve) => (answer = resolve)),
    initialPageParam: undefined as string | undefined,
  });
  inboxLive['message.created']?.(created(3, 'sent'), queryClient);
  await untilState(queryClient, 'sent');
  answer({ items: [], pagination: { limit: 40, nextCursor: null } } as unknown as MessagePages['pages'][number]);
  await fetching;
  await untilState(queryClient, 'sent');
  queryClient.clear();
});

test('an answer that knows a newer name at the same count keeps it', async () => {
  const queryClient = new QueryClient();
  const key = [...chatListsKey, all];
  queryClient.setQueryData<ChatPages>(key, listOf([]));
  queryClient.setQueryData<MessagePages>(threadKey('a'), threadOf());
  let answer: (page: ChatPages['pages'][number]) => void = () => undefined;
  const fetching = queryClient.fetchInfiniteQuery({
    queryKey: key,
    queryFn: () => new Promise<ChatPages['pages'][number]>((resolve) => (answer = resolve)),
    initialPageParam: undefined as string | undefined,
  });
  inboxLive['message.created']?.(created(3, 'sent'), queryClient);
  await untilState(queryClient, 'sent');
  const shown = () => queryClient.getQueryData<ChatPages>(key)?.pages[0]?.items[0];
  expect(shown()).toMatchObject({ contactName: 'a', version: 1 });
  const [renamed] = listOf([chat('a', 30, { contactName: 'Anna' })]).pages;
  if (!renamed) throw new Error('no page');
  // The message comes back with what is applied again.
  queryClient.setQueryData<MessagePages>(threadKey('a'), threadOf());
  answer(renamed);
  await fetching;
  await untilState(queryClient, 'sent');
  expect(shown()).toMatchObject({ contactName: 'Anna' });
  queryClient.clear();
});

test('a filter survives the address, and a search looks in every status', () => {
  const filter: ChatFilter = {
    ...all,
    tab: 'mine',
    status: 'snoozed',
    unread: true,
    connectionId: 'line',
    search: 'noa',
  };
  expect(readFilter(writeFilter(filter), reader)).toEqual(filter);
  expect(writeFilter(all).toString()).toBe('');
  expect(toQuery({ ...all, search: 'noa' }).status).toBeUndefined();
  expect(toQuery({ ...filter }).status).toBe('snoozed');
});
