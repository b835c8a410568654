// Time zones: which ones a phone number may live in, and what the clock shows there. Rules of daylight saving time come from the runtime.
import { getCountry } from 'countries-and-timezones';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';

export const minuteMs = 60_000;
const dayMinutes = 1440;

/** Digits that tell a number's country: the plus and four more, which hold a whole area code of the countries that share +1. */
export const prefixLength = 5;

/** The country that each calling code stands for first; territories that share one have (nearly) the same clock. */
const countryByCode = new Map(
  // Reversed, so that of several countries with one code the main one, asked for last, stays.
  getCountries().map((country) => [String(getCountryCallingCode(country)), country] as const),
);
const mainCountries: Record<string, string> = {
  '44': 'GB',
  '47': 'NO',
  '61': 'AU',
  '39': 'IT',
  '262': 'RE',
  '212': 'MA',
  '358': 'FI',
  '590': 'GP',
  '599': 'CW',
  '290': 'SH',
};
/** Calling codes that countries far apart share; the digits after it tell which. */
const shared = new Set(['1', '7']);

/**
 * The country that numbers with this beginning belong to.
 * @param prefix the first five characters of an E.164 number
 * @returns ISO 3166-1 alpha-2; undefined when the digits are no calling code
 */
export function countryOfPrefix(prefix: string): string | undefined {
  const known = countries.get(prefix);
  if (known !== undefined) return known || undefined;
  const found = findCountry(prefix) ?? '';
  countries.set(prefix, found);
  return found || undefined;
}
const countries = new Map<string, string>();

function findCountry(prefix: string): string | undefined {
  const digits = prefix.replace(/^\+/, '');
  const code = [1, 2, 3].map((length) => digits.slice(0, length)).find((start) => countryByCode.has(start));
  if (code === undefined || !prefix.startsWith('+')) return undefined;
  if (!shared.has(code)) return mainCountries[code] ?? countryByCode.get(code);
  // Any subscriber number will do: the area decides.
  return (
    parsePhoneNumberFromString(`+${digits.padEnd(4, '2')}2345678`.slice(0, 12))?.country ?? countryByCode.get(code)
  );
}

/** Time zones of a country by their IANA names; empty for unknown countries. */
export function zonesOfCountry(country: string): readonly string[] {
  return getCountry(country)?.timezones ?? [];
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(zone: string): Intl.DateTimeFormat {
  let clock = clocks.get(zone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    });
    clocks.set(zone, clock);
  }
  return clock;
}

/** Minutes that a zone's clock is ahead of UTC at an instant (epoch ms). @throws RangeError for an unknown zone */
export function offsetMinutes(zone: string, at: number): number {
  const parts = clockOf(zone).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const wall = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Math.round((wall - Math.floor(at / 1000) * 1000) / minuteMs);
}

/** Minutes after midnight that a clock `offset` minutes ahead of UTC shows at an instant (epoch ms), seconds dropped. */
export function minuteOfDay(offset: number, at: number): number {
  const minutes = Math.floor(at / minuteMs) + offset;
  return ((minutes % dayMinutes) + dayMinutes) % dayMinutes;
}

/** The next midnight on a zone's clock after an instant; both epoch ms. */
export function nextMidnight(zone: string, at: number): number {
  return nextClock(zone, at, 0);
}

/** The first instant after `at` at which the zone's clock stands at (or, where a change of clocks skips it, jumps past) `minute` of the day. */
export function nextClock(zone: string, at: number, minute: number): number {
  const offset = offsetMinutes(zone, at);
  const ahead = (minute - minuteOfDay(offset, at) + dayMinutes) % dayMinutes || dayMinutes;
  const plain = (Math.floor(at / minuteMs) + ahead) * minuteMs;
  const change = offsetMinutes(zone, plain) - offset;
  if (change === 0) return plain;
  // The clocks change on the way: forwards, the time comes sooner, backwards later, but never before the change itself.
  const moved = plain - change * minuteMs;
  if (moved <= at) return plain;
  return offsetMinutes(zone, moved) - offset === change ? moved : plain;
}
