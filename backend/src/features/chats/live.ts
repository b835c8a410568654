// Chat events onto the live feed: to those who see the chat, and a word to those who do not see it any more.
import type { FrameAudience } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { presentChatsForFeed } from './present';

export const chatSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  {
    name: 'chats-live',
    types: ['chat.created', 'chat.updated', 'chat.assigned', 'chat.read', 'chat.tagged', 'chat.taken_over'],
    run: (event) => publishChats(parts, event),
  },
  {
    name: 'chat-deleted-live',
    types: ['chat.deleted'],
    run: async ({ tenantId, subjectId, data }) => {
      // The chat is gone: who saw it was written down with the event.
      if (subjectId && data.audience)
        await parts.feed.publish(tenantId, 'chat.deleted', { chatId: subjectId }, data.audience as FrameAudience);
    },
  },
];

const chatsPerFrame = 100;

async function publishChats(parts: Parts, event: StoredEvent): Promise<void> {
  const { tenantId } = event;
  const chatIds = chatsOf(event);
  const shown = await parts.db.withTenant(tenantId, (tx) => presentChatsForFeed(tx, parts, chatIds));
  for (const { chat, audience } of shown.values())
    await parts.feed.publish(tenantId, 'chat.updated', { chat }, audience);
  const losers = whoLostSight(event);
  for (let at = 0; losers && at < chatIds.length; at += chatsPerFrame)
    await parts.feed.publish(tenantId, 'chats.changed', { chatIds: chatIds.slice(at, at + chatsPerFrame) }, losers);
}

/** One chat as the subject, or several in the data. */
function chatsOf({ subjectId, data }: StoredEvent): string[] {
  if (subjectId) return [subjectId];
  return Array.isArray(data.chatIds) ? data.chatIds.filter((id): id is string => typeof id === 'string') : [];
}

/** They are not shown the chat again, but told to look at their lists. */
function whoLostSight({ type, data }: StoredEvent): FrameAudience | undefined {
  const { ownerBefore, from, to } = data;
  if (typeof ownerBefore === 'string') return { permission: 'chats.read', userIds: [ownerBefore] };
  if (type !== 'chat.assigned') return undefined;
  if (typeof from === 'string') return { permission: 'chats.read', userIds: [from] };
  // Nobody answered it: every agent saw it until now.
  return {
    permission: 'chats.read',
    userIds: [],
    unassigned: true,
    ...(typeof to === 'string' ? { exceptUserId: to } : {}),
  };
}
