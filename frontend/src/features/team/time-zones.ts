// Time zones as a choice, each with its distance from Greenwich now.
import type { SearchOption } from '../../ui/search-select';

/** The browser's IANA zones; the tenant's own is offered even where the browser does not list it. */
export function listTimeZones(current: string, now = new Date()): SearchOption<string>[] {
  const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC', current]);
  return [...zones]
    .sort()
    .map((zone) => ({ value: zone, label: zone.replaceAll('_', ' '), hint: offsetOf(zone, now) }));
}

function offsetOf(timeZone: string, now: Date): string {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'shortOffset' }).formatToParts(now);
    return parts.find((part) => part.type === 'timeZoneName')?.value ?? '';
  } catch {
    // A zone this browser does not know has no offset to show.
    return '';
  }
}
