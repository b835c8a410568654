// What the inbox asks for: lists of chats, one chat, its thread, its contact.
import {
  type Chat,
  getChat,
  getChatCounts,
  getContact,
  listChats,
  listMessages,
  type Message,
  type Page,
  searchContacts,
} from '@parley/contract';
import { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, callList } from '../../lib/api-client';
import { type ChatFilter, toQuery } from './filter';

export type ChatPages = InfiniteData<Page<Chat>, string | undefined>;
export type MessagePages = InfiniteData<Page<Message>, string | undefined>;

export const chatsKey = ['chats'] as const;
export const chatListsKey = [...chatsKey, 'list'] as const;
export const countsKey = [...chatsKey, 'counts'] as const;
export const chatKey = (id: string) => [...chatsKey, 'one', id] as const;
export const threadKey = (chatId: string) => ['messages', chatId] as const;

const chatsPerPage = 50;
const messagesPerPage = 40;

/** Chats of a filter by latest message, page by page. */
export const chatsQuery = (filter: ChatFilter) =>
  infiniteQueryOptions({
    queryKey: [...chatListsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      callList(listChats, { query: { ...toQuery(filter), cursor: pageParam, limit: chatsPerPage } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
  });

export const countsQuery = queryOptions({
  queryKey: countsKey,
  queryFn: ({ signal }) => call(getChatCounts, {}, { signal }),
});

export const chatQuery = (id: string) =>
  queryOptions({
    queryKey: chatKey(id),
    queryFn: ({ signal }) => call(getChat, { params: { id } }, { signal }),
  });

/** A thread, newest first; older pages follow. */
export const threadQuery = (chatId: string) =>
  infiniteQueryOptions({
    queryKey: threadKey(chatId),
    queryFn: ({ pageParam, signal }) =>
      callList(listMessages, { params: { chatId }, query: { cursor: pageParam, limit: messagesPerPage } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
  });

/** The person of a chat; the key begins like every contact's, so that a change of contacts renews it. */
export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'one', id],
    queryFn: ({ signal }) => call(getContact, { params: { id } }, { signal }),
  });

/** People by name, phone or e-mail; needs two characters. */
export const contactSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['contacts', 'search', q],
    queryFn: async ({ signal }) => (await callList(searchContacts, { query: { q, limit: 20 } }, { signal })).items,
    enabled: q.trim().length >= 2,
    placeholderData: keepPreviousData,
  });
