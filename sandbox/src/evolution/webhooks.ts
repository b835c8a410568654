// Evolution's side of webhook deliveries: its retry rules and the headers it puts on.
import { createHmac } from 'node:crypto';
import type { RetryRules } from '../http/webhook-sender';

const FINAL_STATUSES = new Set([400, 401, 403, 404, 422]);
/** The special header that is not sent but signs a token. */
const JWT_HEADER = 'jwt_key';
const JWT_LIFE_SECONDS = 600;

/** Defaults of an Evolution 2.3.7 server. */
export const EVOLUTION_RETRIES: RetryRules = {
  isTaken: (status) => status >= 200 && status < 300,
  isFinal: (status) => FINAL_STATUSES.has(status),
  maxAttempts: 10,
  firstWaitMs: 5_000,
  longestWaitMs: 300_000,
  timeoutMs: 30_000,
};

/** The request headers of a delivery: the configured ones verbatim, with `jwt_key` turned into a signed token. */
export function buildHeaders(configured: Record<string, string> | null): Record<string, string> {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'user-agent': 'axios/1.7.9',
    ...configured,
  };
  const key = headers[JWT_HEADER];
  if (key === undefined) return headers;
  delete headers[JWT_HEADER];
  headers.Authorization = `Bearer ${signToken(key)}`;
  return headers;
}

function signToken(key: string): string {
  const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const issuedAt = Math.floor(Date.now() / 1_000);
  const claims = { iat: issuedAt, exp: issuedAt + JWT_LIFE_SECONDS, app: 'evolution', action: 'webhook' };
  const unsigned = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode(claims)}`;
  return `${unsigned}.${createHmac('sha256', key).update(unsigned).digest('base64url')}`;
}
