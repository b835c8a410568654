// Webhook deliveries: pooled keep-alive connections, Evolution's retry rules, nothing kept over a restart.
import { createHmac } from 'node:crypto';
import { Agent, request } from 'undici';
import type { Logger } from '../logger';
import type { Timeline } from '../timeline';

/** Defaults of an Evolution 2.3.7 server. */
const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 300_000;
const WAIT_JITTER = 0.2;
const REQUEST_TIMEOUT_MS = 30_000;
const FINAL_STATUSES = new Set([400, 401, 403, 404, 422]);
/** The special header that is not sent but signs a token. */
const JWT_HEADER = 'jwt_key';
const JWT_LIFE_SECONDS = 600;

export interface Delivery {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export class WebhookSender {
  /** Multiplies every wait between attempts. */
  retryScale = 1;
  readonly counts = { delivered: 0, retried: 0, abandoned: 0, underWay: 0 };
  #agent = new Agent({
    connections: 64,
    keepAliveTimeout: 4_000,
    headersTimeout: REQUEST_TIMEOUT_MS,
    bodyTimeout: REQUEST_TIMEOUT_MS,
  });
  #era = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly logger: Logger,
  ) {}

  /** Sends now and, when the receiver cannot take it, again later. Never throws: the sender does not wait for it. */
  send(delivery: Delivery): void {
    void this.#attempt(delivery, 1, this.#era);
  }

  /** Drops retries not yet made and starts counting again. */
  forget(): void {
    this.#era++;
    this.retryScale = 1;
    Object.assign(this.counts, { delivered: 0, retried: 0, abandoned: 0, underWay: 0 });
  }

  async close(): Promise<void> {
    this.#era++;
    await this.#agent.destroy();
  }

  async #attempt(delivery: Delivery, attempt: number, era: number): Promise<void> {
    if (era !== this.#era) return;
    this.counts.underWay++;
    const status = await this.#post(delivery);
    if (era !== this.#era) return;
    this.counts.underWay--;
    if (status >= 200 && status < 300) {
      this.counts.delivered++;
    } else if (FINAL_STATUSES.has(status) || attempt >= MAX_ATTEMPTS) {
      this.counts.abandoned++;
      this.logger.warn('webhook abandoned', { url: delivery.url, status, attempt });
    } else {
      this.counts.retried++;
      this.timeline.after(this.#waitMs(attempt), () => void this.#attempt(delivery, attempt + 1, era));
    }
  }

  /** The answer's status, 0 when there was none. */
  async #post({ url, headers, body }: Delivery): Promise<number> {
    try {
      const answer = await request(url, { method: 'POST', dispatcher: this.#agent, headers, body });
      await answer.body.dump();
      return answer.statusCode;
    } catch {
      return 0;
    }
  }

  #waitMs(attempt: number): number {
    const waitMs = Math.min(FIRST_WAIT_MS * 2 ** (attempt - 1), LONGEST_WAIT_MS);
    return waitMs * (1 - WAIT_JITTER + 2 * WAIT_JITTER * Math.random()) * this.retryScale;
  }
}

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
