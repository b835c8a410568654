// Work that nobody waits for: done once the browser has nothing better to do.

/** Longest wait in milliseconds where the browser cannot tell when it is idle (Safari). */
const otherwiseAfterMs = 1_500;

/** Runs `work` when the browser is idle. @returns calls it off */
export function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, otherwiseAfterMs);
    return () => clearTimeout(timer);
  }
  const handle = requestIdleCallback(work);
  return () => cancelIdleCallback(handle);
}
