// Whose ready answers somebody may use and change. Pure.
import type { Actor } from '../../platform/actor';

type Person = Pick<Actor, 'userId' | 'can'>;

/** One's own, and the team's. */
export function cannedVisibleSql(alias: string, userId: string): string {
  return `(${alias}.owner_id is null or ${alias}.owner_id = ${userId})`;
}

/** @param ownerId null = the whole team's */
export function mayChangeCanned(actor: Person, ownerId: string | null): boolean {
  return ownerId === null ? actor.can('inbox.manage') : ownerId === actor.userId;
}
