// What a team keeps for its inbox: tags, canned replies, and who takes new chats.
import { z } from 'zod';
import { defineEndpoint, empty, id, idParams, isoTime } from './core';

/** Names of the palette's hues; the app knows their light and dark shades. */
export const tagColors = ['grey', 'red', 'orange', 'amber', 'green', 'teal', 'blue', 'violet', 'pink'] as const;
export const tagColor = z.enum(tagColors);

export const chatTag = z.object({
  id,
  name: z.string(),
  color: tagColor,
  chats: z.number().int().describe('Chats that carry it'),
  createdAt: isoTime,
});
export type ChatTag = z.infer<typeof chatTag>;

const tagName = z.string().trim().min(1, 'Enter a name').max(40);

export const listChatTags = defineEndpoint({
  name: 'listChatTags',
  method: 'GET',
  path: '/api/tags',
  summary: 'Tags of chats, by name',
  permission: 'chats.read',
  list: true,
  response: chatTag,
});
export const createChatTag = defineEndpoint({
  name: 'createChatTag',
  method: 'POST',
  path: '/api/tags',
  summary: 'Add a tag',
  permission: 'messages.send',
  status: 201,
  body: z.object({ name: tagName, color: tagColor.default('grey') }),
  response: chatTag,
  errors: ['validation_failed', 'name_taken'],
});
export const updateChatTag = defineEndpoint({
  name: 'updateChatTag',
  method: 'PATCH',
  path: '/api/tags/:id',
  summary: 'Rename or recolour; every chat follows',
  permission: 'inbox.manage',
  params: idParams,
  body: z.object({ name: tagName.optional(), color: tagColor.optional() }),
  response: chatTag,
  errors: ['not_found', 'validation_failed', 'name_taken'],
});
export const deleteChatTag = defineEndpoint({
  name: 'deleteChatTag',
  method: 'DELETE',
  path: '/api/tags/:id',
  summary: 'Remove a tag from everywhere',
  permission: 'inbox.manage',
  params: idParams,
  response: empty,
  errors: ['not_found'],
});

/** A ready answer. `ownerId` null = the whole team's. The text may hold template variables. */
export const cannedReply = z.object({
  id,
  shortcut: z.string(),
  title: z.string(),
  text: z.string(),
  ownerId: id.nullable(),
  uses: z.number().int(),
  updatedAt: isoTime,
  abilities: z.object({ edit: z.boolean() }),
});
export type CannedReply = z.infer<typeof cannedReply>;

const cannedInput = z.object({
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'Use letters, digits, - and _'),
  title: z.string().trim().min(1, 'Enter a title').max(80),
  text: z.string().trim().min(1, 'Write the answer').max(4096),
  shared: z.boolean(),
});

export const listCannedReplies = defineEndpoint({
  name: 'listCannedReplies',
  method: 'GET',
  path: '/api/canned-replies',
  summary: 'My own and the team’s ready answers, most used first',
  permission: 'chats.read',
  list: true,
  query: z.object({ search: z.string().trim().max(100).optional() }),
  response: cannedReply,
});
export const createCannedReply = defineEndpoint({
  name: 'createCannedReply',
  method: 'POST',
  path: '/api/canned-replies',
  summary: 'Add a ready answer; a shared one needs inbox.manage',
  permission: 'messages.send',
  status: 201,
  body: cannedInput.extend({ shared: z.boolean().default(false) }),
  response: cannedReply,
  errors: ['validation_failed', 'name_taken', 'forbidden', 'unknown_variable'],
});
export const updateCannedReply = defineEndpoint({
  name: 'updateCannedReply',
  method: 'PATCH',
  path: '/api/canned-replies/:id',
  summary: 'Change a ready answer',
  permission: 'messages.send',
  params: idParams,
  body: cannedInput.partial(),
  response: cannedReply,
  errors: ['not_found', 'validation_failed', 'name_taken', 'forbidden', 'unknown_variable'],
});
export const deleteCannedReply = defineEndpoint({
  name: 'deleteCannedReply',
  method: 'DELETE',
  path: '/api/canned-replies/:id',
  summary: 'Remove a ready answer',
  permission: 'messages.send',
  params: idParams,
  response: empty,
  errors: ['not_found', 'forbidden'],
});
export const renderCannedReply = defineEndpoint({
  name: 'renderCannedReply',
  method: 'POST',
  path: '/api/canned-replies/:id/render',
  summary: 'The text for the contact of a chat; counts one use',
  permission: 'messages.send',
  params: idParams,
  body: z.object({ chatId: id }),
  response: z.object({ text: z.string(), missing: z.array(z.string()) }),
  errors: ['not_found'],
});

/** How the inbox behaves for the whole tenant. */
export const inboxSettings = z.object({
  readReceipts: z.boolean().describe('Tell the customer that a message was read, when an agent opens it'),
  typingIndicator: z.boolean().describe('Tell the customer that an agent is writing'),
  autoAssign: z.boolean().describe('Give new chats to available members in turn, oldest chat first'),
  autoAssignLimit: z.number().int().min(1).max(500).describe('Open chats of one member before the next is asked'),
  autoAssignConnectionIds: z.array(id).max(100).nullable().describe('null = every connection'),
});
export type InboxSettings = z.infer<typeof inboxSettings>;

export const getInboxSettings = defineEndpoint({
  name: 'getInboxSettings',
  method: 'GET',
  path: '/api/inbox/settings',
  summary: 'How the inbox behaves',
  permission: 'chats.read',
  response: inboxSettings,
});
export const updateInboxSettings = defineEndpoint({
  name: 'updateInboxSettings',
  method: 'PATCH',
  path: '/api/inbox/settings',
  summary: 'Change how the inbox behaves',
  permission: 'inbox.manage',
  body: inboxSettings.partial(),
  response: inboxSettings,
  errors: ['validation_failed'],
});

/** Who takes new chats. `open` counts the chats they have. */
export const availability = z.object({
  userId: id,
  name: z.string(),
  available: z.boolean(),
  open: z.number().int(),
  lastAssignedAt: isoTime.nullable(),
});
export const listAvailability = defineEndpoint({
  name: 'listAvailability',
  method: 'GET',
  path: '/api/inbox/availability',
  summary: 'Members who answer chats, and whether they take new ones',
  permission: 'chats.read',
  list: true,
  response: availability,
});
export const setAvailability = defineEndpoint({
  name: 'setAvailability',
  method: 'PUT',
  path: '/api/inbox/availability',
  summary: 'Take new chats or not; for somebody else with inbox.manage',
  permission: 'messages.send',
  body: z.object({ available: z.boolean(), userId: id.optional() }),
  response: availability,
  errors: ['not_found', 'forbidden'],
});
