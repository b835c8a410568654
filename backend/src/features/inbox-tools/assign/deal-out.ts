// Who gets which waiting chat. Pure.
import { type Role, roleHas } from '@parley/contract';
import { mayBeGiven } from '../../chats';

export interface WaitingChat {
  id: string;
  /** The contact's coach. */
  ownerId: string | null;
}

export interface Taker {
  userId: string;
  role: Role;
  /** Open chats they have. */
  open: number;
  /** Epoch ms; null = never. */
  lastAssignedAt: number | null;
}

export interface Assignment {
  chatId: string;
  userId: string;
}

/** True for roles that read and answer chats. */
export function answersChats(role: Role): boolean {
  return roleHas(role, 'chats.read') && roleHas(role, 'messages.send');
}

/** True when the member may be given anybody's chat, not only those of their own contacts. */
export function takesAnyChat(member: Pick<Taker, 'userId' | 'role'>): boolean {
  return mayBeGiven(member, { ownerId: null });
}

/**
 * Gives each chat, in the given order, to its contact's coach when they have room, otherwise to whoever may have it and has the fewest open
 * chats, among equals to the one whose last chat is longest ago. Nobody gets more than `limit` open chats.
 * @returns in the order of the chats; a chat that nobody can take is left out
 */
export function dealOut(chats: readonly WaitingChat[], takers: readonly Taker[], limit: number): Assignment[] {
  const hands = takers.map((taker) => ({ ...taker, last: taker.lastAssignedAt ?? Number.NEGATIVE_INFINITY }));
  let turn = Math.max(0, ...takers.map((taker) => taker.lastAssignedAt ?? 0));
  return chats.flatMap(({ id, ownerId }) => {
    const able = hands.filter((hand) => hand.open < limit && mayBeGiven(hand, { ownerId }));
    const chosen = able.find((hand) => hand.userId === ownerId) ?? able.sort(compareTurns)[0];
    if (!chosen) return [];
    turn += 1;
    chosen.open += 1;
    chosen.last = turn;
    return [{ chatId: id, userId: chosen.userId }];
  });
}

interface Hand extends Taker {
  last: number;
}

function compareTurns(a: Hand, b: Hand): number {
  if (a.open !== b.open) return a.open - b.open;
  // Not by subtraction: two who never had a chat would differ by NaN.
  if (a.last !== b.last) return a.last < b.last ? -1 : 1;
  return a.userId < b.userId ? -1 : 1;
}
