// What the inbox asks for: lists of chats, one chat, its thread, its contact.
import {
  type Chat,
  type FoundMessage,
  getChat,
  getChatCounts,
  getContactPanel,
  listChatGaps,
  listChats,
  listMessages,
  listNotes,
  type Message,
  type Page,
  searchContacts,
  searchMessages,
} from '@parley/contract';
import { type InfiniteData, infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call, callList } from '../../lib/api-client';
import { type ChatFilter, toQuery } from './filter';

export type ChatPages = InfiniteData<Page<Chat>, string | undefined>;
export type MessagePages = InfiniteData<Page<Message>, string | undefined>;
export type FoundPages = InfiniteData<Page<FoundMessage>, string | undefined>;

export const chatsKey = ['chats'] as const;
export const chatListsKey = [...chatsKey, 'list'] as const;
export const countsKey = [...chatsKey, 'counts'] as const;
/** The chats that are or were open, each on its own. */
export const openChatsKey = [...chatsKey, 'one'] as const;
export const chatKey = (id: string) => [...openChatsKey, id] as const;
export const threadKey = (chatId: string) => ['messages', chatId] as const;
export const notesKey = (chatId: string) => ['notes', chatId] as const;
/** Without a chat: of all of them. */
export const gapsKey = (chatId?: string) => (chatId ? (['chat-gaps', chatId] as const) : (['chat-gaps'] as const));
export const panelsKey = ['chat-panel'] as const;

const chatsPerPage = 50;
const messagesPerPage = 40;
const foundPerPage = 30;
/** Shorter words would find nearly everything; the API refuses them. */
export const searchFrom = 2;

/** Chats of a filter by latest message, page by page. */
export const chatsQuery = (filter: ChatFilter) =>
  infiniteQueryOptions({
    queryKey: [...chatListsKey, filter],
    queryFn: ({ pageParam, signal }) =>
      callList(listChats, { query: { ...toQuery(filter), cursor: pageParam, limit: chatsPerPage } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    // Live changes keep what did not change as it was; comparing every field of every loaded chat would cost more than drawing.
    structuralSharing: false,
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

/** People by name, phone or e-mail; needs two characters. */
export const contactSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['contacts', 'search', q],
    queryFn: async ({ signal }) => (await callList(searchContacts, { query: { q, limit: 20 } }, { signal })).items,
    enabled: q.trim().length >= 2,
    placeholderData: keepPreviousData,
  });

/** Messages whose words begin with what is typed, newest first. */
export const messageSearchQuery = (q: string, connectionId: string | null) =>
  infiniteQueryOptions({
    queryKey: ['messages', 'search', q, connectionId],
    queryFn: ({ pageParam, signal }) =>
      callList(
        searchMessages,
        { query: { q, connectionId: connectionId ?? undefined, cursor: pageParam, limit: foundPerPage } },
        { signal },
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.pagination.nextCursor ?? undefined,
    enabled: q.trim().length >= searchFrom,
    placeholderData: keepPreviousData,
  });

/** What the panel shows of the person of a chat besides their fields. */
export const panelQuery = (chatId: string) =>
  queryOptions({
    queryKey: [...panelsKey, chatId],
    queryFn: ({ signal }) => call(getContactPanel, { params: { id: chatId } }, { signal }),
  });

/** Notes of a chat: pinned first, then newest first. */
export const notesQuery = (chatId: string) =>
  queryOptions({
    queryKey: notesKey(chatId),
    queryFn: async ({ signal }) => (await callList(listNotes, { params: { chatId } }, { signal })).items,
  });

/** Outages of a chat's connection, newest first. */
export const gapsQuery = (chatId: string) =>
  queryOptions({
    queryKey: gapsKey(chatId),
    queryFn: async ({ signal }) => (await callList(listChatGaps, { params: { id: chatId } }, { signal })).items,
  });
