// Notes: what the team writes about a chat for itself.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';

/** `private` is seen by its author alone, `public` by everybody who sees the chat. */
export const noteVisibility = z.enum(['private', 'public']);

export const note = z.object({
  id,
  chatId: id,
  text: z.string(),
  visibility: noteVisibility,
  pinned: z.boolean(),
  authorId: id.nullable(),
  authorName: z.string().nullable(),
  createdAt: isoTime,
  updatedAt: isoTime,
  abilities: z.object({ edit: z.boolean(), pin: z.boolean() }),
});
export type Note = z.infer<typeof note>;

/** Counts of what the reader may see, the pinned ones, the latest, and who wrote. */
export const noteSummary = z.object({
  chatId: id,
  total: z.number().int(),
  private: z.number().int(),
  public: z.number().int(),
  pinned: z.array(note),
  latest: note.nullable(),
  authors: z.array(z.object({ id, name: z.string(), count: z.number().int() })),
});
export type NoteSummary = z.infer<typeof noteSummary>;

const text = z.string().trim().min(1, 'Write something first').max(5000);

export const listNotes = defineEndpoint({
  name: 'listNotes',
  method: 'GET',
  path: '/api/notes/chat/:chatId',
  summary: 'Notes of a chat: pinned first, then newest first',
  permission: 'chats.read',
  params: z.object({ chatId: id }),
  list: true,
  response: note,
  errors: ['not_found'],
});
export const getNoteSummary = defineEndpoint({
  name: 'getNoteSummary',
  method: 'GET',
  path: '/api/notes/chat/:chatId/summary',
  summary: 'Notes of a chat at a glance',
  permission: 'chats.read',
  params: z.object({ chatId: id }),
  response: noteSummary,
  errors: ['not_found'],
});
export const createNote = defineEndpoint({
  name: 'createNote',
  method: 'POST',
  path: '/api/notes',
  summary: 'Write a note',
  permission: 'chats.read',
  status: 201,
  body: z.object({
    chatId: id,
    text,
    visibility: noteVisibility.default('public'),
    pinned: z.boolean().default(false),
  }),
  response: note,
  errors: ['not_found', 'validation_failed'],
});
export const getNote = defineEndpoint({
  name: 'getNote',
  method: 'GET',
  path: '/api/notes/:id',
  summary: 'One note',
  permission: 'chats.read',
  params: idParams,
  response: note,
  errors: ['not_found'],
});
export const updateNote = defineEndpoint({
  name: 'updateNote',
  method: 'PUT',
  path: '/api/notes/:id',
  summary: 'Change a note; its author alone changes the text, anybody who sees a public one may pin it',
  permission: 'chats.read',
  params: idParams,
  body: z.object({ text: text.optional(), visibility: noteVisibility.optional(), pinned: z.boolean().optional() }),
  response: note,
  errors: ['not_found', 'forbidden', 'validation_failed'],
});
export const deleteNote = defineEndpoint({
  name: 'deleteNote',
  method: 'DELETE',
  path: '/api/notes/:id',
  summary: 'Delete a note of one’s own (or, with chats.viewAll, anybody’s public one)',
  permission: 'chats.read',
  params: idParams,
  response: empty,
  errors: ['not_found', 'forbidden'],
});
