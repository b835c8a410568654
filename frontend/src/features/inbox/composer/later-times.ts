// Moments to send later, on the clock of the team rather than of this device.

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
const morningHour = 9;

/** How far a zone's clock is ahead of UTC at a moment, in milliseconds. */
function zoneOffsetMs(at: number, zone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(at);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const clock = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return clock - Math.floor(at / 1000) * 1000;
}

/** The moment at which a zone's clock shows a date and time, which is given as if it were UTC (ms). */
function fromClock(clockMs: number, zone: string): number {
  const guess = clockMs - zoneOffsetMs(clockMs, zone);
  // Around a change of the clocks the first guess uses the wrong side's offset.
  return clockMs - zoneOffsetMs(guess, zone);
}

export interface LaterTime {
  key: 'hour' | 'tomorrow' | 'monday';
  at: Date;
}

/** Nine o'clock tomorrow and on the next Monday, 1 to 7 days ahead, on the zone's clock. */
export function nextMornings(now: number, zone: string): { tomorrow: Date; monday: Date; daysToMonday: number } {
  const clock = now + zoneOffsetMs(now, zone);
  const midnight = Math.floor(clock / dayMs) * dayMs;
  const morning = (daysAhead: number) => new Date(fromClock(midnight + daysAhead * dayMs + morningHour * hourMs, zone));
  const daysToMonday = (8 - new Date(midnight).getUTCDay()) % 7 || 7;
  return { tomorrow: morning(1), monday: morning(daysToMonday), daysToMonday };
}

/** In an hour, tomorrow at nine and next Monday at nine; Monday is left out when it is tomorrow. */
export function laterTimes(now: number, zone: string): LaterTime[] {
  const { tomorrow, monday, daysToMonday } = nextMornings(now, zone);
  return [
    { key: 'hour', at: new Date(now + hourMs) },
    { key: 'tomorrow', at: tomorrow },
    ...(daysToMonday > 1 ? [{ key: 'monday' as const, at: monday }] : []),
  ];
}

/** What a date-and-time field shows for a moment, on the zone's clock: 2026-11-21T09:00. */
export function toField(at: number, zone: string): string {
  return new Date(at + zoneOffsetMs(at, zone)).toISOString().slice(0, 16);
}

/** The moment a date-and-time field names on the zone's clock; null while it is incomplete. */
export function fromField(value: string, zone: string): Date | null {
  const clock = /^\d{4,}-\d\d-\d\dT\d\d:\d\d/.test(value) ? Date.parse(`${value.slice(0, 16)}:00Z`) : Number.NaN;
  return Number.isNaN(clock) ? null : new Date(fromClock(clock, zone));
}
