// When a campaign will have finished: the pacer's rules played forward minute by minute. Pure; used by the check, the list and the page alike.
import type { Pacing } from '@parley/contract';
import { minuteMs } from '../../platform/zones';

/** People whose clocks agree, as far as quiet hours go. */
export interface Group {
  count: number;
  /** When they may be written to: `at` itself, or the end of their quiet hours. Epoch ms, as all instants here. */
  allowedFrom: (at: number) => number;
  /** When their next quiet hours begin. */
  quietFrom: (at: number) => number;
}

export interface Outlook {
  now: number;
  /** When the first message may leave. */
  startsAt: number;
  groups: readonly Group[];
  /** Messages of other campaigns on the same line; they are taken to leave first. */
  ahead: number;
  pacing: Pacing;
  /** Day's limit at an instant, where it changes from day to day; null = none. */
  perDayAt: (at: number) => number | null;
  /** Day's limit of all lines of the account together, with what they sent in the last 24 hours. */
  account: { perDay: number; used: number } | null;
  /** Share of full speed at an instant. */
  speedAt: (at: number) => number;
  /** What the line sent in the last hour and in the last 24 hours. */
  used: { hour: number; day: number };
  /** Messages a minute as measured, for lines without limits; 0 = not known. */
  measured: number;
  /** The end of today. */
  midnight: number;
}

export interface Forecast {
  /** null when nobody is left, or none of it can be told. */
  finishesAt: number | null;
  /** How many leave after midnight. */
  tomorrow: number;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;
/** A day's window is counted in buckets of this many minutes (see the pacer); a bucket counts until all of it is out. */
const bucketMinutes = 20;
/** Played minute by minute for so many days at least, and until the day's limit grows no more; from then on every day is like the last. */
const leastDays = 3;
const mostDays = 30;

/** The pace at which a line may send for long, in messages a minute; Infinity without any limit. */
export function steadyRatePerMinute(pacing: Pacing): number {
  const { perSecond, perMinute, perHour, perDay } = pacing;
  const gapMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const rates = [
    perSecond && perSecond * 60,
    perMinute,
    perHour && perHour / 60,
    perDay && perDay / 1440,
    gapMs > 0 && minuteMs / gapMs,
  ];
  return Math.min(Number.POSITIVE_INFINITY, ...rates.filter((rate) => typeof rate === 'number'));
}

/** A campaign's own delays replace the line's. */
export function paceOf(line: Pacing, own: { minDelayMs: number; maxDelayMs: number } | null): Pacing {
  return own ? { ...line, ...own } : line;
}

/** Plays the campaign to its end. A few milliseconds at most, whatever the number of people. */
export function foresee(outlook: Outlook): Forecast {
  const own = outlook.groups.reduce((sum, group) => sum + group.count, 0);
  if (own === 0) return { finishesAt: null, tomorrow: 0 };
  const game = createGame(outlook);
  let tomorrow: number | null = outlook.startsAt >= outlook.midnight ? own : null;
  const slots = daysPlayed(outlook) * 1440;
  for (let slot = 0; slot < slots; slot += 1) {
    const at = outlook.startsAt + slot * minuteMs;
    if (tomorrow === null && at >= outlook.midnight) tomorrow = Math.min(own, game.left());
    const finishedAt = game.play(at);
    if (finishedAt !== null) return { finishesAt: finishedAt, tomorrow: tomorrow ?? 0 };
  }
  return { finishesAt: extrapolate(game, outlook.startsAt + slots * minuteMs), tomorrow: tomorrow ?? 0 };
}

function daysPlayed({ startsAt, perDayAt }: Outlook): number {
  const last = perDayAt(startsAt + 2 * mostDays * dayMs);
  let days = leastDays;
  while (days < mostDays && perDayAt(startsAt + (days - 1) * dayMs) !== last) days += 1;
  return days;
}

interface Game {
  left: () => number;
  /** Plays the minute that begins at `at`. @returns when the last message left, once it has */
  play: (at: number) => number | null;
  /** Messages sent in each of the minutes played. */
  sent: number[];
}

function createGame(outlook: Outlook): Game {
  const others: Group = { count: outlook.ahead, allowedFrom: (at) => at, quietFrom: () => Number.POSITIVE_INFINITY };
  const groups = [others, ...outlook.groups].filter((group) => group.count > 0).map((group) => openingOf(group));
  const sent: number[] = [];
  const windows = createWindows(outlook, sent);
  let nextAt = outlook.startsAt;
  const left = () => groups.reduce((sum, group) => sum + group.left, 0);
  return {
    left,
    sent,
    play(at) {
      const open = groups.filter((group) => group.left > 0 && group.isOpen(at));
      const due = open.reduce((sum, group) => sum + group.left, 0);
      const gapMs = gapAt(outlook, at);
      nextAt = Math.max(nextAt, at);
      const fit = gapMs > 0 ? Math.ceil((at + minuteMs - nextAt) / gapMs) : Number.POSITIVE_INFINITY;
      const count = Math.max(0, Math.min(due, fit, windows.roomAt(at)));
      sent.push(count);
      if (count === 0) return null;
      share(open, due, count);
      const last = nextAt + (count - 1) * gapMs;
      nextAt = last + gapMs;
      return left() === 0 ? Math.round(last) : null;
    },
  };
}

interface Opening {
  left: number;
  isOpen: (at: number) => boolean;
}

/** Asks a group's clock only when something changes there. */
function openingOf(group: Group): Opening {
  let from = Number.NEGATIVE_INFINITY;
  let until = Number.NEGATIVE_INFINITY;
  return {
    left: group.count,
    isOpen(at) {
      if (at >= until) {
        from = group.allowedFrom(at);
        until = group.quietFrom(from);
      }
      return at >= from;
    },
  };
}

/** People leave in the order in which they were written, so each group goes as it is large. */
function share(open: readonly Opening[], due: number, count: number): void {
  let rest = count;
  for (const group of open) {
    const part = Math.min(rest, Math.floor((count * group.left) / due));
    group.left -= part;
    rest -= part;
  }
  for (const group of open) {
    const part = Math.min(rest, group.left);
    group.left -= part;
    rest -= part;
  }
}

/** Milliseconds between two messages at an instant; 0 where nothing spaces them. */
function gapAt({ pacing, speedAt, measured }: Outlook, at: number): number {
  const gapMs = (pacing.minDelayMs + pacing.maxDelayMs) / 2;
  const spaced = Math.max(gapMs, pacing.perSecond ? 1000 / pacing.perSecond : 0);
  if (spaced > 0) return spaced / speedAt(at);
  const limited = Number.isFinite(steadyRatePerMinute(pacing));
  return limited || measured <= 0 ? 0 : minuteMs / measured;
}

function createWindows(outlook: Outlook, sent: readonly number[]) {
  const { pacing, used, account, now, startsAt, speedAt, perDayAt } = outlook;
  const first = Math.floor(startsAt / minuteMs);
  let hour = 0;
  let day = 0;
  let dayFrom = 0;
  /** What was sent before fades out of a window evenly. */
  const before = (count: number, windowMs: number, at: number) => count * Math.max(0, 1 - (at - now) / windowMs);
  return {
    roomAt(at: number): number {
      const slot = sent.length;
      hour += sent[slot - 1] ?? 0;
      day += sent[slot - 1] ?? 0;
      hour -= sent[slot - 61] ?? 0;
      // A bucket leaves as a whole.
      const bucket = Math.floor((first + slot) / bucketMinutes);
      const oldest = Math.max(0, (bucket - dayMs / minuteMs / bucketMinutes) * bucketMinutes - first);
      for (; dayFrom < oldest; dayFrom += 1) day -= sent[dayFrom] ?? 0;
      const perDay = perDayAt(at);
      const speed = speedAt(at);
      return Math.floor(
        Math.min(
          pacing.perMinute === null ? Number.POSITIVE_INFINITY : Math.max(1, Math.floor(pacing.perMinute * speed)),
          pacing.perHour === null ? Number.POSITIVE_INFINITY : pacing.perHour - hour - before(used.hour, hourMs, at),
          perDay === null ? Number.POSITIVE_INFINITY : perDay - day - before(used.day, dayMs, at),
          account === null ? Number.POSITIVE_INFINITY : account.perDay - day - before(account.used, dayMs, at),
        ),
      );
    },
  };
}

/** The last day again and again. */
function extrapolate(game: Game, end: number): number | null {
  const last = game.sent.slice(-1440);
  const perDay = last.reduce((sum, count) => sum + count, 0);
  if (perDay === 0) return null;
  const days = Math.floor((game.left() - 1) / perDay);
  let rest = game.left() - days * perDay;
  const slot = last.findIndex((count) => {
    rest -= count;
    return rest <= 0;
  });
  return end + days * dayMs + Math.max(0, slot) * minuteMs;
}
