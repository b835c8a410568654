// Chat events onto the live feed.
import type { FrameAudience } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import { presentChatsForFeed } from './present';

export const chatSubscribers: NonNullable<Feature['subscribers']> = ({ db, feed }) => [
  {
    name: 'chats-live',
    types: ['chat.created', 'chat.updated', 'chat.assigned', 'chat.read'],
    run: async (event) => {
      const { tenantId } = event;
      const chatIds = chatsOf(event);
      const shown = await db.withTenant(tenantId, (tx) => presentChatsForFeed(tx, chatIds));
      for (const { chat, audience } of shown.values())
        await feed.publish(tenantId, 'chat.updated', { chat }, withAnswererBefore(audience, event));
      const { ownerBefore } = event.data;
      // Who lost the contact is not shown the chat again, but told to look.
      if (typeof ownerBefore === 'string')
        await feed.publish(
          tenantId,
          'chats.changed',
          { chatIds: chatIds.slice(0, 100) },
          { permission: 'chats.read', userIds: [ownerBefore] },
        );
    },
  },
];

/** One chat as the subject, or several in the data. */
function chatsOf({ subjectId, data }: StoredEvent): string[] {
  if (subjectId) return [subjectId];
  return Array.isArray(data.chatIds) ? data.chatIds.filter((id): id is string => typeof id === 'string') : [];
}

/** Those who saw the chat until it was given away hear once more, so that it leaves their list. */
function withAnswererBefore(audience: FrameAudience, event: StoredEvent): FrameAudience {
  if (event.type !== 'chat.assigned') return audience;
  const { from } = event.data;
  if (from === null) return { ...audience, unassigned: true };
  return typeof from === 'string' ? { ...audience, userIds: [...(audience.userIds ?? []), from] } : audience;
}
