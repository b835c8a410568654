// UUIDv7: time-ordered, so that new rows land at the end of every index.
import { uuidv7 } from 'uuidv7';

export function newId(): string {
  return uuidv7();
}
