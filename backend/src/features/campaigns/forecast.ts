// When the last of so many messages leaves, given the limits of its line. Pure arithmetic over the same limits that the pacer keeps.
import type { Pacing } from '@parley/contract';

interface Cap {
  count: number;
  windowMs: number;
}

/** The smallest window first. */
function capsOf(pacing: Pacing): Cap[] {
  const caps = [
    { count: pacing.perSecond, windowMs: 1000 },
    { count: pacing.perMinute, windowMs: 60_000 },
    { count: pacing.perHour, windowMs: 3_600_000 },
    { count: pacing.perDay, windowMs: 86_400_000 },
  ];
  return caps.flatMap(({ count, windowMs }) => (count === null ? [] : [{ count, windowMs }]));
}

/** Milliseconds from the first to the last of `count` messages: full windows take a window each, the rest the next smaller limits. */
function spanMs(count: number, caps: readonly Cap[], gapMs: number): number {
  if (count <= 1) return 0;
  const cap = caps.at(-1);
  if (!cap) return (count - 1) * gapMs;
  const smaller = caps.slice(0, -1);
  const full = Math.floor((count - 1) / cap.count);
  const rest = spanMs(count - full * cap.count, smaller, gapMs);
  if (full === 0) return rest;
  return full * Math.max(cap.windowMs, spanMs(cap.count + 1, smaller, gapMs)) + rest;
}

/** The pace at which a line may send for long, in messages a minute; Infinity without any limit. */
export function steadyRatePerMinute(pacing: Pacing): number {
  const gapMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const rates = capsOf(pacing).map((cap) => (cap.count * 60_000) / cap.windowMs);
  return Math.min(gapMs > 0 ? 60_000 / gapMs : Number.POSITIVE_INFINITY, ...rates);
}

/**
 * Milliseconds until the last of `count` messages leaves.
 * @param usedToday messages that the line sent in the last 24 hours; they fill its windows already
 * @param ahead other messages that share the line
 */
export function forecastMs(count: number, pacing: Pacing, { usedToday = 0, ahead = 0 } = {}): number {
  if (count <= 0) return 0;
  const caps = capsOf(pacing);
  const gapMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const until = spanMs(usedToday + ahead + count, caps, gapMs);
  return Math.max(0, until - spanMs(usedToday, caps, gapMs));
}

/** How many of `count` messages the day limit moves past the next 24 hours. */
export function countTomorrow(count: number, pacing: Pacing, { usedToday = 0, ahead = 0 } = {}): number {
  if (pacing.perDay === null) return 0;
  return Math.min(count, Math.max(0, usedToday + ahead + count - pacing.perDay));
}

/** A campaign's own delays replace the line's. */
export function paceOf(line: Pacing, own: { minDelayMs: number; maxDelayMs: number } | null): Pacing {
  return own ? { ...line, ...own } : line;
}
