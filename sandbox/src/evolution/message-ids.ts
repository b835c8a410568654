// Message ids in the look of WhatsApp's: 3EB0… for messages sent through a linked client, 3A… for those typed on a phone.
import { randomFillSync } from 'node:crypto';

const ID_BYTES = 8;
const pool = Buffer.alloc(ID_BYTES * 512);
let used = pool.length;

export function createSentId(): string {
  return `3EB0${takeHex()}`;
}

export function createPhoneId(): string {
  return `3A${takeHex()}00`;
}

/** Random bytes are drawn in blocks: one system call for 512 ids. */
function takeHex(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += ID_BYTES;
  return pool.toString('hex', used - ID_BYTES, used).toUpperCase();
}
