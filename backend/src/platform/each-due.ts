// What a sweep found due in several tenants, done one after the other.
import type { Parts } from './parts';

/**
 * One that fails is logged and comes again with the next sweep: one tenant's trouble must not keep the others waiting. Stops at a shutdown.
 * @param failure what the log says then: "a due campaign could not be moved on"
 */
export async function doEachDue<Due extends { tenant_id: string }>(
  { logger }: Pick<Parts, 'logger'>,
  signal: AbortSignal,
  due: readonly Due[],
  failure: string,
  work: (one: Due) => Promise<unknown>,
): Promise<void> {
  for (const one of due) {
    if (signal.aborted) return;
    try {
      await work(one);
    } catch (error) {
      logger.error(failure, { ...one, error });
    }
  }
}
