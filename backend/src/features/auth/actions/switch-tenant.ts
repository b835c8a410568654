// Continuing in another tenant: a new session there; the one here ends.
import type { SignedIn } from '@parley/contract';
import { notFound } from '../../../platform/errors';
import { recordEvent } from '../../../platform/events';
import type { ActorContext } from '../../../platform/http/context';
import { findWhoAmI } from '../queries';
import { openSession, toSignedIn } from '../sessions';
import { revokeSessions } from './revoke-sessions';

/** @throws AppError not_found when the caller is no active member there */
export async function switchTenant(context: ActorContext, tenantId: string): Promise<SignedIn> {
  const { parts, actor, requestId } = context;
  return parts.db.withTenant(tenantId, async (tx) => {
    if (!(await findWhoAmI(tx, actor.userId))) throw notFound('team');
    await revokeSessions({ sessionId: actor.sessionId, reason: 'switched' });
    const session = await openSession(context, tx, actor.userId);
    await recordEvent(tx, parts.publish, {
      type: 'user.signed_in',
      actorId: actor.userId,
      subjectId: actor.userId,
      requestId,
    });
    return toSignedIn(parts, tx, session);
  });
}
