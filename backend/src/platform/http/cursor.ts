// Keyset cursors: the last row's sort values, opaque to the client.
import { AppError } from '../errors';

/** @param values the sort values of the last row shown, in order */
export function encodeCursor(values: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(values)).toString('base64url');
}

/**
 * @param length how many values the cursor of this list has
 * @throws AppError validation_failed when it was not made by `encodeCursor`
 */
export function decodeCursor(cursor: string, length: number): (string | number)[] {
  let values: unknown;
  try {
    values = JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    values = undefined;
  }
  const usable =
    Array.isArray(values) &&
    values.length === length &&
    values.every((value) => typeof value === 'string' || typeof value === 'number');
  if (!usable) throw notACursor();
  return values as (string | number)[]; // checked above
}

/** For lists that go by id alone. @throws AppError validation_failed when the cursor does not hold one id */
export function decodeIdCursor(cursor: string): string {
  const [value] = decodeCursor(cursor, 1);
  if (typeof value !== 'string' || !uuid.test(value)) throw notACursor();
  return value;
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function notACursor(): AppError {
  return new AppError('validation_failed', 'This page marker is not valid. Start again from the first page.', {
    details: [{ path: 'cursor', message: 'Not a cursor of this list' }],
  });
}
