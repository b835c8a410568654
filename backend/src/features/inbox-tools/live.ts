// Events of the inbox's tools onto the live feed, and what lets a waiting chat be given.
import { z } from 'zod';
import type { Feature } from '../../platform/feature';
import { ringAssignments } from './assign/ring';

const cannedData = z.object({ ownerId: z.uuid().nullable() });

export const inboxToolsSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'tags-live',
    types: ['tag.created', 'tag.updated', 'tag.deleted'],
    run: ({ tenantId }) => parts.feed.publish(tenantId, 'tags.changed', {}, { permission: 'chats.read' }),
  },
  {
    name: 'canned-replies-live',
    types: ['canned_reply.changed'],
    run: ({ tenantId, data }) => {
      const { ownerId } = cannedData.parse(data);
      const audience = { permission: 'chats.read', ...(ownerId ? { userIds: [ownerId] } : {}) };
      return parts.feed.publish(tenantId, 'canned_replies.changed', {}, audience);
    },
  },
  {
    name: 'inbox-live',
    types: ['inbox.settings', 'inbox.availability'],
    run: ({ tenantId }) => parts.feed.publish(tenantId, 'inbox.changed', {}, { permission: 'chats.read' }),
  },
  {
    // Somebody may have room now (a chat was closed or given away, a member came), or a chat was put back among the waiting ones.
    name: 'assignments',
    types: [
      'inbox.settings',
      'inbox.availability',
      'chat.updated',
      'chat.assigned',
      'chat.deleted',
      'user.joined',
      'user.updated',
      'user.removed',
    ],
    run: async ({ tenantId, type, actorId }) => {
      // What was given automatically leaves nobody with more room.
      if (type === 'chat.assigned' && actorId === null) return;
      await ringAssignments(parts, tenantId);
    },
  },
];
