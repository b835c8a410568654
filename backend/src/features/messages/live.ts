// Message events onto the live feed: new messages one by one with their chat, changes of state in groups of the same listeners. A reaction is
// heard as a change of the message it is about.
import { type FrameAudience, type FrameData, type Message, message } from '@parley/contract';
import type { StoredEvent } from '../../platform/events';
import type { Feature } from '../../platform/feature';
import type { Parts } from '../../platform/parts';
import { presentChatsForFeed } from '../chats';
import { presentMessages } from './present';
import { findTargets, readAsOf } from './queries';

type Change = FrameData<'message.status'>['changes'][number];

const changesPerFrame = 100;

export const messageSubscribers: NonNullable<Feature['subscribers']> = (parts) => [
  { name: 'messages-live', types: ['message.created'], run: (event) => publishNew(parts, event) },
  {
    name: 'statuses-live',
    types: ['message.status', 'message.media', 'message.deleted'],
    run: (event) => (event.data.cancelled ? publishCancelled(parts, event) : publishChanges(parts, event)),
  },
];

async function load(parts: Parts, { tenantId, data }: StoredEvent) {
  const ids = Array.isArray(data.messageIds)
    ? data.messageIds.filter((id): id is string => typeof id === 'string')
    : [];
  return parts.db.withTenant(tenantId, async (tx) => {
    const { own, shown, asOf } = await findTargets(tx, ids);
    const messages = await presentMessages(tx, parts, null, shown);
    const chatIds = new Set(messages.flatMap((message) => message.chatId ?? []));
    return { messages, chats: await presentChatsForFeed(tx, parts, [...chatIds]), own, asOf };
  });
}

type Loaded = Awaited<ReturnType<typeof load>>;

async function publishNew(parts: Parts, event: StoredEvent): Promise<void> {
  const loaded = await load(parts, event);
  const isNew = new Set(loaded.own);
  await Promise.all(
    loaded.messages.map((one) => {
      const shown = one.chatId ? loaded.chats.get(one.chatId) : undefined;
      return shown && isNew.has(one.id)
        ? parts.feed.publish(
            event.tenantId,
            'message.created',
            { chat: shown.chat, message: one, asOf: loaded.asOf },
            shown.audience,
          )
        : undefined;
    }),
  );
  await publish(parts, event.tenantId, {
    ...loaded,
    messages: loaded.messages.filter((message) => !isNew.has(message.id)),
  });
}

async function publishChanges(parts: Parts, event: StoredEvent): Promise<void> {
  await publish(parts, event.tenantId, await load(parts, event));
}

/** A message that was cancelled has no row any more; what is left of it came with the event. */
async function publishCancelled(parts: Parts, { tenantId, data }: StoredEvent): Promise<void> {
  const cancelled = message.parse(data.cancelled);
  if (!cancelled.chatId) return;
  const chatIds = [cancelled.chatId];
  const loaded = await parts.db.withTenant(tenantId, async (tx) => ({
    asOf: await readAsOf(tx),
    chats: await presentChatsForFeed(tx, parts, chatIds),
  }));
  await publish(parts, tenantId, { ...loaded, messages: [cancelled] });
}

async function publish(
  parts: Parts,
  tenantId: string,
  { messages, chats, asOf }: Pick<Loaded, 'messages' | 'chats' | 'asOf'>,
): Promise<void> {
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
        parts.feed.publish(tenantId, 'message.status', { asOf, changes: chunk }, audience),
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
