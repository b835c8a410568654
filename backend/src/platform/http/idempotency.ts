// Idempotency-Key: the same request answered once. The key commits with the change itself, so a crash leaves neither or both.
import { createHash } from 'node:crypto';
import type { Request } from 'express';
import type { Actor } from '../actor';
import type { TenantTx } from '../db/database';
import { AppError } from '../errors';

export interface StoredAnswer {
  status: number;
  envelope: unknown;
}

const keyPattern = /^[\w-]{8,100}$/;

/** The request's key, or undefined. @throws AppError when it is malformed */
export function idempotencyKeyOf(req: Request): string | undefined {
  const key = req.get('idempotency-key');
  if (key === undefined || req.method === 'GET') return undefined;
  if (!keyPattern.test(key))
    throw new AppError('malformed_request', 'Idempotency-Key must be 8 to 100 letters, digits, - or _.');
  return key;
}

/**
 * Claims the key inside the handler's own transaction. A concurrent twin waits here until the first one commits or rolls back.
 * @returns the stored answer when the request was already carried out
 * @throws AppError idempotency_mismatch when the key was used for a different request
 */
export async function claimKey(
  tx: TenantTx,
  actor: Actor,
  key: string,
  req: Request,
): Promise<StoredAnswer | undefined> {
  const hash = createHash('sha256')
    .update(`${req.method} ${req.originalUrl}\n${JSON.stringify(req.body ?? null)}`)
    .digest();
  const claimed = await tx.one(
    'insert into idempotency_keys (tenant_id, user_id, key, request_hash) values ($1, $2, $3, $4) on conflict do nothing returning key',
    [actor.tenantId, actor.userId, key, hash],
  );
  if (claimed) return undefined;
  const stored = await tx.one<{ request_hash: Buffer; status: number | null; response: unknown }>(
    'select request_hash, status, response from idempotency_keys where tenant_id = $1 and user_id = $2 and key = $3',
    [actor.tenantId, actor.userId, key],
  );
  if (!stored?.request_hash.equals(hash))
    throw new AppError(
      'idempotency_mismatch',
      'This Idempotency-Key was used for a different request. Make a new key for each new request.',
    );
  if (stored.status === null)
    throw new AppError(
      'request_in_progress',
      'The first request with this key is still being answered. Ask again in a moment.',
    );
  return { status: stored.status, envelope: stored.response };
}

export async function storeAnswer(tx: TenantTx, actor: Actor, key: string, answer: StoredAnswer): Promise<void> {
  await tx.query(
    'update idempotency_keys set status = $4, response = $5 where tenant_id = $1 and user_id = $2 and key = $3',
    [actor.tenantId, actor.userId, key, answer.status, JSON.stringify(answer.envelope)],
  );
}

/** Forgets a key whose request failed, so that it can be tried again. */
export async function releaseKey(tx: TenantTx, actor: Actor, key: string): Promise<void> {
  await tx.query('delete from idempotency_keys where tenant_id = $1 and user_id = $2 and key = $3 and status is null', [
    actor.tenantId,
    actor.userId,
    key,
  ]);
}
