// Messages: what was said, by whom, and how far it got.
import { z } from 'zod';
import { messageDirection, messageState } from './chats';
import { cursorQuery, defineEndpoint, empty, id, idParams, isoTime } from './core';
import { outcomeCode } from './errors';

/** `unsupported` keeps what the provider sent and says so. Media kinds show a label until the media work of the inbox lands. */
export const messageKinds = [
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'location',
  'contact',
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

export const message = z.object({
  id,
  chatId: id.nullable(),
  direction: messageDirection,
  kind: messageKind,
  text: z.string().nullable(),
  content: z.record(z.string(), z.unknown()).describe('Kind-specific: caption, mime, fileName, latitude …'),
  state: messageState,
  error: messageError.nullable(),
  source: messageSource,
  senderId: id.nullable(),
  senderName: z.string().nullable(),
  campaignId: id.nullable(),
  campaignName: z.string().nullable(),
  replyToId: id.nullable(),
  clientKey: z.string().nullable().describe('Echo of the sender’s own key, to match an optimistic bubble'),
  at: isoTime.describe('Its place in the thread'),
  sentAt: isoTime.nullable(),
  deliveredAt: isoTime.nullable(),
  readAt: isoTime.nullable(),
  abilities: z.object({ retry: z.boolean() }),
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
  body: z.object({
    chatId: id,
    kind: z.literal('text').default('text'),
    text: z.string().trim().min(1, 'Write something first').max(4096),
    replyToId: id.optional(),
    clientKey: z.string().max(64).optional(),
  }),
  response: message,
  errors: ['not_found', 'validation_failed', 'insufficient_credits', 'rule_broken'],
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
export const retryMessage = defineEndpoint({
  name: 'retryMessage',
  method: 'POST',
  path: '/api/messages/:id/retry',
  summary: 'Send a failed or uncertain message again, on purpose',
  permission: 'messages.send',
  params: idParams,
  response: message,
  errors: ['not_found', 'wrong_state', 'insufficient_credits'],
});
export const markMessagesRead = defineEndpoint({
  name: 'markMessagesRead',
  method: 'PATCH',
  path: '/api/messages/mark-read',
  summary: 'Mark a chat read',
  permission: 'chats.read',
  body: z.object({ chatId: id }),
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
