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
  tags: z.array(z.object({ id, name: z.string(), color: z.string() })),
  contactPictureUrl: z.string().nullable(),
  takeover: z
    .object({ until: isoTime.nullable() })
    .nullable()
    .describe('A person has taken over: automations are silent; without a time until they are let in again'),
  lastAnswer: z
    .object({ userId: id, name: z.string(), at: isoTime })
    .nullable()
    .describe('Who of the team answered last'),
  connectionState: z.string().describe('State of its connection'),
  createdAt: isoTime,
  version: z
    .number()
    .int()
    .describe('Grows with every change; of two pictures of a chat the one with the higher number is the newer'),
  abilities: z.object({ send: z.boolean(), assign: z.boolean(), remove: z.boolean() }),
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
    tag: id.optional().describe('A tag’s id'),
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
export const updateChat = defineEndpoint({
  name: 'updateChat',
  method: 'PUT',
  path: '/api/chats/:id',
  summary: 'Change status, assignee, tags and takeover at once; what is left out stays',
  permission: 'chats.read',
  params: idParams,
  body: z.object({
    status: chatStatus.optional(),
    snoozedUntil: isoTime.optional(),
    assigneeId: id.nullable().optional(),
    tagIds: z.array(id).max(20).optional(),
    takeover: z.boolean().optional().describe('true: automations stay silent; false: they may answer again'),
  }),
  response: chat,
  errors: ['not_found', 'validation_failed', 'rule_broken'],
});
export const deleteChat = defineEndpoint({
  name: 'deleteChat',
  method: 'DELETE',
  path: '/api/chats/:id',
  summary: 'Delete the conversation with its notes; the contact stays',
  permission: 'chats.delete',
  params: idParams,
  response: empty,
  errors: ['not_found', 'wrong_state'],
});

/** Times in which messages may be missing because the connection was out; `recovered` when the history was fetched afterwards. */
export const chatGap = z.object({
  id,
  from: isoTime,
  to: isoTime.nullable(),
  state: z.enum(['open', 'may_be_missing', 'recovered']),
  recovered: z.number().int().describe('Messages that were fetched afterwards'),
});
export type ChatGap = z.infer<typeof chatGap>;
export const listChatGaps = defineEndpoint({
  name: 'listChatGaps',
  method: 'GET',
  path: '/api/chats/:id/gaps',
  summary: 'Outages of its connection since the chat began, newest first (at most 50)',
  permission: 'chats.read',
  params: idParams,
  list: true,
  response: chatGap,
  errors: ['not_found'],
});

export const chatViewer = z.object({ userId: id, name: z.string(), typing: z.boolean() });
export type ChatViewer = z.infer<typeof chatViewer>;
/** Repeated every 20 s while it holds; forgotten after 45 s. Typing is told to the customer too, where tenant and channel want it. */
export const setChatPresence = defineEndpoint({
  name: 'setChatPresence',
  method: 'PUT',
  path: '/api/chats/:id/presence',
  summary: 'Say that I look at this chat, or write in it',
  permission: 'chats.read',
  params: idParams,
  body: z.object({ state: z.enum(['viewing', 'typing', 'left']) }),
  response: z.object({ viewers: z.array(chatViewer) }),
  errors: ['not_found'],
  replay: 'never',
});

/** What the panel beside a chat shows of its person, in one answer. */
export const contactPanel = z.object({
  contactId: id,
  identities: z.array(z.object({ kind: z.string(), value: z.string(), scope: z.string() })),
  consent: z.object({
    optedOutAt: isoTime.nullable(),
    entries: z.array(
      z.object({
        decision: z.enum(['opt_in', 'opt_out']),
        origin: z.string(),
        note: z.string().nullable(),
        at: isoTime,
      }),
    ),
  }),
  campaigns: z.array(
    z.object({ id, name: z.string(), state: messageState, at: isoTime, repliedAt: isoTime.nullable() }),
  ),
  chats: z.array(
    z.object({
      id,
      channel,
      connectionName: z.string(),
      status: chatStatus,
      lastMessageAt: isoTime,
      preview: z.string(),
      unreadCount: z.number().int(),
    }),
  ),
});
export type ContactPanel = z.infer<typeof contactPanel>;
export const getContactPanel = defineEndpoint({
  name: 'getContactPanel',
  method: 'GET',
  path: '/api/chats/:id/panel',
  summary: 'Identities, consent, campaigns and other chats of the person of a chat (newest 10 of each)',
  permission: 'chats.read',
  params: idParams,
  response: contactPanel,
  errors: ['not_found'],
});
