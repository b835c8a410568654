// Times as Meta writes them: unix seconds as text (WhatsApp) or unix milliseconds as numbers (Messenger, Instagram). Pure.
import { countOf } from '../foreign';

/** Clocks may differ by this much before a time counts as from the future. */
const clockErrorMs = 60_000;

/** No message of Meta is older than this: 1 January 2010. Smaller numbers are no times. */
const earliestMs = 1_262_304_000_000;

/** Seconds or milliseconds, told apart by their size; the receipt time when there is none, or one from the future. */
export function timeOf(value: unknown, receivedAt: Date): Date {
  const read = countOf(value);
  if (read === undefined) return receivedAt;
  const ms = read < earliestMs ? read * 1000 : read;
  return ms < earliestMs || ms > receivedAt.getTime() + clockErrorMs ? receivedAt : new Date(ms);
}
