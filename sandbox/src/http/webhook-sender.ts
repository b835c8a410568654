// Webhook deliveries: pooled keep-alive connections, retries by the rules of the server that is stood in for, nothing kept
// over a restart.
import { Agent, request } from 'undici';
import type { Logger } from '../logger';
import type { Timeline } from '../timeline';

const WAIT_JITTER = 0.2;

export interface RetryRules {
  /** The receiver took it. */
  isTaken: (status: number) => boolean;
  /** The receiver will never take it. */
  isFinal: (status: number) => boolean;
  maxAttempts: number;
  firstWaitMs: number;
  longestWaitMs: number;
  timeoutMs: number;
}

export interface Delivery {
  url: string;
  headers: Record<string, string>;
  body: string;
}

export class WebhookSender {
  /** Multiplies every wait between attempts. */
  retryScale = 1;
  readonly counts = { delivered: 0, retried: 0, abandoned: 0, underWay: 0 };
  readonly #agent: Agent;
  #era = 0;

  constructor(
    private readonly timeline: Timeline,
    private readonly logger: Logger,
    private readonly rules: RetryRules,
  ) {
    const { timeoutMs } = rules;
    this.#agent = new Agent({
      connections: 64,
      keepAliveTimeout: 4_000,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
    });
  }

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
    if (this.rules.isTaken(status)) {
      this.counts.delivered++;
    } else if (this.rules.isFinal(status) || attempt >= this.rules.maxAttempts) {
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
    const { firstWaitMs, longestWaitMs } = this.rules;
    const waitMs = Math.min(firstWaitMs * 2 ** (attempt - 1), longestWaitMs);
    return waitMs * (1 - WAIT_JITTER + 2 * WAIT_JITTER * Math.random()) * this.retryScale;
  }
}
