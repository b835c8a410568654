// Webhooks arrive one by one and in storms; they are stored in batches, one round trip each, and each caller is answered after the commit
// that holds its event.
import type { NewWebhookEvent } from './queries';

export interface Batcher {
  /** Resolves when the event is stored (or known already). @throws what storing failed with */
  add(event: NewWebhookEvent): Promise<void>;
}

interface Waiting {
  event: NewWebhookEvent;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * @param store writes a batch whole or throws
 * @param isDataFault tells an error about the data itself from one of the database's condition
 */
export function createBatcher(
  store: (events: readonly NewWebhookEvent[]) => Promise<void>,
  isDataFault: (error: unknown) => boolean,
  { gatherMs = 5, atMost = 500 } = {},
): Batcher {
  let waiting: Waiting[] = [];
  let timer: NodeJS.Timeout | undefined;
  // One batch at a time: the next one gathers meanwhile, and fewer, larger batches cost the database least.
  let storing = false;

  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const batch = waiting.slice(0, atMost);
    waiting = waiting.slice(atMost);
    storing = true;
    void write(batch).finally(() => {
      storing = false;
      plan();
    });
  };
  const write = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      await store(batch.map((one) => one.event));
      for (const one of batch) one.resolve();
    } catch (error) {
      // One event that the database cannot hold must not refuse the others.
      if (batch.length > 1 && isDataFault(error)) for (const one of batch) await write([one]);
      else for (const one of batch) one.reject(error);
    }
  };
  const plan = () => {
    if (waiting.length === 0 || storing) return;
    if (waiting.length >= atMost) flush();
    else timer ??= setTimeout(flush, gatherMs);
  };

  return {
    add: (event) =>
      new Promise((resolve, reject) => {
        waiting.push({ event, resolve, reject });
        plan();
      }),
  };
}
