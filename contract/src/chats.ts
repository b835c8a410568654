// Chats: a conversation of one contact on one connection.
import { z } from 'zod';
import { channel } from './connections';
import { cursorQuery, defineEndpoint, empty, id, idParams, isoTime, queryBoolean } from './core';

export const chatStatus = z.enum(['open', 'pending', 'snoozed', 'closed']);
export type ChatStatus = z.infer<typeof chatStatus>;

export const messageState = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'skipped',
  'uncertain',
  'received',
]);
export type MessageState = z.infer<typeof messageState>;
export const messageDirection = z.enum(['in', 'out']);

export const chat = z.object({
  id,
  contactId: id,
  contactName: z.string(),
  contactPhone: z.string().nullable(),
  optedOut: z.boolean(),
  connectionId: id,
  connectionName: z.string(),
  channel,
  status: chatStatus,
  snoozedUntil: isoTime.nullable(),
  assigneeId: id.nullable(),
  assigneeName: z.string().nullable(),
  unreadCount: z.number().int(),
  lastMessage: z
    .object({ preview: z.string(), direction: messageDirection, state: messageState, kind: z.string(), at: isoTime })
    .nullable(),
  lastInboundAt: isoTime.nullable(),
  windowClosesAt: isoTime.nullable().describe('null where the channel has no window'),
  createdAt: isoTime,
  abilities: z.object({ send: z.boolean(), assign: z.boolean() }),
});
export type Chat = z.infer<typeof chat>;

export const chatCounts = z.object({
  mine: z.number().int(),
  unassigned: z.number().int(),
  all: z.number().int(),
  unread: z.number().int(),
});
export type ChatCounts = z.infer<typeof chatCounts>;

export const listChats = defineEndpoint({
  name: 'listChats',
  method: 'GET',
  path: '/api/chats',
  summary: 'Chats by latest message',
  permission: 'chats.read',
  list: true,
  query: cursorQuery.extend({
    status: chatStatus.optional(),
    assignee: z.union([z.enum(['me', 'none']), id]).optional(),
    channel: channel.optional(),
    connectionId: id.optional(),
    contactId: id.optional(),
    unread: queryBoolean.optional(),
    search: z.string().trim().max(100).optional(),
  }),
  response: chat,
});
export const getChatCounts = defineEndpoint({
  name: 'getChatCounts',
  method: 'GET',
  path: '/api/chats/counts',
  summary: 'Open chats per tab, and unread',
  permission: 'chats.read',
  response: chatCounts,
});
export const createChat = defineEndpoint({
  name: 'createChat',
  method: 'POST',
  path: '/api/chats',
  summary: 'Open the chat of a contact on a connection (the existing one if there is one)',
  permission: 'messages.send',
  status: 201,
  body: z.object({ contactId: id, connectionId: id }),
  response: chat,
  errors: ['not_found', 'rule_broken'],
});
export const getChat = defineEndpoint({
  name: 'getChat',
  method: 'GET',
  path: '/api/chats/:id',
  summary: 'One chat',
  permission: 'chats.read',
  params: idParams,
  response: chat,
  errors: ['not_found'],
});
export const assignChat = defineEndpoint({
  name: 'assignChat',
  method: 'PATCH',
  path: '/api/chats/:id/assign',
  summary: 'Assign or unassign',
  permission: 'chats.read',
  params: idParams,
  body: z.object({ userId: id.nullable() }),
  response: chat,
  errors: ['not_found', 'rule_broken'],
});
export const setChatStatus = defineEndpoint({
  name: 'setChatStatus',
  method: 'PATCH',
  path: '/api/chats/:id/status',
  summary: 'Open, pending, snooze or close',
  permission: 'chats.read',
  params: idParams,
  body: z.object({ status: chatStatus, snoozedUntil: isoTime.optional() }),
  response: chat,
  errors: ['not_found', 'validation_failed'],
});
export const readChat = defineEndpoint({
  name: 'readChat',
  method: 'POST',
  path: '/api/chats/:id/read',
  summary: 'Mark everything in it read',
  permission: 'chats.read',
  params: idParams,
  response: empty,
  errors: ['not_found'],
});
