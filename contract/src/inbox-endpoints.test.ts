// What clients of the inbox were promised: each address with its filters, bodies and results. Others may be added; none of these may go.
import { z } from 'zod';
import { endpoints } from './index';

const chatFilters = ['cursor', 'limit', 'status', 'assignee', 'channel', 'connectionId', 'tag', 'unread', 'search'];
const sent = ['chatId', 'kind', 'text', 'assetIds', 'template', 'replyToId', 'sendAt'];
const file = ['id', 'kind', 'mime', 'size', 'width', 'height', 'thumbnailUrl'];

test.each<[string, { status?: number; query?: string[]; body?: string[]; result?: string[] }]>([
  ['GET /api/chats', { query: chatFilters, result: ['id', 'status', 'unreadCount', 'lastMessage', 'assigneeId'] }],
  ['POST /api/chats', { status: 201, body: ['contactId', 'connectionId'] }],
  ['GET /api/chats/counts', { result: ['mine', 'unassigned', 'all', 'unread'] }],
  ['GET /api/chats/:id', {}],
  ['PUT /api/chats/:id', { body: ['status', 'assigneeId', 'tagIds'] }],
  ['DELETE /api/chats/:id', {}],
  ['PATCH /api/chats/:id/assign', { body: ['userId'] }],
  ['PATCH /api/chats/:id/status', { body: ['status'] }],
  ['POST /api/chats/:id/read', {}],
  ['GET /api/messages/chat/:chatId', { query: ['cursor', 'limit'], result: ['id', 'kind', 'text', 'state'] }],
  ['POST /api/messages', { status: 201, body: sent, result: ['id', 'state'] }],
  ['GET /api/messages/:id', {}],
  ['DELETE /api/messages/:id', {}],
  ['PATCH /api/messages/mark-read', { body: ['chatId', 'messageIds'] }],
  ['GET /api/messages/unread-count', { result: ['unread', 'chats'] }],
  ['GET /api/messages/search', { query: ['q', 'cursor', 'limit'] }],
  ['POST /api/messages/:id/retry', {}],
  ['GET /api/notes/chat/:chatId', { result: ['id', 'text', 'visibility', 'pinned', 'authorId'] }],
  ['GET /api/notes/chat/:chatId/summary', { result: ['total', 'private', 'public', 'pinned', 'latest'] }],
  ['POST /api/notes', { status: 201, body: ['chatId', 'text', 'visibility', 'pinned'] }],
  ['GET /api/notes/:id', {}],
  ['PUT /api/notes/:id', { body: ['text', 'visibility', 'pinned'] }],
  ['DELETE /api/notes/:id', {}],
  ['GET /api/canned-replies', {}],
  ['POST /api/canned-replies', { status: 201 }],
  ['GET /api/tags', {}],
  ['POST /api/tags', { status: 201 }],
  ['POST /api/assets', { status: 201, result: file }],
  ['GET /api/assets/:id', { result: [...file, 'url'] }],
])('%s is there, with what it was promised with', (address, { status = 200, query = [], body = [], result = [] }) => {
  const endpoint: Declared | undefined = endpoints.find((one) => `${one.method} ${one.path}` === address);
  expect(endpoint).toBeDefined();
  expect(endpoint?.status ?? 200).toBe(status);
  expect(fieldsOf(endpoint?.query)).toEqual(expect.arrayContaining(query));
  expect(fieldsOf(endpoint?.body)).toEqual(expect.arrayContaining(body));
  expect(fieldsOf(endpoint?.response)).toEqual(expect.arrayContaining(result));
});

interface Declared {
  status?: number;
  query?: z.ZodType;
  body?: z.ZodType;
  response: z.ZodType;
}

/** The names of an object's fields; of a choice between objects, those of all. */
function fieldsOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap((one) => fieldsOf(one as z.ZodType));
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
