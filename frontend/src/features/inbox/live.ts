// What the inbox does when something happens elsewhere: lists and threads change in place, nothing is fetched again.
import type { Chat, FrameData, Message } from '@parley/contract';
import { partialMatchKey, type QueryClient } from '@tanstack/react-query';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import {
  type ChatPages,
  chatKey,
  chatListsKey,
  chatsKey,
  countsKey,
  gapsKey,
  type MessagePages,
  notesKey,
  openChatsKey,
  panelsKey,
  threadKey,
} from './api';
import { tellArrival } from './arrivals';
import { addMessage, changeChats, dropChat, updateMessage, withLastState } from './cache';
import { type ChatFilter, judge } from './filter';
import { newestPicture } from './pictures';
import { showTyping, showViewers } from './presence';

interface Batch {
  chats: Map<string, Chat>;
  messages: { message: Message; isNew: boolean; asOf: number }[];
  /** Somebody in a chat has another name by now. */
  renamed?: boolean;
}

/** Frames of this span are applied together (ms): far below what is felt, and a burst costs one rendering, not hundreds. */
const batchMs = 80;
/** While frames keep coming, the screen changes this often (ms): drawing every burst at once would leave no time for keys and clicks. */
const paceMs = 250;
const countsEveryMs = 2_000;
const panelsEveryMs = 5_000;
const waiting = new WeakMap<QueryClient, Batch>();
const appliedAt = new WeakMap<QueryClient, number>();

function batchOf(queryClient: QueryClient): Batch {
  const open = waiting.get(queryClient);
  if (open) return open;
  const batch: Batch = { chats: new Map(), messages: [] };
  waiting.set(queryClient, batch);
  const sinceLastMs = performance.now() - (appliedAt.get(queryClient) ?? Number.NEGATIVE_INFINITY);
  setTimeout(
    () => {
      waiting.delete(queryClient);
      applyBatch(queryClient, batch);
      appliedAt.set(queryClient, performance.now());
    },
    Math.max(batchMs, paceMs - sinceLastMs),
  );
  return batch;
}

function addChat({ chats }: Batch, chat: Chat): void {
  if (chat.version >= (chats.get(chat.id)?.version ?? 0)) chats.set(chat.id, chat);
}

function changeLists(queryClient: QueryClient, change: (pages: ChatPages, filter: ChatFilter) => ChatPages): void {
  for (const query of queryClient.getQueryCache().findAll({ queryKey: chatListsKey })) {
    // The key was built by `chatsQuery`: its last part is the filter.
    const filter = query.queryKey.at(-1) as ChatFilter;
    const old = queryClient.getQueryData<ChatPages>(query.queryKey);
    const next = old && change(old, filter);
    // What stayed the same is not written: nobody is told, nothing is drawn.
    if (next && next !== old) queryClient.setQueryData<ChatPages>(query.queryKey, next);
  }
}

/** The newest picture of each chat that was shown. */
const shownVersions = new WeakMap<QueryClient, Map<string, number>>();

/** Without pictures that are older than what is shown: frames and answers may overtake each other. */
function dropStale(queryClient: QueryClient, chats: ReadonlyMap<string, Chat>): ReadonlyMap<string, Chat> {
  const shown = shownVersions.get(queryClient) ?? new Map<string, number>();
  shownVersions.set(queryClient, shown);
  const fresh = new Map([...chats].filter(([id, chat]) => chat.version >= (shown.get(id) ?? 0)));
  for (const [id, chat] of fresh) shown.set(id, chat.version);
  return fresh;
}

/** Shows changed chats in every cached list and on their own. */
export function showChats(queryClient: QueryClient, told: ReadonlyMap<string, Chat>): void {
  const chats = dropStale(queryClient, told);
  if (chats.size === 0) return;
  changeLists(queryClient, (pages, filter) => changeChats(pages, chats, (chat) => judge(chat, filter)));
  for (const chat of chats.values()) queryClient.setQueryData<Chat>(chatKey(chat.id), (old) => old && chat);
}

/**
 * Puts back what an answer took away because it was read earlier. What it read at the same count stays: names change without counting, and the
 * answer has the newer ones.
 */
function showChatsAgain(queryClient: QueryClient, told: ReadonlyMap<string, Chat>): void {
  changeLists(queryClient, (pages, filter) => {
    const listed = new Map(pages.pages.flatMap(({ items }) => items.map(({ id, version }) => [id, version])));
    const newer = new Map([...told].filter(([id, chat]) => chat.version > (listed.get(id) ?? 0)));
    return newer.size > 0 ? changeChats(pages, newer, (chat) => judge(chat, filter)) : pages;
  });
  for (const chat of told.values())
    queryClient.setQueryData<Chat>(chatKey(chat.id), (old) => (old && old.version < chat.version ? chat : old));
}

/** Shows what is about to become of a chat. It stands until the server tells more, even if it was made from an older picture. */
export function showPrediction(queryClient: QueryClient, chat: Chat): void {
  const version = Math.max(chat.version, shownVersions.get(queryClient)?.get(chat.id) ?? 0);
  showChats(queryClient, new Map([[chat.id, { ...chat, version }]]));
}

/** Takes a deleted chat out of every list, and its parts out of the cache. */
export function forgetChat(queryClient: QueryClient, chatId: string): void {
  waiting.get(queryClient)?.chats.delete(chatId);
  changeLists(queryClient, (pages) => dropChat(pages, chatId));
  // The screen that shows it finds out by asking once more.
  void queryClient.resetQueries({ queryKey: chatKey(chatId) });
  queryClient.removeQueries({ queryKey: threadKey(chatId), type: 'inactive' });
}

/** Changes chats where they stand. Lists and pages that are not concerned stay the same objects. */
function renewInLists(queryClient: QueryClient, renew: (chat: Chat) => Chat): void {
  changeLists(queryClient, (pages) => {
    const next = pages.pages.map((page) =>
      page.items.some((chat) => renew(chat) !== chat) ? { ...page, items: page.items.map(renew) } : page,
    );
    return next.some((page, index) => page !== pages.pages[index]) ? { ...pages, pages: next } : pages;
  });
}

function showLastStates(queryClient: QueryClient, messages: readonly Message[]): void {
  const byChat = new Map(messages.map((message) => [message.chatId, message]));
  renewInLists(queryClient, (chat) => {
    const message = byChat.get(chat.id);
    return message ? withLastState(chat, message) : chat;
  });
}

/** Every chat of a line says whether it works; what is about to be shown was told before and says so as well. */
function showLineState(queryClient: QueryClient, { connectionId, state }: FrameData<'connection.status'>): void {
  const renew = (chat: Chat): Chat =>
    chat.connectionId === connectionId && chat.connectionState !== state ? { ...chat, connectionState: state } : chat;
  const coming = waiting.get(queryClient)?.chats;
  for (const chat of coming?.values() ?? []) coming?.set(chat.id, renew(chat));
  renewInLists(queryClient, renew);
  queryClient.setQueriesData<Chat>({ queryKey: openChatsKey }, (old) => old && renew(old));
}

/** Adds a message to its thread, or renews it there, if that thread is loaded. */
export function showMessage(queryClient: QueryClient, message: Message, isNew: boolean): void {
  // A reaction shows on the message it is about, which is told as a change of that one.
  if (!message.chatId || message.kind === 'reaction') return;
  const change = isNew ? addMessage : updateMessage;
  queryClient.setQueryData<MessagePages>(threadKey(message.chatId), (old) => old && change(old, message));
}

function applyBatch(queryClient: QueryClient, batch: Batch): void {
  const { chats, renamed } = batch;
  showChats(queryClient, chats);
  showMessages(queryClient, batch);
  if (renamed) invalidateSoon(queryClient, chatsKey, countsEveryMs);
  applyAgainAfterFetching(queryClient, batch);
}

function showMessages(queryClient: QueryClient, { messages }: Batch): void {
  const told = messages.map((one) => ({ ...one, message: newestPicture(queryClient, one) }));
  for (const { message, isNew } of told) showMessage(queryClient, message, isNew);
  const settled = told.filter((one) => !one.isNew).map((one) => one.message);
  if (settled.length > 0) showLastStates(queryClient, settled);
}

/** An answer that is under way was perhaps read before these frames, and would put back what they changed: then they are applied to it as well. */
function applyAgainAfterFetching(queryClient: QueryClient, batch: Batch): void {
  const { chats, messages } = batch;
  const threads = new Set(messages.map(({ message }) => message.chatId));
  const fetching = queryClient.getQueryCache().findAll({
    fetchStatus: 'fetching',
    predicate: ({ queryKey }) =>
      partialMatchKey(queryKey, chatListsKey) ||
      partialMatchKey(queryKey, openChatsKey) ||
      [...threads].some((chatId) => chatId && partialMatchKey(queryKey, threadKey(chatId))),
  });
  if (fetching.length === 0) return;
  const apply = () => {
    showChatsAgain(queryClient, dropStale(queryClient, chats));
    showMessages(queryClient, batch);
    applyAgainAfterFetching(queryClient, batch);
  };
  // After the answer's own handling, which is queued with the same promise.
  void Promise.allSettled(fetching.map((query) => query.promise)).then(() => setTimeout(apply, 0));
}

/** As many as a frame names at most; then there may be more of them. */
const namedAtMost = 100;

/** Whether the chat of one of these people is on screen, or about to be. */
function showsSomeOf(queryClient: QueryClient, contactIds: readonly string[]): boolean {
  if (contactIds.length >= namedAtMost) return true;
  const wanted = new Set(contactIds);
  const isWanted = (chat: Chat) => wanted.has(chat.contactId);
  const lists = queryClient.getQueriesData<ChatPages>({ queryKey: chatListsKey });
  return (
    [...(waiting.get(queryClient)?.chats.values() ?? [])].some(isWanted) ||
    lists.some(([, list]) => list?.pages.some((page) => page.items.some(isWanted)))
  );
}

export const inboxLive: LiveHandlers = {
  'message.created': ({ data }, queryClient) => {
    const batch = batchOf(queryClient);
    addChat(batch, data.chat);
    batch.messages.push({ message: data.message, isNew: true, asOf: data.asOf });
    if (data.message.direction === 'in') showTyping(queryClient, data.chat.id, false);
    invalidateSoon(queryClient, countsKey, countsEveryMs);
    tellArrival(data);
  },
  'message.status': ({ data }, queryClient) => {
    const batch = batchOf(queryClient);
    for (const { message } of data.changes) batch.messages.push({ message, isNew: false, asOf: data.asOf });
  },
  'chat.updated': ({ data }, queryClient) => {
    addChat(batchOf(queryClient), data.chat);
    invalidateSoon(queryClient, countsKey, countsEveryMs);
  },
  'chat.deleted': ({ data }, queryClient) => {
    forgetChat(queryClient, data.chatId);
    invalidateSoon(queryClient, countsKey, countsEveryMs);
  },
  // Somebody else's from now on: only the server knows what is left to see.
  'chats.changed': (_frame, queryClient) => invalidateSoon(queryClient, chatsKey),
  'chat.presence': ({ data }, queryClient) => showViewers(queryClient, data.chatId, data.viewers),
  'contact.typing': ({ data }, queryClient) => showTyping(queryClient, data.chatId, data.typing),
  'connection.status': ({ data }, queryClient) => showLineState(queryClient, data),
  'chat.gap': (_frame, queryClient) => invalidateSoon(queryClient, gapsKey()),
  'notes.changed': ({ data }, queryClient) => invalidateSoon(queryClient, notesKey(data.chatId)),
  // Every row carries the names and colours of its tags.
  'tags.changed': (_frame, queryClient) => invalidateSoon(queryClient, chatsKey, countsEveryMs),
  'contacts.changed': ({ data }, queryClient) => {
    invalidateSoon(queryClient, panelsKey, panelsEveryMs);
    // Rows and headers carry names: some channels tell them only after the first message is on screen.
    if (!showsSomeOf(queryClient, data.contactIds)) return;
    const batch = waiting.get(queryClient);
    // What is about to be shown still has the old name: asked for after that.
    if (batch) batch.renamed = true;
    else invalidateSoon(queryClient, chatsKey, countsEveryMs);
  },
};
