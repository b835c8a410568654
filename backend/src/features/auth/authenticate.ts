// Who is calling: an access token, checked against its session and membership in one read.
import { type Actor, createActor } from '../../platform/actor';
import { AppError } from '../../platform/errors';
import type { Authenticate } from '../../platform/http/route';
import type { Parts } from '../../platform/parts';
import { findCaller } from './queries';
import { type AccessClaims, readAccess, signInAgain } from './tokens';

/** Finds out who is calling. @throws AppError unauthenticated, token_expired, session_revoked */
export function createAuthenticate(parts: Parts): Authenticate {
  return async (req) => {
    const [scheme, token] = (req.get('authorization') ?? '').split(' ');
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw signInAgain();
    const actor = await actorOfSession(parts, await readAccess(parts.config.tokens, token));
    if (!actor) throw sessionEnded();
    return actor;
  };
}

/** The actor behind an open session, with the role of this moment; undefined when the session or the membership has ended. */
export async function actorOfSession(parts: Parts, claims: AccessClaims): Promise<Actor | undefined> {
  const caller = await findCaller(parts, claims);
  if (!caller?.open || !caller.role) return undefined;
  return createActor({ ...claims, name: caller.name, role: caller.role });
}

/** The answer for a session that was signed out, or whose member left. */
export function sessionEnded(): AppError {
  return new AppError('session_revoked', 'You were signed out here. Sign in again.');
}
