// The outbox's rules as pure functions: ranks of states, retries, what a failed attempt becomes.
import type { MessageState, OutcomeCode } from '@parley/contract';
import type { SendResult } from '../../channels/channel';

/** Attempts before a message that the provider keeps refusing for now becomes failed. */
const maxAttempts = 6;

/** How far a message got; a status never moves it to a lower rank. */
export const rank: Record<MessageState, number> = {
  queued: 0,
  sending: 0,
  skipped: 0,
  failed: 0,
  uncertain: 0,
  received: 0,
  sent: 1,
  delivered: 2,
  read: 3,
};

/** What one attempt made of a message. */
export type Outcome =
  | { state: 'sent'; providerId: string }
  | {
      state: 'queued';
      code: OutcomeCode;
      detail: string;
      delayMs: number;
      scope?: 'message' | 'person' | 'line';
      /** The line cannot be used until a person mends it. */
      mend?: OutcomeCode;
    }
  | { state: 'failed'; code: OutcomeCode; detail: string | null }
  | { state: 'skipped'; code: OutcomeCode; detail: string | null }
  /** Accepted or not is unknown: it waits for a status, then counts as uncertain. It is never sent again by itself. */
  | { state: 'sending'; code: 'unconfirmed'; detail: string }
  /** Never tried (pause, shutdown): as if it had not been claimed. */
  | { state: 'released' };

/** Exponential backoff from 2 s, at most 5 min, spread by a fifth so that refused messages do not return together. */
export function backoffMs(attempts: number, random: () => number = Math.random): number {
  const base = Math.min(300_000, 2000 * 2 ** Math.max(0, attempts - 1));
  return Math.round(base * (0.9 + random() * 0.2));
}

/** Longest pause for one person. */
const longestPairWaitMs = 3_600_000;

/** How long the provider asks to wait. For the same person again and again each time four times as long (Meta's rule of the pair limit). */
function askedMs({ retryAfterMs = 0, scope }: SendResult & { ok: false }, attempts: number): number {
  return scope === 'person' ? Math.min(longestPairWaitMs, retryAfterMs * 4 ** (attempts - 1)) : retryAfterMs;
}

/** @param attempts how often this message was claimed, this time included */
export function judge(result: SendResult, attempts: number, random: () => number = Math.random): Outcome {
  if (result.ok) return { state: 'sent', providerId: result.providerId };
  const { code, detail } = result;
  switch (result.kind) {
    case 'unknown':
      return { state: 'sending', code: 'unconfirmed', detail };
    case 'not_connected':
      // The connection's fault, not the message's: it waits until the line is back, however long that takes.
      return {
        state: 'queued',
        code: 'not_connected',
        detail,
        delayMs: 5000,
        ...(code === 'auth_failed' || code === 'restricted' ? { mend: code } : {}),
      };
    case 'retry':
      // The line was too fast, not this message: it is tried until the line may send again.
      if (attempts >= maxAttempts && result.scope !== 'line') return { state: 'failed', code, detail };
      return {
        state: 'queued',
        code,
        detail,
        delayMs: Math.max(askedMs(result, attempts), backoffMs(result.scope === 'line' ? 1 : attempts, random)),
        ...(result.scope ? { scope: result.scope } : {}),
      };
    case 'permanent':
      // It would be the same for everybody: it waits with the others until the line is mended.
      if (result.scope === 'line') return { state: 'queued', code, detail, delayMs: 5000, mend: code };
      return { state: 'failed', code, detail };
  }
}
