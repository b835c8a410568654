// Who may see and change which contacts. Pure.
import type { Actor } from '../../platform/actor';

export type Viewer = Pick<Actor, 'userId' | 'can'>;

/** Those without `contacts.viewAll` (coaches) see the contacts they own. */
export function maySee(actor: Viewer, contact: { ownerId: string | null }): boolean {
  return actor.can('contacts.viewAll') || contact.ownerId === actor.userId;
}

/** What the actor may do with a contact that they see. */
export function abilitiesFor(actor: Viewer): { edit: boolean; remove: boolean; assign: boolean } {
  return {
    edit: actor.can('contacts.write'),
    remove: actor.can('contacts.delete'),
    assign: actor.can('contacts.assign'),
  };
}

/** Giving a contact to somebody else needs `contacts.assign`; a coach may keep it for themselves. */
export function mayGiveTo(actor: Viewer, ownerId: string | null): boolean {
  return actor.can('contacts.assign') || (ownerId === actor.userId && !actor.can('contacts.viewAll'));
}

/** Who owns a new contact when nobody is named: coaches own what they add, others leave it to the tenant. */
export function ownerByDefault(actor: Viewer): string | null {
  return actor.can('contacts.viewAll') ? null : actor.userId;
}

/**
 * The where-clause of what the actor may see, for any statement over contacts.
 * @param alias the contacts table's alias in the statement
 * @param params the statement's parameters; what the clause needs is appended
 */
export function visibleContactsSql(actor: Viewer, alias: string, params: unknown[]): string {
  if (actor.can('contacts.viewAll')) return 'true';
  params.push(actor.userId);
  return `${alias}.owner_id = $${params.length}`;
}
