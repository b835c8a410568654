// Who may change whom. Only an owner makes or unmakes an owner, and nobody touches somebody above them.
import { type Role, roles } from '@parley/contract';

/** True when `actor` stands at or above `other`; the contract lists the roles from the top. */
export function standsAtLeast(actor: Role, other: Role): boolean {
  return roles.indexOf(actor) <= roles.indexOf(other);
}

/** May a person of role `actor` give `role` to a member (or an invited person)? */
export function mayGive(actor: Role, role: Role): boolean {
  return standsAtLeast(actor, role);
}

/** May a person of role `actor` change the role or status of a member of role `target`, or remove them? */
export function mayTouch(actor: Role, target: Role): boolean {
  return standsAtLeast(actor, target);
}

export interface Standing {
  role: Role;
  status: 'active' | 'deactivated';
}

/** True when a change from `before` to `after` (null: removed) takes an acting owner away. */
export function unmakesOwner(before: Standing, after: Standing | null): boolean {
  const owns = (standing: Standing | null) => standing?.role === 'owner' && standing.status === 'active';
  return owns(before) && !owns(after);
}
