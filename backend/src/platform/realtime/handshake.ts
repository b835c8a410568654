// May this request become a socket? Path, origin, ticket and position of an upgrade.
import type { IncomingMessage } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

export interface Handshake {
  ticket: string;
  /** The last sequence that the client has seen. */
  since: number | undefined;
}

export type Refusal = 400 | 401 | 403 | 404 | 503;

/** @returns what the client presents, or the HTTP status with which it is refused */
export function readHandshake(req: IncomingMessage, origins: readonly string[]): Handshake | Refusal {
  const url = readUrl(req.url);
  if (url?.pathname !== '/ws') return 404;
  if (!isWelcome(req.headers.origin, req.headers.host, origins)) return 403;
  const ticket = url.searchParams.get('ticket');
  if (!ticket || ticket.length > 200) return 401;
  const given = url.searchParams.get('since');
  const since = given === null ? undefined : Number(given);
  if (since !== undefined && (!/^\d{1,16}$/.test(given ?? '') || !Number.isSafeInteger(since))) return 400;
  return { ticket, since };
}

function readUrl(url: string | undefined): URL | undefined {
  try {
    return new URL(url ?? '', 'http://localhost');
  } catch {
    return undefined;
  }
}

/**
 * Browsers always say where a page comes from: from a configured address, or from the very host that is called (the installation may be known
 * by several names). Programs say nothing; their ticket is enough.
 */
function isWelcome(origin: string | undefined, host: string | undefined, origins: readonly string[]): boolean {
  if (origin === undefined || origins.includes(origin)) return true;
  return host !== undefined && readUrl(origin)?.host === host;
}

/** Answers an upgrade with an error and closes. */
export function refuse(socket: Duplex, status: Refusal): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
