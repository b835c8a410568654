// Who may change which segments. Pure.
import type { Segment } from '@parley/contract';
import type { Actor } from '../../platform/actor';

type Person = Pick<Actor, 'userId' | 'can'>;

/** @param ownerId null = the whole team's, kept by those who give out contacts */
export function mayChange(actor: Person, ownerId: string | null): boolean {
  if (!actor.can('contacts.write')) return false;
  return ownerId === null ? actor.can('contacts.assign') : ownerId === actor.userId;
}

export function abilitiesOf(actor: Person, ownerId: string | null): Segment['abilities'] {
  const may = mayChange(actor, ownerId);
  return { edit: may, remove: may };
}
