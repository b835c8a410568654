// Who sees and who manages a connection. One without an owner belongs to the whole tenant.
import type { Actor } from '../../platform/actor';
import { AppError } from '../../platform/errors';

/**
 * The parameter for `visibleSql`: null when the actor sees every connection, else their own id.
 */
export function viewerOf(actor: Actor): string | null {
  return actor.can('connections.viewAll') ? null : actor.userId;
}

/** A where-clause over `alias` (connections); `param` is the placeholder that carries `viewerOf(actor)`, e.g. `$2`. */
export function visibleSql(alias: string, param: string): string {
  return `(${param}::uuid is null or ${alias}.owner_id is null or ${alias}.owner_id = ${param}::uuid)`;
}

/** A coach uses the tenant's shared lines but manages only their own. */
export function canManage(actor: Actor, connection: { ownerId: string | null }): boolean {
  if (!actor.can('connections.manage')) return false;
  return actor.can('connections.viewAll') || connection.ownerId === actor.userId;
}

/** @throws AppError forbidden */
export function demandManage(actor: Actor, connection: { ownerId: string | null }): void {
  if (!canManage(actor, connection))
    throw new AppError('forbidden', 'This number belongs to the whole team. Ask an admin to change it.');
}

/**
 * Who will own a connection that the actor creates or hands over. A coach's connections are their own.
 * @param wanted undefined = not said
 * @throws AppError forbidden
 */
export function ownerFor(actor: Actor, wanted: string | null | undefined, fallback: string | null): string | null {
  if (actor.can('connections.viewAll')) return wanted === undefined ? fallback : wanted;
  if (wanted !== undefined && wanted !== actor.userId)
    throw new AppError('forbidden', 'You can only keep your own numbers. Ask an admin to hand one over.');
  return actor.userId;
}
