// Ending sessions: one, a person's others, or all a person has in a tenant. Their next request or socket check is refused.
import type { Sql } from '../../../platform/db/database';

export interface Ended {
  sessionId?: string;
  userId?: string;
  /** Only sessions in this tenant. */
  tenantId?: string;
  /** The session that stays. */
  exceptId?: string;
  reason: 'logout' | 'revoked' | 'reuse' | 'switched' | 'password_changed' | 'password_reset' | 'left_team';
}

/** Ends the open sessions that match everything given; name at least a session or a user. @returns how many ended */
export async function revokeSessions(sql: Sql, which: Ended): Promise<number> {
  const rows = await sql.query(
    `update sessions set revoked_at = now(), revoked_reason = $1
     where revoked_at is null and ($2::uuid is not null or $3::uuid is not null)
       and ($2::uuid is null or id = $2) and ($3::uuid is null or user_id = $3)
       and ($4::uuid is null or tenant_id = $4) and ($5::uuid is null or id <> $5)
     returning id`,
    [which.reason, which.sessionId ?? null, which.userId ?? null, which.tenantId ?? null, which.exceptId ?? null],
  );
  return rows.length;
}
