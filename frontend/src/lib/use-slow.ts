// Whether something has been going on for a while: quick answers should not flash a skeleton.
import { useEffect, useState } from 'react';

/** True once `active` has held for `afterMs` (200 ms: below that a wait is not felt). */
export function useSlow(active: boolean, afterMs = 200): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!active) {
      setSlow(false);
      return;
    }
    const timer = setTimeout(() => setSlow(true), afterMs);
    return () => clearTimeout(timer);
  }, [active, afterMs]);
  return active && slow;
}
