// A value that waits until typing pauses.
import { useEffect, useState } from 'react';

/** The value as it was when it last stood still for `waitMs`. */
export function useDebounced<T>(value: T, waitMs = 200): T {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), waitMs);
    return () => clearTimeout(timer);
  }, [value, waitMs]);
  return settled;
}
