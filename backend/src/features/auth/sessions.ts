// Sessions: opening one, and the answer that goes with it (tokens, who I am, where, what I may do).
import type { Session, SignedIn } from '@parley/contract';
import type { TenantTx } from '../../platform/db/database';
import { found } from '../../platform/errors';
import type { BaseContext } from '../../platform/http/context';
import type { Parts } from '../../platform/parts';
import { presentSession } from './present';
import { findWhoAmI } from './queries';
import { type RefreshState, signAccess, signRefresh } from './tokens';

/** A session's row as far as tokens need it. */
export interface OpenSession extends RefreshState {
  userId: string;
  tenantId: string;
}

interface SessionRow {
  id: string;
  user_id: string;
  tenant_id: string;
  generation: number;
  rotated_at: Date;
  expires_at: Date;
}

/** The columns `toOpenSession` reads. */
export const sessionColumns = 'id, user_id, tenant_id, generation, rotated_at, expires_at';

export function toOpenSession(row: SessionRow): OpenSession {
  return {
    sessionId: row.id,
    userId: row.user_id,
    tenantId: row.tenant_id,
    generation: row.generation,
    rotatedAt: row.rotated_at,
    expiresAt: row.expires_at,
  };
}

/** Opens a session of the user in the transaction's tenant, on the device of this request. */
export async function openSession(context: BaseContext, tx: TenantTx, userId: string): Promise<OpenSession> {
  const { config } = context.parts;
  const row = await tx.one<SessionRow>(
    `insert into sessions (user_id, tenant_id, expires_at, user_agent, ip)
     values ($1, $2, now() + make_interval(secs => $3), left($4, 300), $5) returning ${sessionColumns}`,
    [userId, tx.tenantId, config.tokens.refreshSeconds, context.req.get('user-agent') ?? null, context.ip || null],
  );
  return toOpenSession(found(row, 'session'));
}

/** Who the user is in the transaction's tenant. @throws AppError not_found when not an active member */
export async function describeSession(parts: Parts, tx: TenantTx, userId: string): Promise<Session> {
  return presentSession(found(await findWhoAmI(tx, userId), 'team'), parts.config.sandboxPhoneUrl ?? null);
}

/** The answer to every way of signing in. `tx` must be of the session's tenant. */
export async function toSignedIn(parts: Parts, tx: TenantTx, session: OpenSession): Promise<SignedIn> {
  const { tokens } = parts.config;
  return {
    ...(await describeSession(parts, tx, session.userId)),
    accessToken: await signAccess(tokens, session),
    refreshToken: await signRefresh(tokens, session),
    expiresIn: tokens.accessSeconds,
  };
}
