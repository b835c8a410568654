// Who sees which chats, who hears of them, and who may be given one. Pure.
import type { Channel, Chat, FrameAudience, Role } from '@parley/contract';
import { roleHas } from '@parley/contract';
import { capabilitiesOf } from '../../channels/capabilities';
import type { Actor } from '../../platform/actor';

export type Viewer = Pick<Actor, 'userId' | 'can'>;

/** The contact's coach and the person who answers. */
export interface ChatPeople {
  ownerId: string | null;
  assigneeId: string | null;
}

/**
 * Everything with `chats.viewAll`; what is theirs or nobody's with `chats.viewUnassigned` (agents); otherwise the chats of the contacts they
 * own (coaches).
 */
export function maySeeChat(actor: Viewer, chat: ChatPeople): boolean {
  if (actor.can('chats.viewAll')) return true;
  if (actor.can('chats.viewUnassigned')) return chat.assigneeId === null || chat.assigneeId === actor.userId;
  return chat.ownerId === actor.userId;
}

/**
 * What the actor may see as conditions that exclude each other, each of them one range of an index.
 * @param alias the chats table's alias in the statement
 * @param params the statement's parameters; what the conditions need is appended
 */
export function chatRanges(actor: Viewer, alias: string, params: unknown[]): string[] {
  if (actor.can('chats.viewAll')) return ['true'];
  params.push(actor.userId);
  const self = `$${params.length}`;
  if (actor.can('chats.viewUnassigned')) return [`${alias}.assignee_id = ${self}`, `${alias}.assignee_id is null`];
  return [`${alias}.owner_id = ${self}`];
}

/** The same as one condition, for any statement over chats. */
export function chatVisibleSql(actor: Viewer, alias: string, params: unknown[]): string {
  return `(${chatRanges(actor, alias, params).join(' or ')})`;
}

export interface ChatRoles extends ChatPeople {
  ownerRole: Role | null;
  assigneeRole: Role | null;
}

/** Who hears of a chat: exactly those who may see it. */
export function audienceOf(chat: ChatRoles): FrameAudience {
  const seesAsAgent = (role: Role) => roleHas(role, 'chats.viewUnassigned');
  const userIds: string[] = [];
  if (chat.ownerId && chat.ownerRole && !seesAsAgent(chat.ownerRole)) userIds.push(chat.ownerId);
  if (chat.assigneeId && chat.assigneeRole && seesAsAgent(chat.assigneeRole)) userIds.push(chat.assigneeId);
  return {
    permission: 'chats.read',
    viewAll: 'chats.viewAll',
    userIds,
    ...(chat.assigneeId === null ? { unassigned: true } : {}),
  };
}

/** A chat is given only to somebody who can then see it and answer: a coach works with their own contacts alone. */
export function mayBeGiven(member: { userId: string; role: Role }, chat: { ownerId: string | null }): boolean {
  const { userId, role } = member;
  if (!roleHas(role, 'chats.read') || !roleHas(role, 'messages.send')) return false;
  return maySeeChat(
    { userId, can: (permission) => roleHas(role, permission) },
    { ownerId: chat.ownerId, assigneeId: userId },
  );
}

/** What the actor may do with a chat that they see. Without an actor: what somebody who hears of it may be able to do. */
export function abilitiesFor(actor: Viewer | null, connectionRemoved: boolean): Chat['abilities'] {
  const works = actor?.can('messages.send') ?? true;
  return { send: works && !connectionRemoved, assign: works, remove: actor?.can('chats.delete') ?? true };
}

/** A person may answer this long on Messenger and Instagram, where Meta granted the installation its HUMAN_AGENT feature. */
const humanAgentHours = 7 * 24;

/** Hours after the customer's last message in which a person may write freely; null = always. */
export function windowHoursOf(channel: Channel, { humanAgent }: { humanAgent: boolean }): number | null {
  const { windowHours } = capabilitiesOf[channel];
  return windowHours !== null && humanAgent && channel !== 'whatsapp_cloud' ? humanAgentHours : windowHours;
}

/**
 * When a person may not write freely any more; a chat without an inbound message has a window that never opened: its creation.
 * @returns null where the channel has no window
 */
export function windowCloses(
  channel: Channel,
  lastInboundAt: Date | null,
  createdAt: Date,
  { humanAgent }: { humanAgent: boolean },
): Date | null {
  const hours = windowHoursOf(channel, { humanAgent });
  if (hours === null) return null;
  return lastInboundAt ? new Date(lastInboundAt.getTime() + hours * 3_600_000) : createdAt;
}
