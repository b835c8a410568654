// Refresh: a new pair of tokens for an old refresh token. Each token works once; an old one that comes back proves that two hold it.
import type { SignedIn } from '@parley/contract';
import type { BaseContext } from '../../../platform/http/context';
import type { Parts } from '../../../platform/parts';
import { sessionEnded } from '../authenticate';
import { findWhoAmI } from '../queries';
import { type OpenSession, sessionColumns, toOpenSession, toSignedIn } from '../sessions';
import { type RefreshClaims, readRefresh } from '../tokens';
import { revokeReused } from './revoke-sessions';

/**
 * How long the token before the current one still gets the same answer: the answer may have been lost on the way, or two tabs asked at
 * once. Ten seconds is product.md's "10 s grace for a lost response".
 */
const graceSeconds = 10;

/** @throws AppError unauthenticated, token_expired, session_revoked */
export async function refresh({ parts, log }: BaseContext, token: string): Promise<SignedIn> {
  const claims = await readRefresh(parts.config.tokens, token);
  const session = (await rotate(parts, claims)) ?? (await repeatLastRotation(parts, claims));
  if (!session) {
    const ended = await revokeReused(parts.db.system('a reused refresh token ends its session'), claims.sessionId);
    if (ended) log.warn('a refresh token was used twice; its session is ended', { sessionId: claims.sessionId });
    throw sessionEnded();
  }
  return parts.db.withTenant(session.tenantId, async (tx) => {
    if (!(await findWhoAmI(tx, session.userId))) throw sessionEnded();
    return toSignedIn(parts, tx, session);
  });
}

type SessionRow = Parameters<typeof toOpenSession>[0];

/** Of two rotations of one generation the second waits for the first and then finds none. */
async function rotate(parts: Parts, { sessionId, generation }: RefreshClaims): Promise<OpenSession | undefined> {
  const [row] = await parts.db.system('a refresh token names only its session').query<SessionRow>(
    `update sessions set generation = generation + 1, rotated_at = now(), expires_at = now() + make_interval(secs => $3)
     where id = $1 and generation = $2 and revoked_at is null and expires_at > now() returning ${sessionColumns}`,
    [sessionId, generation, parts.config.tokens.refreshSeconds],
  );
  return row && toOpenSession(row);
}

async function repeatLastRotation(
  parts: Parts,
  { sessionId, generation }: RefreshClaims,
): Promise<OpenSession | undefined> {
  const [row] = await parts.db.system('a refresh token names only its session').query<SessionRow>(
    `select ${sessionColumns} from sessions
     where id = $1 and generation = $2 + 1 and rotated_at > now() - interval '${graceSeconds} seconds'
       and revoked_at is null and expires_at > now()`,
    [sessionId, generation],
  );
  return row && toOpenSession(row);
}
