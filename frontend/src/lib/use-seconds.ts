// The time now, renewed each second, for countdowns that are watched.
import { useEffect, useState } from 'react';

/** Milliseconds since 1970, ticking once a second while `running`. */
export function useSeconds(running = true): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!running) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1_000);
    return () => clearInterval(timer);
  }, [running]);
  return now;
}

/** A span in milliseconds as a clock: 252000 → 4:12. Never below zero. */
export function asClock(spanMs: number): string {
  const seconds = Math.max(0, Math.ceil(spanMs / 1_000));
  const hours = Math.floor(seconds / 3_600);
  const minutes = Math.floor(seconds / 60) % 60;
  const rest = String(seconds % 60).padStart(2, '0');
  return hours > 0 ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
}
