// UUIDv7: time-ordered, so that new rows land at the end of every index.
import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

export function newId(): string {
  return uuidv7();
}

/**
 * An id in the form of a UUIDv7 that sorts by what is known of a thing told to us: when it happened, then in which order it was told.
 * @param at when it happened, cut to milliseconds
 * @param arrival in which order it was told, among things of one moment; below 2⁴⁰
 * @param name tells it from everything else with the same arrival
 * @param place of things with one name, which comes first; below 4,096
 */
export function orderedId(at: Date, arrival: number, name: string, place = 0): string {
  const time = hex(Math.max(0, at.getTime()), 12);
  const told = hex(arrival, 10);
  const tail = `${told.slice(6)}${hex(place, 3)}${createHash('sha256').update(name).digest('hex').slice(0, 5)}`;
  return [time.slice(0, 8), time.slice(8), `7${told.slice(0, 3)}`, `8${told.slice(3, 6)}`, tail].join('-');
}

const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0').slice(-digits);
