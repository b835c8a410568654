// What the inbox does when something happens elsewhere: lists and threads change in place, nothing is fetched again.
import type { Chat, Message } from '@parley/contract';
import type { QueryClient } from '@tanstack/react-query';
import type { LiveHandlers } from '../../lib/live';
import { invalidateSoon } from '../../lib/query-client';
import { type ChatPages, chatKey, chatListsKey, chatsKey, countsKey, type MessagePages, threadKey } from './api';
import { addMessage, changeChats, updateMessage, withLastState } from './cache';
import { type ChatFilter, judge } from './filter';

interface Batch {
  chats: Map<string, Chat>;
  messages: { message: Message; isNew: boolean }[];
}

/** Frames of this span are applied together (ms): far below what is felt, and a burst costs one rendering, not hundreds. */
const batchMs = 80;
const countsEveryMs = 2_000;
const waiting = new WeakMap<QueryClient, Batch>();

function batchOf(queryClient: QueryClient): Batch {
  const open = waiting.get(queryClient);
  if (open) return open;
  const batch: Batch = { chats: new Map(), messages: [] };
  waiting.set(queryClient, batch);
  setTimeout(() => {
    waiting.delete(queryClient);
    applyBatch(queryClient, batch);
  }, batchMs);
  return batch;
}

/** Shows changed chats in every cached list and on their own. */
export function showChats(queryClient: QueryClient, chats: ReadonlyMap<string, Chat>): void {
  if (chats.size === 0) return;
  for (const query of queryClient.getQueryCache().findAll({ queryKey: chatListsKey })) {
    // The key was built by `chatsQuery`: its last part is the filter.
    const filter = query.queryKey.at(-1) as ChatFilter;
    queryClient.setQueryData<ChatPages>(
      query.queryKey,
      (old) => old && changeChats(old, chats, (chat) => judge(chat, filter)),
    );
  }
  for (const chat of chats.values()) queryClient.setQueryData<Chat>(chatKey(chat.id), (old) => old && chat);
}

function showLastStates(queryClient: QueryClient, messages: readonly Message[]): void {
  const byChat = new Map(messages.map((message) => [message.chatId, message]));
  const renew = (chat: Chat) => {
    const message = byChat.get(chat.id);
    return message ? withLastState(chat, message) : chat;
  };
  queryClient.setQueriesData<ChatPages>({ queryKey: chatListsKey }, (old) => {
    if (!old?.pages.some((page) => page.items.some((chat) => renew(chat) !== chat))) return old;
    return { ...old, pages: old.pages.map((page) => ({ ...page, items: page.items.map(renew) })) };
  });
}

/** Adds a message to its thread, or renews it there, if that thread is loaded. */
export function showMessage(queryClient: QueryClient, message: Message, isNew: boolean): void {
  if (!message.chatId) return;
  const change = isNew ? addMessage : updateMessage;
  queryClient.setQueryData<MessagePages>(threadKey(message.chatId), (old) => old && change(old, message));
}

function applyBatch(queryClient: QueryClient, { chats, messages }: Batch): void {
  showChats(queryClient, chats);
  for (const { message, isNew } of messages) showMessage(queryClient, message, isNew);
  const settled = messages.filter((one) => !one.isNew).map((one) => one.message);
  if (settled.length > 0) showLastStates(queryClient, settled);
}

export const inboxLive: LiveHandlers = {
  'message.created': ({ data }, queryClient) => {
    const batch = batchOf(queryClient);
    batch.chats.set(data.chat.id, data.chat);
    batch.messages.push({ message: data.message, isNew: true });
    invalidateSoon(queryClient, countsKey, countsEveryMs);
  },
  'message.status': ({ data }, queryClient) => {
    const batch = batchOf(queryClient);
    for (const { message } of data.changes) batch.messages.push({ message, isNew: false });
  },
  'chat.updated': ({ data }, queryClient) => {
    batchOf(queryClient).chats.set(data.chat.id, data.chat);
    invalidateSoon(queryClient, countsKey, countsEveryMs);
  },
  // Somebody else's from now on: only the server knows what is left to see.
  'chats.changed': (_frame, queryClient) => invalidateSoon(queryClient, chatsKey),
};
