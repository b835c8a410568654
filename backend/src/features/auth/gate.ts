// Lets a few pieces of work run at once, a few more wait, and refuses the rest.

/**
 * @param atOnce how many may run together
 * @param waiting how many may wait for a place
 * @param refuse called instead when no place is left to wait; throws
 */
export function createGate(
  atOnce: number,
  waiting: number,
  refuse: () => never,
): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0;
  const queue: (() => void)[] = [];
  return async (work) => {
    if (running >= atOnce) {
      if (queue.length >= waiting) refuse();
      // The one that ends hands its place over, so `running` stays as it is.
      await new Promise<void>((resolve) => queue.push(resolve));
    } else running += 1;
    try {
      return await work();
    } finally {
      const next = queue.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
