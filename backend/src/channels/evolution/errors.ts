// What an Evolution server's refusals mean. The server names errors by text rather than by code, and nests the text in several ways.

import { isRecord } from '../foreign';

export type EvolutionErrorKind =
  | 'auth'
  | 'unlicensed'
  | 'instance_missing'
  | 'not_connected'
  | 'recipient_not_on_whatsapp'
  | 'invalid_request'
  | 'name_conflict'
  | 'rate_limited'
  /** The server was not reached (no connection, or something before it answered): nothing was done. */
  | 'unreachable'
  /** Anything else, timeouts and cut connections included: it may have been done. */
  | 'unknown';

export class EvolutionError extends Error {
  /** @param detail the server's own words, or what went wrong on the way to it */
  constructor(
    readonly kind: EvolutionErrorKind,
    readonly detail: string,
    readonly status: number | null = null,
    readonly retryAfterMs: number | null = null,
  ) {
    super(`Evolution ${status ?? 'transport'} ${kind}: ${detail}`);
    this.name = 'EvolutionError';
  }
}

/** Finds the text in any of the server's error shapes, at most 300 characters. */
export function extractDetail(body: unknown): string {
  const text = flatten(readMessage(body)).join('; ').trim();
  return text.slice(0, 300);
}

/** Reads an answer that is not a success. `retryAfter` is the header's text. */
export function readRefusal(status: number, body: unknown, retryAfter?: string): EvolutionError {
  const detail = extractDetail(body) || `HTTP ${status}`;
  return new EvolutionError(classify(status, body, detail), detail, status, readRetryAfterMs(retryAfter));
}

function classify(status: number, body: unknown, detail: string): EvolutionErrorKind {
  if (status === 401) return 'auth';
  if (status === 429) return 'rate_limited';
  if (status === 503 && JSON.stringify(body ?? null).includes('LICENSE_REQUIRED')) return 'unlicensed';
  // A proxy whose server is down answers a 404 of its own.
  if (status === 404) return /instance.*(does not exist|not found)/i.test(detail) ? 'instance_missing' : 'unreachable';
  if (status === 403) return /already in use/i.test(detail) ? 'name_conflict' : 'auth';
  if (isLineDown(status, body, detail)) return 'not_connected';
  if (status === 400 && hasMissingRecipient(body)) return 'recipient_not_on_whatsapp';
  // "Error: …" is a failure inside the send, and may have come after the message left.
  if (status === 400 && !/(^|; )\w*Error:|\[object Object\]/.test(detail)) return 'invalid_request';
  if (status === 413 || status === 415 || status === 422) return 'invalid_request';
  return 'unknown';
}

function isLineDown(status: number, body: unknown, detail: string): boolean {
  if (status !== 400 && status !== 500) return false;
  // Chat look-ups through a socket that never was answer 400 with an empty object.
  const bare = status === 400 && isRecord(body) && Object.keys(body).length === 0;
  return bare || /Connection Closed|Precondition Required|reading 'onWhatsApp'|is not connected/.test(detail);
}

function hasMissingRecipient(body: unknown): boolean {
  const message = readMessage(body);
  return Array.isArray(message) && message.some((item) => isRecord(item) && item.exists === false);
}

function readMessage(body: unknown): unknown {
  if (!isRecord(body)) return typeof body === 'string' ? body : undefined;
  if (isRecord(body.response) && body.response.message !== undefined) return body.response.message;
  if (isRecord(body.output) && isRecord(body.output.payload)) return body.output.payload.message;
  return body.message ?? body.error;
}

function flatten(value: unknown): string[] {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value.flatMap(flatten);
  return [typeof value === 'object' ? JSON.stringify(value) : String(value)];
}

/** Seconds or an HTTP date, as milliseconds from now. */
function readRetryAfterMs(header: string | undefined): number | null {
  if (!header) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(ms) && ms >= 0 ? ms : null;
}
