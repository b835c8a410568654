// Keyset cursors of lists ordered by a time and an id. The time travels in whole microseconds, which is all that PostgreSQL keeps, so that
// no row is skipped or shown twice at a page's edge.
import { AppError } from '../errors';
import { decodeCursor, encodeCursor } from './cursor';

export interface TimeCursor {
  /** Microseconds since 1970. */
  micros: number;
  id: string;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Year 5138; PostgreSQL's own range ends far beyond. */
const latestMicros = 1e17;

export function encodeTimeCursor({ micros, id }: TimeCursor): string {
  return encodeCursor([micros, id]);
}

/** @throws AppError validation_failed when it was not made by `encodeTimeCursor` */
export function decodeTimeCursor(cursor: string): TimeCursor {
  const [micros, id] = decodeCursor(cursor, 2);
  const usable = typeof micros === 'number' && Number.isInteger(micros) && Math.abs(micros) < latestMicros;
  if (!usable || typeof id !== 'string' || !uuid.test(id))
    throw new AppError('validation_failed', 'This page marker is not valid. Start again from the first page.', {
      details: [{ path: 'cursor', message: 'Not a cursor of this list' }],
    });
  return { micros, id };
}

/** SQL: a timestamptz column as microseconds since 1970. */
export function microsOf(column: string): string {
  return `(extract(epoch from ${column}) * 1000000)::bigint`;
}

/** SQL: the timestamptz of a parameter that holds microseconds since 1970. */
export function timeOfMicros(parameter: string): string {
  return `(timestamptz 'epoch' + ${parameter}::bigint * interval '1 microsecond')`;
}
