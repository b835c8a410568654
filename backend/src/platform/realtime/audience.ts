// Who hears a frame. Pure.
import type { FrameAudience, Permission, Role } from '@parley/contract';
import type { Actor } from '../actor';

export type Hearer = Pick<Actor, 'userId' | 'role' | 'can'>;

/**
 * The question "may this person hear it?" for one frame. What a role may hear is worked out once, because a frame is asked about for
 * thousands of sockets. Audiences name permissions as text, since frames travel through Redis; an unknown name is held by nobody.
 */
export function hearingOf({
  permission,
  viewAll,
  userIds,
  unassigned,
  exceptUserId,
}: FrameAudience): (actor: Hearer) => boolean {
  const byRole = new Map<Role, 'all' | 'named' | 'none'>();
  const answerFor = ({ can }: Hearer): 'all' | 'named' | 'none' => {
    const holds = (name: string) => can(name as Permission); // `can` only looks the name up
    if (permission !== undefined && !holds(permission)) return 'none';
    if (viewAll === undefined && userIds === undefined) return 'all';
    if (viewAll !== undefined && holds(viewAll)) return 'all';
    return unassigned === true && holds('chats.viewUnassigned') ? 'all' : 'named';
  };
  return (actor) => {
    if (actor.userId === exceptUserId) return false;
    let answer = byRole.get(actor.role);
    if (!answer) {
      answer = answerFor(actor);
      byRole.set(actor.role, answer);
    }
    if (answer === 'named') return userIds?.includes(actor.userId) ?? false;
    return answer === 'all';
  };
}
