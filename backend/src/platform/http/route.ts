// A route reads as a sentence: limit → authenticate → authorise → validate → act → present.
import type { Endpoint, EndpointParsed } from '@parley/contract';
import type { Request, RequestHandler, Response } from 'express';
import { type Actor, demand } from '../actor';
import type { TenantTx } from '../db/database';
import { isConflict } from '../db/faults';
import { recordEvent } from '../events';
import type { Logger } from '../logger';
import type { Parts } from '../parts';
import type { ActorContext, BaseContext, Binding, TenantContext } from './context';
import { sendCsv } from './csv';
import { claimKey, idempotencyKeyOf, releaseKey, storeAnswer } from './idempotency';
import type { RateLimits } from './rate-limit';
import { invalidInput, sendError, toEnvelope } from './respond';

/** Finds out who is calling. @throws AppError unauthenticated, token_expired, session_revoked */
export type Authenticate = (req: Request) => Promise<Actor>;

export interface RouteDependencies {
  parts: Parts;
  limits: RateLimits;
  authenticate: Authenticate;
}

export function toRoute(binding: Binding, { parts, limits, authenticate }: RouteDependencies): RequestHandler {
  const { endpoint } = binding;
  return async (req, res) => {
    const requestId = String(res.locals.requestId);
    let log: Logger = parts.logger.child({ requestId, endpoint: endpoint.name });
    try {
      const base: BaseContext = { parts, log, requestId, ip: req.ip ?? '', req, res };
      await limits.take(endpoint.limit ?? 'api', `ip:${base.ip}`, res);
      if (binding.mode === 'public') {
        send(res, endpoint, await binding.handler(base, parseInput(endpoint, req)));
        return;
      }
      const actor = await authenticate(req);
      log = log.child({ tenantId: actor.tenantId, userId: actor.userId });
      const context: ActorContext = { ...base, log, actor };
      await limits.take('api', `user:${actor.userId}`, res);
      if (endpoint.permission) demand(actor, endpoint.permission);
      const input = parseInput(endpoint, req);
      if (binding.mode === 'csv') await sendCsv(res, await binding.handler(context, input));
      else if (binding.mode === 'tenant') await answerInTransaction(binding, context, input);
      else await answerOpen(binding, context, input);
    } catch (error) {
      sendError(res, error, requestId, log);
    }
  };
}

async function answerInTransaction(
  binding: Binding & { mode: 'tenant' },
  context: ActorContext,
  input: EndpointParsed<Endpoint>,
): Promise<void> {
  const { endpoint, handler } = binding;
  const { parts, actor, req, res, requestId } = context;
  const key = endpoint.replay === 'never' ? undefined : idempotencyKeyOf(req);
  const answer = await withTenantAgain(context, async (tx) => {
    const earlier = key ? await claimKey(tx, actor, key, req) : undefined;
    if (earlier) return { ...earlier, replayed: true };
    const tenantContext: TenantContext = {
      ...context,
      tx,
      record: (event) => recordEvent(tx, parts.publish, { ...event, actorId: actor.userId, requestId }),
    };
    const fresh = {
      status: endpoint.status ?? 200,
      envelope: toEnvelope(endpoint, await handler(tenantContext, input)),
      replayed: false,
    };
    if (key) await storeAnswer(tx, actor, key, fresh);
    return fresh;
  });
  if (answer.replayed) res.setHeader('Idempotency-Replayed', 'true');
  res.status(answer.status).json(answer.envelope);
}

/** Two transactions that wait for each other are parted by the database, which ends one of them; that one is simply run again. */
const triesAtMost = 3;

async function withTenantAgain<T>({ parts, actor, log }: ActorContext, work: (tx: TenantTx) => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await parts.db.withTenant(actor.tenantId, work);
    } catch (error) {
      if (!isConflict(error) || attempt === triesAtMost) throw error;
      log.info('a request met another one and is run again', { attempt });
    }
  }
}

async function answerOpen(
  binding: Binding & { mode: 'actor' },
  context: ActorContext,
  input: EndpointParsed<Endpoint>,
): Promise<void> {
  const { endpoint, handler } = binding;
  const { parts, actor, req, res } = context;
  const key = endpoint.replay === 'never' ? undefined : idempotencyKeyOf(req);
  const earlier = key ? await parts.db.withTenant(actor.tenantId, (tx) => claimKey(tx, actor, key, req)) : undefined;
  if (earlier) {
    res.setHeader('Idempotency-Replayed', 'true');
    res.status(earlier.status).json(earlier.envelope);
    return;
  }
  try {
    const fresh = { status: endpoint.status ?? 200, envelope: toEnvelope(endpoint, await handler(context, input)) };
    if (key) await parts.db.withTenant(actor.tenantId, (tx) => storeAnswer(tx, actor, key, fresh));
    res.status(fresh.status).json(fresh.envelope);
  } catch (error) {
    if (key) await parts.db.withTenant(actor.tenantId, (tx) => releaseKey(tx, actor, key));
    throw error;
  }
}

function send(res: Response, endpoint: Endpoint, answer: unknown): void {
  if (!res.headersSent) res.status(endpoint.status ?? 200).json(toEnvelope(endpoint, answer));
}

function parseInput(endpoint: Endpoint, req: Request): EndpointParsed<Endpoint> {
  const parse = (where: 'params' | 'query' | 'body', given: unknown) => {
    const schema = endpoint[where];
    if (!schema) return undefined;
    const result = schema.safeParse(given);
    if (!result.success) throw invalidInput(result.error, where);
    return result.data;
  };
  const input = {
    params: parse('params', req.params),
    query: parse('query', req.query),
    body: parse('body', req.body),
  };
  // The schemas decide the types; the erased form only forgets them.
  return input as EndpointParsed<Endpoint>;
}
