// One verb for many: runs it a few at a time, counts, goes on after a refusal and says who was refused.
export interface RunResult {
  done: number;
  failures: { id: string; error: unknown }[];
}

const atOnce = 4;

/**
 * Runs `act` for every id, at most four at a time.
 * @param onProgress called with how many are finished, well or badly, after each
 * @returns how many succeeded, and the refusals in the order they came; never throws
 */
export async function runEach(
  ids: readonly string[],
  act: (id: string) => Promise<unknown>,
  onProgress: (finished: number) => void = () => undefined,
): Promise<RunResult> {
  const result: RunResult = { done: 0, failures: [] };
  const queue = [...ids];
  async function work(): Promise<void> {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      try {
        await act(id);
        result.done += 1;
      } catch (error) {
        result.failures.push({ id, error });
      }
      onProgress(result.done + result.failures.length);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return result;
}
