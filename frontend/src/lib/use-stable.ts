// A function that stays the same one while what it does follows the newest rendering.
import { useCallback, useRef } from 'react';

/** For handlers given to memoised parts: these are not drawn again only because a handler was made anew. Not to be called while rendering. */
export function useStable<Given extends unknown[], Result>(work: (...given: Given) => Result): typeof work {
  const latest = useRef(work);
  latest.current = work;
  return useCallback((...given: Given) => latest.current(...given), []);
}
