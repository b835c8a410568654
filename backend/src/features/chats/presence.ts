// Who looks at a chat, and who writes in it. It lives in Redis alone and is told live when it changes; losing it loses nothing.
import type { ChatViewer, EndpointParsed, Role, setChatPresence } from '@parley/contract';
import { z } from 'zod';
import { channelOf } from '../../channels';
import { found } from '../../platform/errors';
import type { Feature } from '../../platform/feature';
import type { ActorContext } from '../../platform/http/context';
import type { Parts } from '../../platform/parts';
import { defineJob, handle } from '../../platform/queues';
import { audienceOf, type ChatRoles, chatVisibleSql, type Viewer } from './policy';
import { type PresenceChange, takePresence } from './presence-store';
import { showTypingToCustomer } from './show-typing';

type PresenceState = EndpointParsed<typeof setChatPresence>['body']['state'];

/** Tells when a viewer or a writer has gone without saying so. */
export const presenceJob = defineJob({
  name: 'chat-presence',
  payload: z.object({ tenantId: z.uuid(), chatId: z.uuid() }),
});

/**
 * The actor looks at the chat, writes in it, or has left it.
 * @returns the others who are there; nobody while Redis is away
 * @throws AppError not_found
 */
export async function setPresence(
  { parts, actor, log }: ActorContext,
  chatId: string,
  state: PresenceState,
): Promise<{ viewers: ChatViewer[] }> {
  const { tenantId, userId, name } = actor;
  const chat = found(await findChat(parts, tenantId, chatId, actor), 'chat');
  // Without Redis the calls below would wait for its return.
  if (parts.redis.status !== 'ready') return { viewers: [] };
  if (state === 'typing' && actor.can('messages.send') && mayTellCustomer(parts, chat))
    showTypingToCustomer(parts, tenantId, chatId).catch((error: unknown) =>
      log.debug('the customer was not told that somebody writes', { chatId, error }),
    );
  let presence = await takePresence(parts, { tenantId, chatId }, { userId, name, state });
  if (presence.changed) {
    presence = await tell(parts, tenantId, chatId, chat, presence);
    if (presence.lapsesInMs !== null)
      await parts.queues.ring(presenceJob, { tenantId, chatId }, { key: chatId, delayMs: presence.lapsesInMs });
  }
  return { viewers: presence.viewers.filter((viewer) => viewer.userId !== userId) };
}

export const presenceJobs: NonNullable<Feature['jobs']> = (parts) => [
  handle(presenceJob, async ({ tenantId, chatId }) => {
    let presence = await takePresence(parts, { tenantId, chatId });
    const chat = presence.changed ? await findChat(parts, tenantId, chatId, null) : undefined;
    if (chat) presence = await tell(parts, tenantId, chatId, chat, presence);
    return presence.lapsesInMs === null ? undefined : { againInMs: presence.lapsesInMs };
  }),
];

interface PresenceRow {
  owner_id: string | null;
  owner_role: Role | null;
  assignee_id: string | null;
  assignee_role: Role | null;
  channel: string;
  line_is_up: boolean;
  typing_indicator: boolean;
  read_receipts: boolean;
}

/** @param actor null: without asking who may see it */
async function findChat(
  { db }: Parts,
  tenantId: string,
  chatId: string,
  actor: Viewer | null,
): Promise<PresenceRow | undefined> {
  const params: unknown[] = [tenantId, chatId];
  const [row] = await db.read<PresenceRow>(
    tenantId,
    `select c.owner_id, om.role as owner_role, c.assignee_id, am.role as assignee_role, n.channel,
       n.state = 'connected' and n.removed_at is null as line_is_up, t.typing_indicator, t.read_receipts
     from chats c join tenants t on t.id = c.tenant_id join connections n on n.tenant_id = c.tenant_id and n.id = c.connection_id
     left join memberships am on am.tenant_id = c.tenant_id and am.user_id = c.assignee_id
     left join memberships om on om.tenant_id = c.tenant_id and om.user_id = c.owner_id
     where c.tenant_id = $1 and c.id = $2 ${actor ? `and ${chatVisibleSql(actor, 'c', params)}` : ''}`,
    params,
  );
  return row;
}

function mayTellCustomer({ config }: Parts, chat: PresenceRow): boolean {
  if (!chat.typing_indicator || !chat.line_is_up || !channelOf(config, chat.channel).showTyping) return false;
  // The Cloud API shows typing only together with a read receipt (Meta, "Typing indicators").
  return chat.channel !== 'whatsapp_cloud' || chat.read_receipts;
}

/**
 * Tells who is there. Two processes may tell two changes in the wrong order, so whoever told looks once more: the last word is always true.
 * @returns what was told last
 */
async function tell(
  parts: Parts,
  tenantId: string,
  chatId: string,
  chat: PresenceRow,
  first: PresenceChange,
): Promise<PresenceChange> {
  const people: ChatRoles = {
    ownerId: chat.owner_id,
    ownerRole: chat.owner_role,
    assigneeId: chat.assignee_id,
    assigneeRole: chat.assignee_role,
  };
  for (let told = first; ; ) {
    await parts.feed.publish(tenantId, 'chat.presence', { chatId, viewers: told.viewers }, audienceOf(people));
    const now = await takePresence(parts, { tenantId, chatId });
    if (isSame(now.viewers, told.viewers)) return now;
    told = now;
  }
}

/** Both come in the order of the people's ids. */
function isSame(some: readonly ChatViewer[], others: readonly ChatViewer[]): boolean {
  return (
    some.length === others.length &&
    some.every(({ userId, typing }, at) => others[at]?.userId === userId && others[at]?.typing === typing)
  );
}
