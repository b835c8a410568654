// What a handler receives, and the forms a binding can take.
import type { Endpoint, EndpointOutput, EndpointParsed, Page } from '@parley/contract';
import type { Request, Response } from 'express';
import type { Actor } from '../actor';
import type { TenantTx } from '../db/database';
import type { NewEvent } from '../events';
import type { Logger } from '../logger';
import type { Parts } from '../parts';

/** Every request. */
export interface BaseContext {
  parts: Parts;
  log: Logger;
  requestId: string;
  ip: string;
  req: Request;
  res: Response;
}

/** A signed-in request; the handler opens its own transactions because it also talks to others (gateways, files). */
export interface ActorContext extends BaseContext {
  actor: Actor;
}

/** A signed-in request inside its tenant's transaction. */
export interface TenantContext extends ActorContext {
  tx: TenantTx;
  /** Records an event with this request's actor and id; published after commit. */
  record(event: Omit<NewEvent, 'actorId' | 'requestId'>): Promise<string>;
}

export type Answer<E extends Endpoint> = E extends { list: true } ? Page<EndpointOutput<E>> : EndpointOutput<E>;

export interface CsvAnswer {
  fileName: string;
  /** Rows of cells; the first is the header. Cells that a spreadsheet would evaluate are neutralised on the way out. */
  rows: AsyncIterable<readonly (string | number | null)[]> | Iterable<readonly (string | number | null)[]>;
}

export type Binding =
  | {
      mode: 'tenant';
      endpoint: Endpoint;
      handler: (context: TenantContext, input: EndpointParsed<Endpoint>) => Promise<unknown>;
    }
  | {
      mode: 'actor';
      endpoint: Endpoint;
      handler: (context: ActorContext, input: EndpointParsed<Endpoint>) => Promise<unknown>;
    }
  | {
      mode: 'csv';
      endpoint: Endpoint;
      handler: (context: ActorContext, input: EndpointParsed<Endpoint>) => Promise<CsvAnswer>;
    }
  | {
      mode: 'public';
      endpoint: Endpoint;
      handler: (context: BaseContext, input: EndpointParsed<Endpoint>) => Promise<unknown>;
    };

type Erased = EndpointParsed<Endpoint>;

/** Binds a handler that runs inside the caller's tenant transaction. No HTTP, queue or socket call belongs in it. */
export function bind<const E extends Endpoint>(
  endpoint: E,
  handler: (context: TenantContext, input: EndpointParsed<E>) => Promise<Answer<E>>,
): Binding {
  return {
    mode: 'tenant',
    endpoint,
    handler: (context, input: Erased) => handler(context, input as EndpointParsed<E>),
  };
}

/** Binds a handler that opens its own transactions because it also calls a gateway or reads an upload. */
export function bindOpen<const E extends Endpoint>(
  endpoint: E,
  handler: (context: ActorContext, input: EndpointParsed<E>) => Promise<Answer<E>>,
): Binding {
  return { mode: 'actor', endpoint, handler: (context, input: Erased) => handler(context, input as EndpointParsed<E>) };
}

/** Binds a handler whose answer is a streamed CSV file. */
export function bindCsv<const E extends Endpoint>(
  endpoint: E,
  handler: (context: ActorContext, input: EndpointParsed<E>) => Promise<CsvAnswer>,
): Binding {
  return { mode: 'csv', endpoint, handler: (context, input: Erased) => handler(context, input as EndpointParsed<E>) };
}

/** Binds a handler that anybody may call (sign-in, health, webhooks that check their own secret). */
export function bindPublic<const E extends Endpoint>(
  endpoint: E,
  handler: (context: BaseContext, input: EndpointParsed<E>) => Promise<Answer<E>>,
): Binding {
  return {
    mode: 'public',
    endpoint,
    handler: (context, input: Erased) => handler(context, input as EndpointParsed<E>),
  };
}
