// Ending sessions: one, a person's others, or all a person has in a tenant. Their next request or socket check is refused.
import type { Sql } from '../../../platform/db/database';
import { prisma } from '../../../platform/db/prisma';

/** Names a session or a person, so that no call can mean everybody. */
type Whose = { sessionId: string; userId?: string } | { sessionId?: undefined; userId: string };

export type Ended = Whose & {
  /** Only sessions in this tenant. */
  tenantId?: string;
  /** The session that stays. */
  exceptId?: string;
  reason: 'logout' | 'revoked' | 'switched' | 'password_changed' | 'left_team';
};

/** Ends the open sessions that match everything given. @returns how many ended */
export async function revokeSessions({ sessionId, userId, tenantId, exceptId, reason }: Ended): Promise<number> {
  const { count } = await prisma.session.updateMany({
    where: { id: { equals: sessionId, not: exceptId }, userId, tenantId, revokedAt: null },
    data: { revokedAt: new Date(), revokedReason: reason },
  });
  return count;
}

/** Ends a session whose tenant is not known, because an old refresh token of it came back. @returns whether it was open until now */
export async function revokeReused(system: Sql, sessionId: string): Promise<boolean> {
  const ended = await system.query(
    "update sessions set revoked_at = now(), revoked_reason = 'reuse' where id = $1 and revoked_at is null returning id",
    [sessionId],
  );
  return ended.length > 0;
}
