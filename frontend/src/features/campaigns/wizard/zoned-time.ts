// Wall-clock times of the tenant's zone, whatever zone the browser is in.

const localForm = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/;

/** Milliseconds that the zone's clock is ahead of UTC at an instant. */
function offsetMs(instantMs: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(instantMs);
  const of = (type: Intl.DateTimeFormatPartTypes) => Number(parts.find((part) => part.type === type)?.value);
  const asUtc = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return asUtc - Math.floor(instantMs / 1000) * 1000;
}

/**
 * The instant of a wall-clock time (`2026-09-03T09:30`) in a zone, as ISO 8601 in UTC; null when it is not a time.
 * An hour that a clock change skips becomes the hour after it.
 */
export function toInstant(local: string, timeZone: string): string | null {
  const found = localForm.exec(local);
  if (!found) return null;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0] = found.slice(1).map(Number);
  const wall = Date.UTC(year, month - 1, day, hour, minute);
  // The offset is asked twice: the first guess may lie on the other side of a clock change.
  const guess = wall - offsetMs(wall, timeZone);
  return new Date(wall - offsetMs(guess, timeZone)).toISOString();
}

/** The wall-clock time of an instant in a zone: `2026-09-03T09:30`. */
export function toLocal(instant: string | number, timeZone: string): string {
  const at = new Date(instant).getTime();
  return new Date(at + offsetMs(at, timeZone)).toISOString().slice(0, 16);
}
