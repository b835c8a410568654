// Who hears a frame. Pure.
import type { FrameAudience, Permission } from '@parley/contract';
import type { Actor } from '../actor';

/** Audiences name permissions as text, because frames travel through Redis; an unknown name is held by nobody. */
export function mayHear(
  actor: Pick<Actor, 'userId' | 'can'>,
  { permission, viewAll, userIds, unassigned }: FrameAudience,
): boolean {
  const holds = (name: string) => actor.can(name as Permission); // `can` only looks the name up
  if (permission !== undefined && !holds(permission)) return false;
  if (viewAll === undefined && userIds === undefined) return true;
  if (viewAll !== undefined && holds(viewAll)) return true;
  if (userIds?.includes(actor.userId)) return true;
  return unassigned === true && holds('chats.viewUnassigned');
}
