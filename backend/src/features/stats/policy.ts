// How far the caller's numbers reach: everything, or their own.
import type { Actor } from '../../platform/actor';

/** Null means everybody's; an id limits to that person's own. */
export interface Reach {
  /** Contacts and chats of this coach. */
  contactsOf: string | null;
  /** Chats assigned to this agent; `unassigned` adds those nobody has. */
  chatsOfOwner: string | null;
  chatsOfAssignee: string | null;
  unassigned: boolean;
  campaignsOf: string | null;
  connectionsOf: string | null;
}

/** A person without `chats.viewAll` sees as a coach what they own, or, with `chats.viewUnassigned`, as an agent what they are given. */
export function reachOf(actor: Actor): Reach {
  const own = (all: boolean) => (all ? null : actor.userId);
  const allChats = actor.can('chats.viewAll');
  const asAgent = actor.can('chats.viewUnassigned');
  return {
    contactsOf: own(actor.can('contacts.viewAll')),
    chatsOfOwner: own(allChats || asAgent),
    chatsOfAssignee: own(allChats || !asAgent),
    unassigned: asAgent,
    campaignsOf: own(actor.can('campaigns.viewAll')),
    connectionsOf: own(actor.can('connections.viewAll')),
  };
}
