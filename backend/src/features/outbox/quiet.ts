// Quiet hours: whether a person sleeps now, and when they may be written to. Pure; the clock is an argument.
import {
  countryOfPrefix,
  minuteMs,
  minuteOfDay,
  nextClock,
  offsetMinutes,
  prefixLength,
  zonesOfCountry,
} from '../../platform/zones';

/** Minutes after midnight on the recipient's clock; a start after the end spans midnight. */
export interface Quiet {
  start: number;
  end: number;
}

const dayMinutes = 1440;

export function isQuietMinute({ start, end }: Quiet, minute: number): boolean {
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** The country of a phone number as far as quiet hours go by it; null for people without a number. */
export function countryOf(phone: string | null): string | null {
  return (phone && countryOfPrefix(phone.slice(0, prefixLength))) || null;
}

/**
 * The zones whose clocks must all allow a message to somebody in a country. Where the quiet hours leave no hour that all of them allow, the
 * country's middle zone speaks for it.
 * @param country null, and countries without known zones, count as `home`
 * @param home the tenant's zone
 */
export function zonesFor(country: string | null, home: string, quiet: Quiet, at: number): readonly string[] {
  const zones = country ? zonesOfCountry(country) : [];
  if (zones.length === 0) return [home];
  const byOffset = new Map(zones.map((zone) => [offsetMinutes(zone, at), zone]));
  const sorted = [...byOffset].sort(([a], [b]) => a - b);
  const spread = (sorted.at(-1)?.[0] ?? 0) - (sorted[0]?.[0] ?? 0);
  const allowed = dayMinutes - ((quiet.end - quiet.start + dayMinutes) % dayMinutes);
  // A zone on the far side of the date line would be nearer by the clock; no country's numbering has one that matters.
  if (spread < allowed) return sorted.map(([, zone]) => zone);
  return sorted
    .slice(Math.floor(sorted.length / 2))
    .slice(0, 1)
    .map(([, zone]) => zone);
}

/** More steps than zones have distinct ends within two days. */
const stepsAtMost = 60;

/**
 * When somebody may be written to.
 * @param at epoch ms
 * @returns `at` itself while no clock is in its quiet hours, else the end of them, epoch ms
 */
export function allowedFrom(zones: readonly string[], quiet: Quiet, at: number): number {
  let time = at;
  for (let step = 0; step < stepsAtMost; step += 1) {
    const asleep = zones.filter((zone) => isQuietMinute(quiet, minuteOfDay(offsetMinutes(zone, time), time)));
    if (asleep.length === 0) return time;
    time = Math.max(...asleep.map((zone) => endOfQuiet(zone, quiet, time)));
  }
  return time;
}

/** The next change of clocks can put the end itself into the quiet hours again; then the next minute outside counts. */
function endOfQuiet(zone: string, quiet: Quiet, at: number): number {
  const end = nextClock(zone, at, quiet.end);
  return isQuietMinute(quiet, minuteOfDay(offsetMinutes(zone, end), end)) ? end + minuteMs : end;
}

/** When the next quiet hours begin for somebody who may be written to at `at`; epoch ms. */
export function quietFrom(zones: readonly string[], quiet: Quiet, at: number): number {
  return Math.min(...zones.map((zone) => nextClock(zone, at, quiet.start)));
}

/** "21:30" → 1290. */
export function toMinutes(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return hours * 60 + minutes;
}

/** 1290 → "21:30". */
export function toClock(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}
