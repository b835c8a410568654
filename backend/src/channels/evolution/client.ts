// HTTP to one Evolution server over connections that stay open.
import { Pool } from 'undici';
import { readTransportFailure } from '../transport';
import { EvolutionError, readRefusal } from './errors';

export interface EvolutionClient {
  /**
   * Asks the server; resolves with the parsed body of a success.
   * @throws EvolutionError for every refusal and every failure on the way
   */
  ask(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, signal?: AbortSignal): Promise<unknown>;
  close(): Promise<void>;
}

export interface EvolutionAccess {
  /** Base URL without a trailing slash; may have a path. */
  url: string;
  apiKey: string;
  /** How long the server may take to answer, 30 s unless set. A `delay` in a send would block as long. */
  answerTimeoutMs?: number;
}

export function createEvolutionClient({ url, apiKey, answerTimeoutMs = 30_000 }: EvolutionAccess): EvolutionClient {
  const base = new URL(url);
  const prefix = base.pathname.replace(/\/$/, '');
  const pool = new Pool(base.origin, {
    connections: 64,
    pipelining: 1,
    headersTimeout: answerTimeoutMs,
    bodyTimeout: answerTimeoutMs,
    connect: { timeout: 10_000 },
  });
  return {
    async ask(method, path, body, signal) {
      if (signal?.aborted) throw new EvolutionError('unreachable', 'Given up before it was asked');
      const answer = await transport(async () => {
        const {
          statusCode,
          headers,
          body: stream,
        } = await pool.request({
          method,
          path: `${prefix}${path}`,
          headers: { apikey: apiKey, ...(body ? { 'content-type': 'application/json' } : {}) },
          body: body ? JSON.stringify(body) : null,
          signal,
        });
        return { statusCode, text: await stream.text(), retryAfter: headers['retry-after'] };
      });
      const parsed = parse(answer.text);
      if (answer.statusCode >= 200 && answer.statusCode < 300) {
        if (parsed === undefined) throw new EvolutionError('unknown', 'The answer was not JSON', answer.statusCode);
        return parsed;
      }
      throw readRefusal(answer.statusCode, parsed ?? answer.text.slice(0, 300), [answer.retryAfter].flat()[0]);
    },
    close: () => pool.destroy(),
  };
}

async function transport<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failure = readTransportFailure(error);
    const fault = new EvolutionError(failure.neverAsked ? 'unreachable' : 'unknown', failure.detail);
    fault.cause = error;
    throw fault;
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
