// The form every endpoint is declared in, and the shapes shared by all of them.
import { z } from 'zod';
import type { ErrorCode } from './errors';
import type { Permission } from './permissions';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a caller must present: nothing, a signed-in user, or a secret that the handler itself checks (webhooks). */
export type EndpointAuth = 'user' | 'public' | 'webhook';

/** The body's encoding on the wire. `csv`, `text` and `file` describe the response; `multipart` and `raw` the request. */
export type EndpointMedia = 'json' | 'multipart' | 'raw' | 'csv' | 'text' | 'file';

export interface Endpoint {
  /** Unique camelCase name; also the OpenAPI operationId. */
  name: string;
  method: HttpMethod;
  /** Express-style path, e.g. `/api/contacts/:id`. */
  path: string;
  summary: string;
  /** Default `user`. */
  auth?: EndpointAuth;
  /** Permission asked for; endpoints without one need only a signed-in user. */
  permission?: Permission;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  /** Schema of `data` in the envelope; for lists the schema of one item. */
  response: z.ZodType;
  /** A list answers `{data: item[], pagination}`. */
  list?: boolean;
  /** Success status, default 200. */
  status?: 200 | 201 | 202;
  media?: EndpointMedia;
  /** Largest JSON body in megabytes, default 1. */
  bodyMegabytes?: number;
  /** Rate-limit class, default `api`. */
  limit?: 'api' | 'auth' | 'webhook';
  /** `never`: request or answer holds a secret, so nothing is kept for Idempotency-Key; the action itself bears repeating. */
  replay?: 'never';
  errors?: readonly ErrorCode[];
}

/** Declares an endpoint; the literal types are kept so that client and server derive theirs. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

type Of<E, K extends keyof Endpoint> = E extends Record<K, infer S extends z.ZodType> ? S : never;
type InputOf<E, K extends 'params' | 'query' | 'body'> = [Of<E, K>] extends [never] ? undefined : z.input<Of<E, K>>;
type ParsedOf<E, K extends 'params' | 'query' | 'body'> = [Of<E, K>] extends [never] ? undefined : z.output<Of<E, K>>;

/** What a client passes. */
export interface EndpointInput<E extends Endpoint> {
  params: InputOf<E, 'params'>;
  query: InputOf<E, 'query'>;
  body: InputOf<E, 'body'>;
}

/** What a handler receives after validation. */
export interface EndpointParsed<E extends Endpoint> {
  params: ParsedOf<E, 'params'>;
  query: ParsedOf<E, 'query'>;
  body: ParsedOf<E, 'body'>;
}

/** `data` of a successful answer; for lists one item. */
export type EndpointOutput<E extends Endpoint> = z.output<E['response']>;

export const id = z.uuid();
export const isoTime = z.iso.datetime({ offset: true });
export const idParams = z.object({ id });

/** Offset pages, used where a total is cheap. */
export const pageQuery = z.object({
  page: z.coerce.number().int().min(1).max(10_000).default(1),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Keyset pages, used where lists are long or live. The cursor is opaque. */
export const cursorQuery = z.object({
  cursor: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});

/** Booleans in query strings: `true`/`false`/`1`/`0`. */
export const queryBoolean = z.enum(['true', 'false', '1', '0']).transform((value) => value === 'true' || value === '1');

export const pagination = z.object({
  total: z.number().int().optional(),
  page: z.number().int().optional(),
  pages: z.number().int().optional(),
  limit: z.number().int(),
  nextCursor: z.string().nullable().optional(),
});
export type Pagination = z.infer<typeof pagination>;

/** A list as handlers return it and as the client hands it on. */
export interface Page<T> {
  items: T[];
  pagination: Pagination;
}

export const empty = z.object({});
