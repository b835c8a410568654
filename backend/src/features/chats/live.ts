// Chat events onto the live feed.
import type { FrameAudience } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import { presentChatsForFeed } from './present';

export const chatSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'chats-live',
    types: ['chat.created', 'chat.updated', 'chat.assigned', 'chat.read'],
    run: async (event) => {
      const chatId = event.subjectId;
      if (!chatId) return;
      const shown = await parts.db.withTenant(event.tenantId, (tx) => presentChatsForFeed(tx, [chatId]));
      const one = shown.get(chatId);
      if (!one) return;
      await parts.feed.publish(
        event.tenantId,
        'chat.updated',
        { chat: one.chat },
        withThoseBefore(one.audience, event),
      );
    },
  },
];

/** Those who saw the chat until it was given away hear once more, so that it leaves their list. */
function withThoseBefore(audience: FrameAudience, event: StoredEvent): FrameAudience {
  if (event.type !== 'chat.assigned') return audience;
  const { from } = event.data;
  if (from === null) return { ...audience, unassigned: true };
  return typeof from === 'string' ? { ...audience, userIds: [...(audience.userIds ?? []), from] } : audience;
}
