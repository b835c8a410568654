// Reading webhook settings from a body, shared by instance creation and `webhook/set`.
import { refuseSchema } from './errors';
import { EVENT_NAMES } from './events';
import { type Body, isObject } from './schema';

/** What the real server says when it reads the length of an event list that is not there. */
export const MISSING_EVENTS = "Cannot read properties of undefined (reading 'length')";

/** An empty list means every event. @throws Refusal listing the allowed names when one is unknown. */
export function readEvents(given: unknown[]): string[] {
  const allowed: readonly string[] = EVENT_NAMES;
  const faults = given.flatMap((event, index) =>
    typeof event === 'string' && allowed.includes(event)
      ? []
      : [`webhook.events[${index}] is not one of enum values: ${EVENT_NAMES.join(',')}`],
  );
  if (faults.length > 0) throw refuseSchema(faults);
  return given.length === 0 ? [...EVENT_NAMES] : given.map(String);
}

/** Configured headers, or null when none are given. */
export function readHeaders(given: Body): Record<string, string> | null {
  if (!isObject(given.headers)) return null;
  return Object.fromEntries(Object.entries(given.headers).map(([name, value]) => [name, String(value)]));
}
