// Numbers, dates, spans and phone numbers as the reader's language writes them; times on the clock of the reader's tenant.
import { createContext, useContext } from 'react';
import { type Language, useLanguage } from './i18n';

/** Zone whose clock all times are told by; the device's own while nobody is signed in. */
export const ClockContext = createContext<string | undefined>(undefined);

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

/** A time: ISO 8601 text, a Date, or milliseconds since 1970. */
export type TimeLike = string | number | Date;

export interface Formatters {
  language: Language;
  /** IANA name; undefined is the device's own. */
  timeZone: string | undefined;
  number(value: number): string;
  /** 0.64 → 64% */
  percent(share: number, digits?: number): string;
  /** 1,234,567 → 1.2M */
  compact(value: number): string;
  /** 14:05 */
  time(at: TimeLike): string;
  /** 3 Sep 2026 */
  date(at: TimeLike): string;
  dateTime(at: TimeLike): string;
  /** Today: the time; yesterday: the word; this week: the weekday; else the date. For list rows. */
  short(at: TimeLike, now?: number): string;
  /** Today: 18:00; this week: Sun 09:00; else the date. For a time to come. */
  until(at: TimeLike, now?: number): string;
  /** Today, yesterday, Monday 3 September. For day separators. */
  day(at: TimeLike, now?: number): string;
  /** 2026-09-03: two moments of one day on this clock have the same. */
  dayKey(at: TimeLike): string;
  /** 5 minutes ago, in 2 hours */
  relative(at: TimeLike, now?: number): string;
  /** 43 min, 2 h 5 min, 3 d 4 h */
  duration(spanMs: number): string;
  /** 248 kB */
  bytes(sizeBytes: number): string;
  list(items: string[]): string;
}

function build(language: Language, timeZone: string | undefined): Formatters {
  // British English: 24-hour clock and day before month, as the design's screens show them.
  const locale = language === 'he' ? 'he-IL' : 'en-GB';
  const numbers = new Intl.NumberFormat(locale);
  const compactNumbers = new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 });
  const times = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hour12: false, timeZone });
  const dates = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone });
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const weekdays = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone });
  const shortWeekdays = new Intl.DateTimeFormat(locale, { weekday: 'short', timeZone });
  const dayNames = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone });
  const dayNamesWithYear = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone,
  });
  // Swedish writes a date as ISO 8601 does.
  const dayKeys = new Intl.DateTimeFormat('sv-SE', { dateStyle: 'short', timeZone });
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const lists = new Intl.ListFormat(locale, { type: 'conjunction' });
  // Units as American English shortens them ("43 min", where British says "43 mins").
  const inUnit = (unit: string, value: number, digits = 0) =>
    new Intl.NumberFormat(language, {
      style: 'unit',
      unit,
      // The short form of "byte" has no plural.
      unitDisplay: unit === 'byte' ? 'long' : 'short',
      maximumFractionDigits: digits,
    }).format(value);

  function dayKey(at: TimeLike): string {
    return dayKeys.format(new Date(at));
  }

  function calendarDaysAgo(at: Date, now: number): number {
    return Math.round((Date.parse(dayKey(now)) - Date.parse(dayKey(at))) / dayMs);
  }

  function relative(at: TimeLike, now = Date.now()): string {
    const spanMs = new Date(at).getTime() - now;
    const size = Math.abs(spanMs);
    if (size < minuteMs) return relatives.format(0, 'second');
    if (size < hourMs) return relatives.format(Math.round(spanMs / minuteMs), 'minute');
    if (size < dayMs) return relatives.format(Math.round(spanMs / hourMs), 'hour');
    if (size < 30 * dayMs) return relatives.format(Math.round(spanMs / dayMs), 'day');
    return dates.format(new Date(at));
  }

  function capitalised(word: string): string {
    return word.charAt(0).toLocaleUpperCase(locale) + word.slice(1);
  }

  function short(at: TimeLike, now = Date.now()): string {
    const when = new Date(at);
    const days = calendarDaysAgo(when, now);
    if (days <= 0) return times.format(when);
    if (days === 1) return capitalised(relatives.format(-1, 'day'));
    return days < 7 ? weekdays.format(when) : dates.format(when);
  }

  function until(at: TimeLike, now = Date.now()): string {
    const when = new Date(at);
    const daysAway = -calendarDaysAgo(when, now);
    if (daysAway <= 0) return times.format(when);
    return daysAway < 7 ? `${shortWeekdays.format(when)} ${times.format(when)}` : dates.format(when);
  }

  function day(at: TimeLike, now = Date.now()): string {
    const when = new Date(at);
    const days = calendarDaysAgo(when, now);
    if (days === 0 || days === 1) return capitalised(relatives.format(-days, 'day'));
    return dayKey(when).slice(0, 4) === dayKey(now).slice(0, 4) ? dayNames.format(when) : dayNamesWithYear.format(when);
  }

  function duration(spanMs: number): string {
    const minutes = Math.max(0, Math.round(spanMs / minuteMs));
    if (minutes < 1) return inUnit('second', Math.max(0, Math.round(spanMs / 1000)));
    if (minutes < 60) return inUnit('minute', minutes);
    const hours = Math.floor(minutes / 60);
    if (hours < 24) return [inUnit('hour', hours), minutes % 60 ? inUnit('minute', minutes % 60) : ''].join(' ').trim();
    return [inUnit('day', Math.floor(hours / 24)), hours % 24 ? inUnit('hour', hours % 24) : ''].join(' ').trim();
  }

  // The units are Latin letters in every language: in a line from right to left they would come before their number.
  function leftToRight(text: string): string {
    return language === 'he' ? `\u2066${text}\u2069` : text;
  }

  function bytes(sizeBytes: number): string {
    if (sizeBytes < 1000) return inUnit('byte', sizeBytes);
    if (sizeBytes < 1_000_000) return leftToRight(inUnit('kilobyte', sizeBytes / 1000));
    return leftToRight(inUnit('megabyte', sizeBytes / 1_000_000, 1));
  }

  return {
    language,
    timeZone,
    number: (value) => numbers.format(value),
    percent: (share, digits = 0) =>
      new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: digits }).format(share),
    compact: (value) => compactNumbers.format(value),
    time: (at) => times.format(new Date(at)),
    date: (at) => dates.format(new Date(at)),
    dateTime: (at) => dateTimes.format(new Date(at)),
    short,
    until,
    day,
    dayKey,
    relative,
    duration,
    bytes,
    list: (items) => lists.format(items),
  };
}

const built = new Map<string, Formatters>();

/**
 * The formatters of a language; built once, since Intl objects are slow to make.
 * @param timeZone IANA name; the device's own clock without it, or where this browser does not know it
 */
export function formattersFor(language: Language, timeZone?: string): Formatters {
  const key = `${language} ${timeZone ?? ''}`;
  const known = built.get(key) ?? build(language, isZoneKnown(timeZone) ? timeZone : undefined);
  built.set(key, known);
  return known;
}

function isZoneKnown(timeZone: string | undefined): boolean {
  try {
    return timeZone !== undefined && new Intl.DateTimeFormat('en', { timeZone }) !== undefined;
  } catch {
    return false;
  }
}

/** The formatters of the language on screen, on the tenant's clock. */
export function useFormat(): Formatters {
  return formattersFor(useLanguage(), useContext(ClockContext));
}
