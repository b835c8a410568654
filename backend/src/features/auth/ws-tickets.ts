// Tickets for the WebSocket: browsers cannot send a header with it, and a token in an address would end up in logs. A ticket is worth
// nothing after its first use or half a minute.
import { z } from 'zod';
import type { Actor } from '../../platform/actor';
import { hashToken, newToken } from '../../platform/crypto';
import { AppError } from '../../platform/errors';
import type { Parts } from '../../platform/parts';
import { redisKey } from '../../platform/redis';
import { actorOfSession } from './authenticate';

const lifeSeconds = 30;
const claims = z.object({ userId: z.uuid(), tenantId: z.uuid(), sessionId: z.uuid() });

/** @throws AppError unavailable while Redis is away */
export async function createTicket(parts: Parts, actor: Actor): Promise<{ ticket: string; expiresIn: number }> {
  if (parts.redis.status !== 'ready')
    throw new AppError('unavailable', 'Live updates are not available right now. They come back by themselves.', {
      retryAfterSeconds: 2,
    });
  const ticket = newToken();
  const { userId, tenantId, sessionId } = actor;
  await parts.redis.set(keyOf(parts, ticket), JSON.stringify({ userId, tenantId, sessionId }), 'EX', lifeSeconds);
  return { ticket, expiresIn: lifeSeconds };
}

/** Who the ticket was given to; undefined when it is unknown, used, too old, or its session has ended since. */
export async function redeemTicket(parts: Parts, ticket: string): Promise<Actor | undefined> {
  if (parts.redis.status !== 'ready') return undefined;
  const stored = await parts.redis.getdel(keyOf(parts, ticket));
  return stored === null ? undefined : actorOfSession(parts, claims.parse(JSON.parse(stored)));
}

function keyOf(parts: Parts, ticket: string): string {
  return redisKey(parts.config.redis, 'ticket', hashToken(ticket).toString('base64url'));
}
