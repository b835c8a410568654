// Messages: what was said, by whom, and how far it got.
import { z } from 'zod';
import { assetKind } from './assets';
import { chat, messageDirection, messageState } from './chats';
import { cursorQuery, defineEndpoint, empty, id, idParams, isoTime, queryBoolean } from './core';
import { outcomeCode } from './errors';
import { messageContent, outboundMessage } from './message-content';

/** `unsupported` keeps what the provider sent and says so; `interactive` are buttons and lists, and the customer's choice among them. */
export const messageKinds = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
  'interactive',
  'template',
  'reaction',
  'unsupported',
] as const;
export const messageKind = z.enum(messageKinds);
export type MessageKind = z.infer<typeof messageKind>;

/** Where an outbound message came from; `phone` = typed on the linked phone, `api` = an external system. */
export const messageSource = z.enum(['contact', 'inbox', 'campaign', 'phone', 'api', 'automation']);

export const messageError = z.object({
  code: outcomeCode,
  detail: z.string().nullable().describe('The provider’s own words, for support'),
});

/** How a file of a message stands: on its way from the provider, here, or not to be had. */
export const mediaState = z.enum(['pending', 'ready', 'failed']);

/** The file of a message. The URLs are signed and expire; they are renewed with every read. */
export const messageMedia = z.object({
  state: mediaState,
  assetId: id.nullable(),
  kind: assetKind,
  mime: z.string(),
  fileName: z.string().nullable(),
  sizeBytes: z.number().int().nullable(),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  durationSeconds: z.number().nullable(),
  voice: z.boolean().describe('Recorded for this message rather than attached to it'),
  url: z.string().nullable(),
  thumbnailUrl: z.string().nullable(),
});
export type MessageMedia = z.infer<typeof messageMedia>;

/** The latest reaction of each side; a person has one per message. */
export const messageReaction = z.object({
  emoji: z.string(),
  direction: messageDirection,
  senderId: id.nullable().describe('The user who reacted; null for the customer'),
  senderName: z.string().nullable(),
});

/** What a reply quotes, small enough to show above it. */
export const quotedMessage = z.object({
  id,
  direction: messageDirection,
  kind: z.string(),
  preview: z.string(),
  senderName: z.string().nullable(),
});

export const message = z.object({
  id,
  chatId: id.nullable(),
  direction: messageDirection,
  kind: messageKind,
  text: z.string().nullable(),
  content: messageContent,
  media: messageMedia.nullable(),
  reactions: z.array(messageReaction),
  state: messageState,
  error: messageError.nullable(),
  source: messageSource,
  senderId: id.nullable(),
  senderName: z.string().nullable(),
  campaignId: id.nullable(),
  campaignName: z.string().nullable(),
  replyToId: id.nullable(),
  quoted: quotedMessage.nullable(),
  scheduledAt: isoTime.nullable().describe('Set while it waits for its time'),
  editedAt: isoTime.nullable(),
  deletedAt: isoTime.nullable().describe('Withdrawn: its text and file are gone'),
  clientKey: z.string().nullable().describe('Echo of the sender’s own key, to match an optimistic bubble'),
  at: isoTime.describe('Its place in the thread'),
  sentAt: isoTime.nullable(),
  deliveredAt: isoTime.nullable(),
  readAt: isoTime.nullable(),
  abilities: z.object({
    retry: z.boolean(),
    remove: z.boolean(),
    reply: z.boolean(),
    react: z.boolean(),
  }),
});
export type Message = z.infer<typeof message>;

export const listMessages = defineEndpoint({
  name: 'listMessages',
  method: 'GET',
  path: '/api/messages/chat/:chatId',
  summary: 'A thread, newest first',
  permission: 'chats.read',
  params: z.object({ chatId: id }),
  query: cursorQuery,
  list: true,
  response: message,
  errors: ['not_found'],
});
export const sendMessage = defineEndpoint({
  name: 'sendMessage',
  method: 'POST',
  path: '/api/messages',
  summary: 'Queue a message; its state follows over the live feed',
  permission: 'messages.send',
  status: 201,
  body: outboundMessage,
  response: message,
  errors: [
    'not_found',
    'validation_failed',
    'insufficient_credits',
    'rule_broken',
    'template_unusable',
    'window_closed',
    'answered_meanwhile',
    'unsupported_type',
    'too_large',
  ],
});
export const getMessage = defineEndpoint({
  name: 'getMessage',
  method: 'GET',
  path: '/api/messages/:id',
  summary: 'One message',
  permission: 'chats.read',
  params: idParams,
  response: message,
  errors: ['not_found'],
});
export const deleteMessage = defineEndpoint({
  name: 'deleteMessage',
  method: 'DELETE',
  path: '/api/messages/:id',
  summary:
    'Take back: an unsent one is cancelled, a sent one is withdrawn where the channel can, otherwise hidden here',
  permission: 'messages.send',
  params: idParams,
  response: z.object({ withdrawn: z.enum(['cancelled', 'everywhere', 'here']) }),
  errors: ['not_found', 'wrong_state', 'rule_broken', 'upstream_failed', 'upstream_timeout'],
});
export const reactToMessage = defineEndpoint({
  name: 'reactToMessage',
  method: 'PUT',
  path: '/api/messages/:id/reaction',
  summary: 'React, change the reaction, or take it back with an empty emoji',
  permission: 'messages.send',
  params: idParams,
  body: z.object({ emoji: z.string().max(16) }),
  response: message,
  errors: ['not_found', 'rule_broken', 'window_closed', 'validation_failed'],
});
/** `highlight`: character ranges [start, end) of `text` that matched. */
export const foundMessage = z.object({
  message,
  chat,
  excerpt: z.string(),
  highlight: z.array(z.tuple([z.number().int(), z.number().int()])),
});
export type FoundMessage = z.infer<typeof foundMessage>;

export const searchMessages = defineEndpoint({
  name: 'searchMessages',
  method: 'GET',
  path: '/api/messages/search',
  summary: 'Full-text search over messages I can see, newest first; every word must begin a word of the message',
  permission: 'chats.read',
  list: true,
  query: cursorQuery.extend({
    q: z.string().trim().min(2, 'Write at least two letters').max(200),
    chatId: id.optional(),
    connectionId: id.optional(),
  }),
  response: foundMessage,
});
export const listScheduledMessages = defineEndpoint({
  name: 'listScheduledMessages',
  method: 'GET',
  path: '/api/messages/scheduled',
  summary: 'Messages waiting for their time, soonest first',
  permission: 'chats.read',
  list: true,
  query: cursorQuery.extend({ chatId: id.optional(), mine: queryBoolean.optional() }),
  response: message,
});
export const retryMessage = defineEndpoint({
  name: 'retryMessage',
  method: 'POST',
  path: '/api/messages/:id/retry',
  summary: 'Send a failed or uncertain message again, on purpose',
  permission: 'messages.send',
  params: idParams,
  response: message,
  errors: ['not_found', 'wrong_state', 'insufficient_credits', 'window_closed'],
});
export const markMessagesRead = defineEndpoint({
  name: 'markMessagesRead',
  method: 'PATCH',
  path: '/api/messages/mark-read',
  summary: 'Mark a chat, or the chats up to these messages, read',
  permission: 'chats.read',
  body: z.union([z.object({ chatId: id }), z.object({ messageIds: z.array(id).min(1).max(100) })]),
  response: empty,
  errors: ['not_found'],
});
export const getUnreadCount = defineEndpoint({
  name: 'getUnreadCount',
  method: 'GET',
  path: '/api/messages/unread-count',
  summary: 'Unread messages I can see',
  permission: 'chats.read',
  response: z.object({ unread: z.number().int(), chats: z.number().int() }),
});
