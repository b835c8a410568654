// Collects outcomes while a batch is being sent and settles them in small groups, one after the other, so that a status rarely
// overtakes its message and a crash leaves little unsettled.
import type { Parts } from '../../platform/parts';
import type { ClaimedMessage } from './claim';
import type { Outcome } from './policy';
import { type Settled, settle } from './settle';

export interface Settler {
  add(message: ClaimedMessage, outcome: Outcome): void;
  /** Resolves when everything added is written. */
  finish(): Promise<void>;
}

const retryMs = [50, 200, 1000, 2000];

/** A group is written when it has this many, or this long after its first outcome; a batch's last group is written at once. */
const groupSize = 96;
const groupMs = 20;

export function createSettler(parts: Parts, tenantId: string, connectionId: string, leaseId: string): Settler {
  let waiting: Settled[] = [];
  let working: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const work = async () => {
    const batch = waiting;
    waiting = [];
    await settleForSure(parts, tenantId, connectionId, leaseId, batch);
  };
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    if (working || waiting.length === 0) return;
    working = work().finally(() => {
      working = undefined;
      if (waiting.length >= groupSize) start();
      else if (waiting.length > 0) timer = setTimeout(start, groupMs);
    });
  };
  return {
    add(message, outcome) {
      waiting.push({ message, outcome });
      if (waiting.length >= groupSize) start();
      else timer ??= setTimeout(start, groupMs);
    },
    async finish() {
      while (working || waiting.length > 0) {
        start();
        await working;
      }
      clearTimeout(timer);
    },
  };
}

/** Repeats until the database takes it: these messages have left, and only this process knows. */
async function settleForSure(
  parts: Parts,
  tenantId: string,
  connectionId: string,
  leaseId: string,
  batch: readonly Settled[],
): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      await settle(parts, tenantId, connectionId, leaseId, batch);
      return;
    } catch (error) {
      parts.logger.error('settling failed; it is repeated', {
        tenantId,
        connectionId,
        messages: batch.length,
        attempt,
        error,
      });
      await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(attempt, retryMs.length - 1)]));
    }
  }
}
