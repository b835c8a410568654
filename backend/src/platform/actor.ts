// Who is acting, in which tenant, and what they may do.
import type { Permission, Role } from '@parley/contract';
import { roleHas } from '@parley/contract';
import { AppError } from './errors';

export interface Actor {
  userId: string;
  tenantId: string;
  sessionId: string;
  name: string;
  role: Role;
  can(permission: Permission): boolean;
}

export function createActor(of: Omit<Actor, 'can'>): Actor {
  return { ...of, can: (permission) => roleHas(of.role, permission) };
}

/** @throws AppError forbidden when the actor lacks the permission. */
export function demand(actor: Actor, permission: Permission): void {
  if (!actor.can(permission))
    throw new AppError('forbidden', 'Your role does not allow this. Ask an admin of your team.', {
      internal: `missing ${permission}`,
    });
}
