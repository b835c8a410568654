// UUIDv7: time-ordered, so that new rows land at the end of every index.
import { createHash } from 'node:crypto';
import { uuidv7 } from 'uuidv7';

export function newId(): string {
  return uuidv7();
}

/**
 * The same id whenever it is asked for the same thing, in the form of a UUIDv7 of its time: so things that others tell us in any order stand in
 * one order.
 * @param at when it happened, cut to milliseconds
 * @param name tells it from everything else of that moment
 * @param place of things with one name, which comes first; below 65,536
 */
export function stableId(at: Date, name: string, place = 0): string {
  const time = Math.max(0, at.getTime()).toString(16).padStart(12, '0').slice(-12);
  const hash = createHash('sha256').update(name).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hash.charAt(3), 16) % 4);
  const tail = hash.slice(8, 16) + place.toString(16).padStart(4, '0');
  return [time.slice(0, 8), time.slice(8), `7${hash.slice(0, 3)}`, `${variant}${hash.slice(4, 7)}`, tail].join('-');
}
