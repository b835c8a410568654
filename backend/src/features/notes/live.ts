// Note events onto the live feed: to everybody who sees the chat, of a private note to its author alone.
import { noteVisibility } from '@parley/contract';
import { z } from 'zod';
import type { Feature } from '../../platform/feature';
import { presentChatsForFeed } from '../chats';

const eventData = z.object({ chatId: z.uuid(), visibility: noteVisibility, authorId: z.uuid().nullable() });

export const noteSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'notes-live',
    types: ['note.created', 'note.updated', 'note.deleted'],
    run: async ({ tenantId, data }) => {
      const { chatId, visibility, authorId } = eventData.parse(data);
      if (visibility === 'private') {
        const userIds = authorId ? [authorId] : [];
        await parts.feed.publish(tenantId, 'notes.changed', { chatId }, { permission: 'chats.read', userIds });
        return;
      }
      const shown = await parts.db.withTenant(tenantId, (tx) => presentChatsForFeed(tx, parts, [chatId]));
      const audience = shown.get(chatId)?.audience;
      // Without a chat there is nobody left to tell.
      if (audience) await parts.feed.publish(tenantId, 'notes.changed', { chatId }, audience);
    },
  },
];
