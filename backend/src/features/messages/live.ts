// Message events onto the live feed: new messages one by one with their chat, changes of state in groups of the same listeners.
import type { FrameAudience, FrameData, Message } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { presentChatsForFeed } from '../chats';
import { presentMessages } from './present';

type Change = FrameData<'message.status'>['changes'][number];

const changesPerFrame = 100;

export const messageSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  { name: 'messages-live', types: ['message.created'], run: (event) => publishNew(parts, event) },
  { name: 'statuses-live', types: ['message.status'], run: (event) => publishChanges(parts, event) },
];

async function load(parts: Parts, { tenantId, data }: StoredEvent) {
  const ids = Array.isArray(data.messageIds)
    ? data.messageIds.filter((id): id is string => typeof id === 'string')
    : [];
  return parts.db.withTenant(tenantId, async (tx) => {
    const messages = await presentMessages(tx, null, ids);
    const chatIds = new Set(messages.flatMap((message) => message.chatId ?? []));
    return { messages, chats: await presentChatsForFeed(tx, [...chatIds]) };
  });
}

async function publishNew(parts: Parts, event: StoredEvent): Promise<void> {
  const { messages, chats } = await load(parts, event);
  await Promise.all(
    messages.map((message) => {
      const one = message.chatId ? chats.get(message.chatId) : undefined;
      return one
        ? parts.feed.publish(event.tenantId, 'message.created', { chat: one.chat, message }, one.audience)
        : undefined;
    }),
  );
}

async function publishChanges(parts: Parts, event: StoredEvent): Promise<void> {
  const { messages, chats } = await load(parts, event);
  const groups = new Map<string, { audience: FrameAudience; changes: Change[] }>();
  for (const message of messages) {
    // Nobody's inbox shows a message without a chat; its campaign reports progress by itself.
    const one = message.chatId ? chats.get(message.chatId) : undefined;
    if (!one) continue;
    const key = JSON.stringify(one.audience);
    const group = groups.get(key) ?? { audience: one.audience, changes: [] };
    groups.set(key, group);
    group.changes.push(toChange(message));
  }
  await Promise.all(
    [...groups.values()].flatMap(({ audience, changes }) =>
      inChunks(changes).map((chunk) =>
        parts.feed.publish(event.tenantId, 'message.status', { changes: chunk }, audience),
      ),
    ),
  );
}

function toChange(message: Message): Change {
  return { messageId: message.id, chatId: message.chatId, message };
}

function inChunks(changes: readonly Change[]): Change[][] {
  return Array.from({ length: Math.ceil(changes.length / changesPerFrame) }, (_, at) =>
    changes.slice(at * changesPerFrame, (at + 1) * changesPerFrame),
  );
}
