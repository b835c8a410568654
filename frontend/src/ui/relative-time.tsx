// A moment in words that stay true: "5 minutes ago" is rewritten each half minute, the exact time is in the title.
import { useSyncExternalStore } from 'react';
import { type TimeLike, useFormat } from '../lib/format';
import { cn } from './cn';

const tickMs = 30_000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  // One timer for all of them, and none while nothing shows a time.
  timer ??= setInterval(() => {
    now = Date.now();
    for (const one of listeners) one();
  }, tickMs);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) {
      clearInterval(timer);
      timer = undefined;
    }
  };
}

/** The time now, renewed every half minute; for countdowns and ages. Milliseconds since 1970. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

export interface RelativeTimeProps {
  at: TimeLike;
  /** `relative`: 5 minutes ago · `short`: 14:05, Yesterday, Monday · `time` · `date` · `dateTime`. */
  as?: 'relative' | 'short' | 'time' | 'date' | 'dateTime';
  className?: string;
}

export function RelativeTime({ at, as = 'relative', className }: RelativeTimeProps) {
  const format = useFormat();
  // The shared clock may be half a minute old when this first shows; a moment must never lie in its future.
  const current = Math.max(useNow(), Date.now());
  const when = new Date(at);
  const text = as === 'relative' || as === 'short' ? format[as](when, current) : format[as](when);
  return (
    <time
      dateTime={when.toISOString()}
      title={format.dateTime(when)}
      className={cn('tabular whitespace-nowrap', className)}
    >
      {text}
    </time>
  );
}
